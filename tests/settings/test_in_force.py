"""What stands in the settings file holds at once, whoever writes it; and what does not, is told."""

from __future__ import annotations

import dataclasses
import os
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.api.errors import CleanCloudError, ReadOnlyError
from cleancloud_tui.api.rights import EVERYTHING, KIOSK, READ_ONLY
from cleancloud_tui.settings import (
    InForce,
    Settings,
    SettingsError,
    ShopSettings,
    Source,
    read_file,
    reading,
)
from cleancloud_tui.settings.errors import ChangedMeanwhileError
from cleancloud_tui.settings.groups import AT_OPENING, AT_START, Group, group_of
from cleancloud_tui.settings.schema import AppSettings, settings_of
from cleancloud_tui.settings.standing import Origin, Standing, found_by
from cleancloud_tui.settings.writing import change

WRITTEN = """\
# Ask Vera first.
[[shops]]
name = "High Street"  # the old one
token = "tok-1"
tax = 8.5 # as told

[app]
theme = "nord"
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("CLEANCLOUD_TUI_HOME", "CLEANCLOUD_API_TOKEN", "CLEANCLOUD_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "cleancloud-tui" / "settings.toml"
    path.parent.mkdir()
    write(path, WRITTEN)
    return path


def write(path: Path, text: str) -> None:
    """Write as an editor does: a file of its own, put in the place of the old one."""
    fresh = path.with_name("fresh")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o600)
    fresh.replace(path)


def text_in(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(settings: InForce, name: str) -> Standing:
    return next(each for each in settings.standings() if each.name == name)


def test_what_somebody_writes_holds_at_the_next_look(path: Path) -> None:
    settings, told = InForce.of_file(), list[str]()
    settings.subscribe(lambda: told.append(settings.shop.currency))
    settings.look()
    write(path, WRITTEN.replace("tax = 8.5", 'currency = "€"\ntax = 9'))
    settings.look()
    settings.look()
    assert told == ["€"]
    assert settings.shop.tax == 9


def test_what_can_not_be_used_leaves_all_as_it_was_until_it_is_mended(path: Path) -> None:
    settings = InForce.of_file()
    write(path, WRITTEN.replace("8.5", '"eight"'))
    settings.look()
    assert settings.shop.tax == Decimal("8.5")
    assert "line 5: shops[1].tax" in settings.wrong
    assert named(settings, "tax").origin is Origin.FILE
    write(path, "[[shops")
    settings.look()
    assert {named(settings, name).origin for name in ("tax", "rate", "theme")} == {Origin.UNKNOWN}
    write(path, WRITTEN.replace("8.5", '"eight"'))
    settings.look()
    assert "What was set before holds until then." in settings.wrong
    write(path, WRITTEN.replace("High Street", "Elm Road"))
    settings.look()
    assert "There is no shop “High Street”" in settings.wrong
    write(path, WRITTEN)
    settings.look()
    assert settings.wrong == ""


@pytest.mark.skipif(os.name != "posix", reason="owners as POSIX has them")
def test_a_kiosk_takes_nothing_that_another_user_puts_there_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_only_own", False)
    settings = InForce.of_file()
    reading.take_only_own()
    write(path, WRITTEN.replace("8.5", "0").replace("tax", 'print_command = "sh"\ntax'))
    if os.geteuid() == 0:
        os.chown(path, 4242, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
    settings.look()
    assert (settings.shop.tax, settings.shop.print_command) == (Decimal("8.5"), "")
    assert "was written by another user" in settings.wrong


async def test_a_kept_value_changes_one_line_and_holds_in_every_process(path: Path) -> None:
    here, there = InForce.of_file(), InForce.of_file()
    await here.keep(named(here, "tax"), Decimal("8.875"), EVERYTHING)
    await here.keep_choice("theme", "dracula", EVERYTHING)
    there.look()
    assert (here.shop.tax, there.shop.tax) == (Decimal("8.875"), Decimal("8.875"))
    assert there.app.theme == "dracula"
    assert text_in(path) == (WRITTEN.replace("8.5 ", "8.875 ").replace("nord", "dracula"))


async def test_what_was_written_since_it_was_shown_is_not_written_over(path: Path) -> None:
    settings = InForce.of_file()
    shown = {name: named(settings, name) for name in ("tax", "currency", "token")}
    edited = WRITTEN.replace("8.5", "9").replace("tok-1", "tok-2")
    write(path, edited)
    settings.look()
    for name, value in (("tax", Decimal(7)), ("token", "tok-3")):
        with pytest.raises(ChangedMeanwhileError, match=name):
            await settings.keep(shown[name], value, EVERYTHING)
    assert text_in(path) == edited
    await settings.keep(shown["currency"], "€", EVERYTHING)
    await settings.keep(named(settings, "tax"), Decimal(7), EVERYTHING)
    assert (settings.shop.tax, settings.shop.currency) == (Decimal(7), "€")


async def test_answers_go_over_no_other_ones_of_meanwhile(path: Path) -> None:
    settings = InForce.of_file()
    seen = settings.shop
    write(path, WRITTEN.replace("8.5", "9"))
    answers = {"tax": Decimal(7), "currency": "€"}
    with pytest.raises(ChangedMeanwhileError) as told:
        await settings.keep_answers(answers, EVERYTHING, seen)
    assert told.value.names == ("tax",)
    assert settings.shop.currency == "$"
    await settings.keep_answers({**answers, "tax": Decimal(9)}, EVERYTHING, seen)
    assert (settings.shop.tax, settings.shop.currency) == (Decimal(9), "€")


def test_two_that_write_at_once_lose_nothing(path: Path) -> None:
    """Each is another connection to the lock, as each process has one of its own."""
    begun = threading.Event()

    def slowly(settings: Settings) -> Settings:
        begun.set()
        other.join(0.2)  # long enough for it to write, if nothing kept it from that
        return dataclasses.replace(settings, app=dataclasses.replace(settings.app, theme="dracula"))

    def at_once() -> None:
        begun.wait()
        shop = read_file(path).shop()
        change(lambda each: each.with_shop(dataclasses.replace(shop, tax=Decimal(9))), path)

    other = threading.Thread(target=at_once)
    other.start()
    change(slowly, path)
    other.join()
    kept = read_file(path)
    assert (kept.app.theme, kept.shop().tax) == ("dracula", Decimal(9))


@pytest.mark.parametrize("rights", [READ_ONLY, KIOSK], ids=["read-only", "kiosk"])
async def test_a_session_that_sets_nothing_up_changes_nothing(path: Path, rights: object) -> None:
    settings = InForce.of_file()
    with pytest.raises(ReadOnlyError):
        await settings.keep(named(settings, "tax"), Decimal(0), rights)  # type: ignore[arg-type]
    with pytest.raises(ReadOnlyError):
        await settings.keep_choice("theme", "dracula", rights)  # type: ignore[arg-type]
    assert text_in(path) == WRITTEN


async def test_a_token_is_kept_once_cleancloud_accepts_it(path: Path) -> None:
    asked: list[str] = []

    async def check(shop: ShopSettings) -> None:
        asked.append(shop.token)
        if shop.token == "wrong":
            raise CleanCloudError("CleanCloud does not accept the token.")

    settings = InForce.of_file(check_token=check)
    with pytest.raises(CleanCloudError):
        await settings.keep(named(settings, "token"), "wrong", EVERYTHING)
    assert text_in(path) == WRITTEN
    await settings.keep(named(settings, "token"), "tok-2", EVERYTHING)
    assert asked == ["wrong", "tok-2"]
    assert settings.shop.token == "tok-2"
    assert settings.waiting() == ["Token"]  # what is open goes on with the old one


def test_it_is_told_where_each_value_comes_from_and_no_token(path: Path) -> None:
    settings = InForce.of_file()
    origins = {each.name: each.origin for each in settings.standings()}
    assert origins["tax"] is origins["token"] is origins["theme"] is Origin.FILE
    assert origins["currency"] is origins["csv"] is Origin.DEFAULT
    assert "tok-1" not in repr(settings.standings())
    assert not found_by("tok-1", settings.standings())


async def test_the_practice_shop_and_the_environments_shop_are_set_nowhere(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = InForce.of_file("practice")
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "another")
    elsewhere = InForce.of_file()
    assert elsewhere.shop.source is Source.ENVIRONMENT
    assert elsewhere.opened_as == ""
    assert named(elsewhere, "token").origin is Origin.ENVIRONMENT
    for settings in (practice, elsewhere):
        with pytest.raises(SettingsError):
            await settings.keep(named(settings, "currency"), "€", EVERYTHING)
        await settings.keep(named(settings, "csv"), "plain", EVERYTHING)  # the program's own
    assert "€" not in text_in(path)


async def test_what_a_shops_files_go_by_stays(path: Path) -> None:
    settings = InForce.of_file()
    with pytest.raises(SettingsError, match="goes by it"):
        await settings.keep(named(settings, "name"), "Elm Road", EVERYTHING)


def test_every_setting_is_found_by_what_people_call_it(path: Path) -> None:
    among = InForce.of_file().standings()
    assert {"tax", "tax2", "tax_included"} <= {each.name for each in found_by("tax", among)}
    assert [each.name for each in found_by("retention_months", among)] == ["retention_months"]
    assert {each.group for each in found_by("scanner and codes", among)} == {Group.SCANNER}
    assert found_by("no such thing", among) == []
    assert found_by("", among) == among


def test_groups_and_moments_name_settings_that_there_are() -> None:
    names = {*settings_of(ShopSettings), *settings_of(AppSettings)}
    assert names >= AT_OPENING | AT_START
    assert {group_of(name) for name in names} == set(Group)


def test_what_holds_at_opening_only_is_said_by_name(path: Path) -> None:
    settings = InForce.of_file()
    settings.shop = dataclasses.replace(settings.shop, time_zone="UTC", currency="€")
    assert settings.waiting() == ["Time zone"]
