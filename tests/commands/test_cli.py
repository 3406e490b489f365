import contextlib
import csv
import io
import json
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from cleancloud_tui import bootstrap, cli, endings, log, paths
from cleancloud_tui.commands import counter, doctor
from cleancloud_tui.settings import Settings, ShopSettings, read_file, save
from tests.conftest import PracticeServer

TOKEN = "secret-3f9a1c77e2"
Capture = pytest.CaptureFixture[str]


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_token_is_checked_and_kept(
    practice_server: PracticeServer, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(monkeypatch, " practice\n")
    assert cli.main(["connect", "--name", "Mill", "--base-url", practice_server.base_url]) == 0
    out, err = capsys.readouterr()
    assert f"“Mill” is kept in {paths.settings_file()}" in out
    assert err == ""
    assert read_file().shop() == ShopSettings(
        name="Mill", base_url=practice_server.base_url, token="practice"
    )


def test_a_token_that_is_refused_is_not_kept(
    practice_server: PracticeServer, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(monkeypatch, f"{TOKEN}\n")
    assert cli.main(["connect", "--base-url", practice_server.base_url]) == 1
    out, err = capsys.readouterr()
    assert "does not accept this shop's token" in err
    assert TOKEN not in out + err
    assert not paths.settings_file().exists()


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "No token was given"), ("two words", "token is to be a text without blanks")],
)
def test_a_token_that_is_none_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, token: str, said: str
) -> None:
    typed(monkeypatch, f"{token}\n")
    assert cli.main(["connect"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "two words" not in err


def test_another_shop_takes_no_other_shops_place(
    practice_server: PracticeServer, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    known = ShopSettings(name="My shop", token=TOKEN, currency="£")
    save(Settings((known,)))
    connect = ["connect", "--base-url", practice_server.base_url]

    typed(monkeypatch, "practice\n")
    assert cli.main(connect) == 2
    assert "cleancloud-tui connect --name 'My shop'" in capsys.readouterr().err
    assert read_file().shops == (known,)

    typed(monkeypatch, "practice\n")
    assert cli.main([*connect, "--name", "my shop"]) == 0
    (renewed,) = read_file().shops
    assert (renewed.name, renewed.token, renewed.currency) == ("My shop", "practice", "£")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminal")
def test_a_token_typed_at_a_terminal_is_not_shown(practice_server: PracticeServer) -> None:
    ours, theirs = os.openpty()
    argv = ["connect", "--base-url", practice_server.base_url]
    with subprocess.Popen(
        [sys.executable, "-m", "cleancloud_tui", *argv],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"it is not shown" not in shown:
            shown += os.read(ours, 1000)
        os.write(ours, f"{TOKEN}\n".encode())
        with contextlib.suppress(OSError):  # Linux's way to say that the other end is closed
            while more := os.read(ours, 1000):
                shown += more
    os.close(ours)
    assert process.returncode == 1
    assert b"does not accept this shop's token" in shown
    assert TOKEN.encode() not in shown


def test_the_practice_shop_is_served_until_it_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    data = tmp_path / "kept.db"
    options = ["--port", "0", "--customers", "5", "--token", "abc", "--data", str(data)]
    with subprocess.Popen(
        [sys.executable, "-m", "cleancloud_tui", "practice", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        address, _, hint = (process.stdout.readline().strip() for _ in range(3))
        address = address.split()[-1]
        monkeypatch.setenv("CLEANCLOUD_BASE_URL", address)
        monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "abc")
        assert cli.main(["api", "getPriceLists"]) == 0
        assert "Default" in capsys.readouterr().out
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    typed = f"{sys.executable} -m cleancloud_tui"
    assert hint == f"CLEANCLOUD_BASE_URL={address} CLEANCLOUD_API_TOKEN=abc {typed}"
    assert (process.returncode, out, err) == (0, "", "")
    assert data.exists()


def test_a_port_that_is_taken_is_told(practice_server: PracticeServer, capsys: Capture) -> None:
    port = practice_server.base_url.split(":")[2].removesuffix("/api")
    assert cli.main(["practice", "--port", port]) == 1
    assert capsys.readouterr().err.startswith(f"127.0.0.1:{port} can't be used: ")


@pytest.mark.parametrize(
    "argv", [["practice", "--rate", "0"], ["practice", "--port", "x"], ["serve"], ["sync", "now"]]
)
def test_bad_usage_ends_with_two(argv: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(argv)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_mirror_is_filled_without_a_screen(
    practice_server: PracticeServer, capsys: Capture
) -> None:
    shop = ShopSettings(
        name="Mill",
        base_url=practice_server.base_url,
        token="practice",
        rate=50,
        margin=0,
        tax=Decimal(0),
    )
    save(Settings((shop,)))
    assert cli.main(["sync"]) == 0
    out, err = capsys.readouterr()
    assert re.match(r"The mirror holds [1-9]\d* customers and [1-9]", out)
    assert err == ""

    assert cli.main(["doctor"]) == 0
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert told["shop"] == f"Mill at {practice_server.base_url} (from the settings file)"
    assert told["API"] == "answers, and accepts the token"
    assert not told["mirror"].startswith("0 ")
    assert " of 50,000 spent this month; " in told["requests"]
    assert told["forecast"].endswith(": they last")
    assert told["asking"].startswith("for changes every ")
    assert told["terms"] == "50,000 from day 1, 100 % for this computer, 5,000 (10 %) for people"


def test_doctor_tells_what_it_knows_and_then_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "https://example.com/api")
    assert cli.main(["doctor"]) == 2
    out, err = capsys.readouterr()
    assert str(paths.settings_file()) in out
    assert "Set CLEANCLOUD_API_TOKEN too" in err


@pytest.mark.usefixtures("practice_over_http")
def test_the_summary_is_a_table_csv_or_json(capsys: Capture, tmp_path: Path) -> None:
    days = ["summary", "--from", "2026-01-05", "--to", "2026-01-06"]
    assert cli.main(days) == 0
    table = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in table] == ["day", "2026-01-05", "2026-01-06"]
    assert len({len(line) for line in table}) == 1

    assert cli.main([*days, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [day["day"] for day in told] == ["2026-01-05", "2026-01-06"]

    file = tmp_path / "days.csv"
    assert cli.main([*days, "--csv", str(file)]) == 0
    assert cli.main([*days, "--csv", "-"]) == 0
    rows = list(csv.DictReader(file.read_text().splitlines()))
    assert rows == list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["day"] for row in rows] == ["2026-01-05", "2026-01-06"]


def fail(error: BaseException) -> Callable[[object], int]:
    def run(_: object) -> int:
        raise error

    return run


def test_what_was_not_foreseen_is_a_sentence_and_a_traceback_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    log.hide(TOKEN)
    monkeypatch.setattr(doctor, "run", fail(RuntimeError(f"boom {TOKEN}")))
    assert cli.main(["doctor"]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert str(paths.log_file()) in err
    written = paths.log_file().read_text()
    assert "RuntimeError: boom [hidden]" in written
    assert "Traceback" in written
    assert TOKEN not in written


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ModuleNotFoundError("no httpx", name="httpx"), 1, "httpx is not installed for"),
        (PermissionError(13, "Permission denied", "/x"), 1, "/x can't be used: Permission denied."),
    ],
)
def test_every_end_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr(doctor, "run", fail(error))
    assert cli.main(["doctor"]) == code
    assert said in capsys.readouterr().err


def test_a_reader_that_has_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cleancloud_tui", "api", "--list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_no_token_gets_into_the_log_by_any_way() -> None:
    log.start(paths.log_file(), logging.DEBUG)
    awkward = 'a"b\\c'
    log.hide(TOKEN)
    log.hide(awkward)
    logger = logging.getLogger("test")
    logger.debug("in the message %s", TOKEN)
    logger.warning("in the arguments: %r %s", {"api_token": awkward}, json.dumps([awkward]))
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logger.exception("in the traceback")
    written = paths.log_file().read_text()
    assert written.count("[hidden]") == 4
    assert TOKEN not in written
    assert "b\\\\c" not in written
    if os.name == "posix":
        assert paths.log_file().stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    log.start(tmp_path / "file" / "log")
    logging.getLogger("test").error("lost")
    assert "Traceback" not in "".join(capfd.readouterr())
    assert (tmp_path / "file").read_bytes() == b""


def test_without_a_command_the_counter_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    class App:
        return_code = 0
        failure = None
        shops = SimpleNamespace(is_connected=True)

        def __init__(self, desk: object, **_: object) -> None:
            opened.append(desk)

        def run(self) -> str | None:
            # The first counter connects a shop, which opens next.
            if len(opened) > 1:
                return None
            save(Settings((ShopSettings(name="Mill", token=TOKEN, rate=7),)))
            return "Mill"

    monkeypatch.setattr(counter, "CounterApp", App)
    monkeypatch.setattr(counter, "missing_terminal", str)
    assert cli.main(["--read-only"]) == 0
    first, second = opened
    assert (first.name, first.is_practice, first.read_only) == ("practice", True, True)
    assert (second.name, second.is_practice) == ("Mill", False)


@pytest.mark.parametrize(
    ("command", "healed"),
    [("doctor", "now"), ("summary", "now"), ("api", "later"), ("sync", "later"), ("", "later")],
)
def test_a_command_that_may_have_done_something_is_never_run_again(
    monkeypatch: pytest.MonkeyPatch, command: str, healed: str
) -> None:
    done: list[str] = []

    def run(arguments: object) -> int:
        if not command:
            endings.begin()  # as the counter does with its first screen
        raise ImportError("damaged", name="httpx")

    monkeypatch.setattr(cli, "_command", lambda _: run)
    monkeypatch.setattr(bootstrap, "heal", lambda _: done.append("now"))
    monkeypatch.setattr(bootstrap, "heal_at_next_start", lambda: done.append("later"))
    monkeypatch.setattr(endings, "_state", endings._State())
    assert cli.main([command] if command else []) == 1
    assert done == [healed]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["budget", "--month", "50.5"], "is to be a whole number from 1 to 10,000,000"),
        (["budget", "--month", "12,50"], "is to be a whole number from 1 to 10,000,000"),
        (["budget", "--starts", "-1"], "is to be a whole number from 1 to 31"),
        (["practice", "--customers", "1e3"], "is to be a whole number"),
        (["summary", "--from", "20261127"], "a day such as 2026-11-27, tue, -7 or yesterday, not"),
        (["summary", "--from", "2026-W48-5"], "is to be a day such as"),
        (["summary", "--period", "tomorrow"], "is to be a period such as last-month"),
        (["audit", "--to", "wedding"], "is to be a day as yyyy-mm-dd, not “wedding”"),
        (["audit", "--to", "9999-12-31"], "is to be a day as yyyy-mm-dd"),
    ],
)
def test_a_number_or_day_of_a_command_is_understood_whole_or_refused(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())
