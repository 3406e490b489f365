"""The settings, by the keys that lead there: what is kept holds on the screens beneath, at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.screens.scanner_setup.screen import CalibrationScreen
from cleancloud_tui.screens.settings.screen import SettingsScreen
from cleancloud_tui.settings import AppSettings, InForce, ShopSettings, read_file, save
from cleancloud_tui.settings.file import Settings
from tests.host import Host
from tests.screens.conftest import Open
from tests.screens.new_order.steps import taking_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "settings.toml"
    shop = ShopSettings(name="Acme", token="practice", base_url="https://practice.invalid/api")
    save(Settings((shop,), AppSettings(theme="textual-dark")), path)
    return path


def set_in(path: Path) -> InForce:
    settings = read_file(path)
    return InForce(settings.shops[0], settings.app, path)


async def test_taxes_that_are_set_hold_on_the_order_that_is_open(
    open_counter: Open, path: Path
) -> None:
    async with open_counter(settings=set_in(path)) as counter:
        await taking_in(counter)
        assert "Nobody has set taxes" in counter.text
        await counter.press("ctrl+b", "9")
        assert isinstance(counter.app.screen, SettingsScreen)
        await counter.type("first tax")
        assert "The first tax, in percent; 0 where there is none." in counter.text
        assert "Holds at once" in counter.text
        await counter.press("enter")
        await counter.type("eight")
        assert "! It is to be a number from 0 to 100" in counter.text
        await counter.press(*["backspace"] * 5)
        await counter.type("8.25")
        await counter.press("ctrl+s")
        await counter.until(lambda: "First tax, % is kept." in counter.text)
        assert read_file(path).shops[0].tax == Decimal("8.25")
        await counter.press("escape", "escape")
        await counter.until(lambda: not isinstance(counter.app.screen, SettingsScreen))
        assert "Nobody has set taxes" not in counter.text


async def test_what_is_typed_takes_the_place_of_what_stands_there(
    open_counter: Open, path: Path
) -> None:
    async with open_counter(settings=set_in(path)) as counter:
        await counter.press("ctrl+b", "9")
        await counter.type("ready_days")
        await counter.press("enter", "3", "ctrl+s")
        await counter.until(lambda: read_file(path).shops[0].ready_days == 3)


async def test_what_somebody_else_wrote_while_it_was_typed_is_asked_about(
    open_counter: Open, path: Path
) -> None:
    async with open_counter(settings=set_in(path)) as counter:
        await counter.press("ctrl+b", "9")
        for is_kept in (False, True):
            await counter.type("first tax")
            await counter.press("enter", "7")
            [shop] = read_file(path).shops
            save(Settings((replace(shop, tax=Decimal("9.5")),), read_file(path).app), path)
            await counter.press("ctrl+s")
            told = " ".join(counter.text.split())
            assert "First tax, % was changed by somebody else meanwhile" in told
            assert "is “9.5” now, and becomes “7”" in told
            await counter.press("f12" if is_kept else "escape")
            assert read_file(path).shops[0].tax == Decimal("7" if is_kept else "9.5")
            save(Settings((shop,), read_file(path).app), path)
            counter.app.desk.settings.look()
            await counter.press("escape")


async def test_another_counter_and_the_palette_set_things_too(
    open_counter: Open, path: Path
) -> None:
    async with open_counter(settings=set_in(path), size=(120, 40)) as counter:
        await counter.press("ctrl+b", "9")
        settings = read_file(path)
        app = AppSettings(theme="nord", hide_seconds=60, scanner_gap=77)
        save(Settings(settings.shops, app), path)  # another counter
        counter.app.desk.settings.look()
        await counter.settle()
        assert counter.app.theme == "nord"
        assert counter.app.hiding.seconds == 60
        assert counter.app.desk.scans.scanner.gap == pytest.approx(0.077)
        await counter.type("colours")
        assert "nord" in counter.text
        counter.app.theme = "dracula"  # as the palette does
        await counter.until(lambda: read_file(path).app.theme == "dracula")
        counter.app.action_staff()
        await counter.settle()
        await counter.type("Vera")
        await counter.press("ctrl+s")
        await counter.until(lambda: read_file(path).app.staff == "Vera")
        assert "Open anew" not in counter.text
        shop = replace(settings.shops[0], time_zone="UTC")
        save(Settings((shop,), read_file(path).app), path)
        counter.app.desk.settings.look()
        await counter.until(lambda: "Open anew" in counter.text)
        await counter.press("escape")
        await counter.type("rack")
        await counter.press("enter")
        await counter.until(lambda: isinstance(counter.app.screen, CalibrationScreen))


async def test_nothing_is_changed_or_offered_where_nothing_may_be_set_up(
    open_counter: Open, path: Path
) -> None:
    async with open_counter(settings=set_in(path), read_only=True) as counter:
        await counter.press("ctrl+b", "9")
        await counter.type("first tax")
        assert "Change" not in counter.text
        assert "Default" not in counter.text.splitlines()[-1]
        await counter.press("enter", "f8")
        assert isinstance(counter.app.screen, SettingsScreen)
        counter.app.theme = "dracula"
        await counter.settle()
        assert read_file(path).app.theme == "textual-dark"


async def test_the_practice_shop_says_why_its_own_settings_stay(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        await counter.press("ctrl+b", "9")
        await counter.type("first tax")
        assert "practice shop" in counter.text
        await counter.press("enter")
        assert isinstance(counter.app.screen, SettingsScreen)
        assert "connect a shop for yours" in counter.text
        await counter.press("escape")
        await counter.type("token")
        assert "never shown" in counter.text
