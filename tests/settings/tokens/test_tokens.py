"""One place counts for a shop's token, in an order that is told; what is read there never is."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from cleancloud_tui.api.errors import NoTokenError
from cleancloud_tui.api.rights import EVERYTHING, KIOSK
from cleancloud_tui.composition import client_for
from cleancloud_tui.settings import PRACTICE_SHOP, SettingsError, ShopSettings, Source, read_file
from cleancloud_tui.settings.tokens import TokenSource, keep_token, source_of, token_of
from cleancloud_tui.settings.tokens.command import said_by
from cleancloud_tui.settings.tokens.source import credential_name

SHOP = ShopSettings(name="High Street")
SECRET = "tok-of-nobody"
NOTHING: Mapping[str, str] = {}

posix_only = pytest.mark.skipif(os.name != "posix", reason="commands of POSIX")


@pytest.fixture
def credentials(tmp_path: Path) -> Mapping[str, str]:
    (tmp_path / "cleancloud-token-high-street").write_text(f"{SECRET}\n", encoding="utf-8")
    return {"CREDENTIALS_DIRECTORY": str(tmp_path)}


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring of a dictionary."""
    kept: dict[tuple[str, str], str] = {}
    module = ModuleType("keyring")
    vars(module).update(
        get_password=lambda service, account: kept.get((service, account)),
        set_password=lambda service, account, token: kept.update({(service, account): token}),
    )
    monkeypatch.setitem(sys.modules, "keyring", module)
    return kept


def test_the_first_place_that_there_is_counts(credentials: Mapping[str, str]) -> None:
    every = dataclasses.replace(SHOP, token="t", token_command="print-it", token_keyring=True)
    assert source_of(every, credentials) is TokenSource.CREDENTIAL
    assert source_of(every, NOTHING) is TokenSource.FILE
    none = dataclasses.replace(every, token="")
    assert source_of(none, NOTHING) is TokenSource.COMMAND
    none = dataclasses.replace(none, token_command="")
    assert source_of(none, NOTHING) is TokenSource.KEYRING
    assert source_of(SHOP, NOTHING) is TokenSource.NOWHERE
    assert source_of(PRACTICE_SHOP, credentials) is TokenSource.PRACTICE
    elsewhere = dataclasses.replace(every, source=Source.ENVIRONMENT)
    assert source_of(elsewhere, credentials) is TokenSource.ENVIRONMENT
    assert token_of(elsewhere, environ=credentials) == "t"


def test_a_credential_is_its_shops_alone(credentials: Mapping[str, str]) -> None:
    assert token_of(SHOP, environ=credentials) == SECRET
    mill = ShopSettings(name="Mill Lane", token="tok-2")
    assert token_of(mill, environ=credentials) == "tok-2"
    assert credential_name("Élégance & Fils") == "cleancloud-token-elegance-fils"


@posix_only
def test_a_command_prints_it_and_no_shell_reads_the_line(tmp_path: Path) -> None:
    shop = dataclasses.replace(SHOP, token_command=f"printf %s {SECRET}")
    assert token_of(shop, environ=NOTHING) == SECRET
    trace = tmp_path / "trace"
    shop = dataclasses.replace(SHOP, token_command=f"printf %s {SECRET} ; touch {trace}")
    assert token_of(shop, environ=NOTHING) == f"{SECRET};touch{trace}"
    assert not trace.exists()


@posix_only
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no-such-program-anywhere", "can't be run"),
        ("false", "ended with 1"),
        ("true", "no text without blanks"),
        (f"printf '%s two' {SECRET}", "no text without blanks"),
        ("head -c 20000 /dev/zero", "more than a token"),
        ("'", "there is no second '"),
    ],
)
def test_what_is_wrong_with_a_command_is_told_and_nothing_it_said(line: str, told: str) -> None:
    shop = dataclasses.replace(SHOP, token_command=line)
    with pytest.raises(SettingsError) as error:
        token_of(shop, environ=NOTHING)
    assert told in str(error.value)
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None


@posix_only
def test_a_command_that_waits_is_stopped_with_what_it_started() -> None:
    with pytest.raises(SettingsError, match="took longer than"):
        said_by("sh -c 'sleep 60 & wait'", "The token", seconds=0.2)


def test_a_keyring_keeps_it_and_says_what_to_do_where_it_has_none(
    ring: dict[tuple[str, str], str],
) -> None:
    shop = dataclasses.replace(SHOP, token_keyring=True)
    with pytest.raises(SettingsError, match="connect --keyring"):
        token_of(shop, environ=NOTHING)
    keep_token(shop, SECRET)
    assert token_of(shop, environ=NOTHING) == SECRET
    with pytest.raises(SettingsError):
        token_of(dataclasses.replace(shop, name="Mill Lane"), environ=NOTHING)
    assert set(ring.values()) == {SECRET}


def test_a_keyring_that_fails_tells_nothing_of_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*what: str) -> None:
        raise RuntimeError(f"no bus for {what}")

    broken = SimpleNamespace(get_password=fails, set_password=fails)
    monkeypatch.setitem(sys.modules, "keyring", broken)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="RuntimeError") as error:
        keep_token(SHOP, SECRET)
    assert SECRET not in str(error.value)
    monkeypatch.setitem(sys.modules, "keyring", None)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="pip install keyring"):
        token_of(dataclasses.replace(SHOP, token_keyring=True), environ=NOTHING)


@posix_only
async def test_who_may_set_nothing_up_runs_no_command_of_another_users_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"
    shop = dataclasses.replace(SHOP, token_command=f"touch {trace}")
    monkeypatch.setattr("cleancloud_tui.composition.is_own", lambda _: False)
    with pytest.raises(NoTokenError, match="another user"):
        await client_for(shop, rights=KIOSK)
    assert not trace.exists()
    with pytest.raises(NoTokenError, match="no text without blanks"):
        await client_for(shop, rights=EVERYTHING)
    assert trace.exists()


def test_a_file_may_leave_the_token_out_where_it_comes_from_elsewhere(
    tmp_path: Path, credentials: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[[shops]]\nname = "High Street"\n', encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="token is missing"):
        read_file(path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", credentials["CREDENTIALS_DIRECTORY"])
    assert read_file(path).shops == (SHOP,)
