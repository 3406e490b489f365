"""`cleancloud-tui listen`: the practice shop tells of a change, and the mirror has it."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api.rights import READ_ONLY
from cleancloud_tui.composition import open_shop
from cleancloud_tui.practice.http.webhooks import Webhooks
from cleancloud_tui.settings import load
from tests.conftest import PracticeServer
from tests.patience import HUNG_SECONDS

SECRET = "a-secret-of-the-tests-0123456789"


@pytest.fixture
def listening(
    practice_over_http: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as its own process, and the address at which it listens."""
    monkeypatch.setenv("CLEANCLOUD_WEBHOOK_SECRET", SECRET)
    command = [sys.executable, "-m", "cleancloud_tui", "listen", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/webhooks/", said)
        assert found, said
        assert SECRET not in said
        yield process, found[0]
        process.kill()


def until(comes: Callable[[], object]) -> None:
    deadline = time.monotonic() + HUNG_SECONDS
    while not comes():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_the_shop_tells_of_is_read_at_once(
    listening: tuple[subprocess.Popen[str], str], practice_over_http: PracticeServer
) -> None:
    process, address = listening
    assert (
        httpx.post(f"{address}wrong", json={"event": "order.created", "id": 1}).status_code == 404
    )
    assert httpx.get(address + SECRET).status_code == 405
    assert httpx.post(address + SECRET, content=b"{").status_code == 400
    for path in (SECRET, f"{SECRET}/"):
        assert httpx.post(address + path, json={"event": "unheard of"}).status_code == 200
    assert httpx.post(f"{address}wrong/", json={"event": "unheard of"}).status_code == 404

    server = practice_over_http.app.state.server
    server._webhooks = Webhooks(address + SECRET, time.time)
    sent = {"api_token": "practice", "orderID": "1", "status": "5", "orderNotes": "by webhook"}
    httpx.post(f"{practice_over_http.base_url}/updateOrder", json=sent).raise_for_status()
    assert process.stdout
    assert process.stdout.readline() == "order 1\n"
    shop = open_shop(load().shop(), rights=READ_ONLY)
    until(lambda: shop.order("1"))
    known = shop.order("1")
    assert known
    assert known.value.notes == "by webhook"
    assert shop.parts.hearing().is_relied_on
    server._webhooks.close()
    server._webhooks = None

    process.send_signal(signal.SIGINT)
    assert process.wait(HUNG_SECONDS) == 0
    log = paths.log_file()
    assert not log.exists() or SECRET not in log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("practice_over_http")
@pytest.mark.parametrize("secret", ["short", "with/a/slash/and-long-enough-0123"])
def test_a_secret_that_is_none_is_refused(
    secret: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "secret"
    file.write_text(secret + "\n")
    assert cli.main(["listen", "--port", "0", "--secret-file", str(file)]) == 2
    told = capsys.readouterr().err
    assert "is not fit for an address" in told
    assert secret not in told


@pytest.mark.usefixtures("practice_over_http")
def test_a_secret_is_made_once_and_kept_private(monkeypatch: pytest.MonkeyPatch) -> None:
    from cleancloud_tui.api.rights import EVERYTHING
    from cleancloud_tui.commands.listen.secret import secret_of

    monkeypatch.delenv("CLEANCLOUD_WEBHOOK_SECRET", raising=False)
    first = secret_of(load().shop(), None, EVERYTHING)
    assert len(first.text) > 40
    assert secret_of(load().shop(), None, READ_ONLY) == first
    if os.name == "posix":
        assert stat.S_IMODE(Path(first.place).stat().st_mode) == 0o600


@pytest.mark.usefixtures("practice_over_http")
def test_none_is_made_in_a_session_that_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["listen", "--port", "0", "--read-only"]) == 2
    told = capsys.readouterr().err
    assert "no secret for webhooks yet, and this session is read-only" in told
    assert "--secret-file" in told


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
@pytest.mark.usefixtures("practice_over_http")
def test_a_secret_that_others_may_read_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleancloud_tui.commands.listen.secret import secret_of

    monkeypatch.delenv("CLEANCLOUD_WEBHOOK_SECRET", raising=False)
    file = tmp_path / "secret"
    file.write_text(SECRET)
    for mode, is_shown in ((0o644, True), (0o600, False)):
        file.chmod(mode)
        assert secret_of(load().shop(), file, READ_ONLY).is_shown == is_shown


@pytest.mark.parametrize("address", ["notaurl", "ftp://x/y", "http://"])
def test_the_practice_shop_takes_no_address_that_is_none(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["practice", "--port", "0", "--webhook", address]) == 2
    assert "Nothing was started" in capsys.readouterr().err
