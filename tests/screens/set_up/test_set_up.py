"""Setting a shop up on its screen: what is proposed, what has to be said, what is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.app.shops.around import Around
from cleancloud_tui.app.shops.others import Shops
from cleancloud_tui.commands.around import around
from cleancloud_tui.screens.set_up.screen import SetUpScreen
from cleancloud_tui.settings import InForce, Settings, ShopSettings, read_file, save
from cleancloud_tui.settings.set_up.pending import is_pending, note_pending
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened

SHOP = ShopSettings("Mill", token="t")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with one shop, of which nothing was said yet."""
    path = tmp_path / "settings.toml"
    save(Settings((SHOP,)), path)
    return path


@contextmanager
def broken(path: Path) -> Iterator[None]:
    """Let a file hold no settings meanwhile."""
    good = path.read_bytes()
    path.write_bytes(b"shops = 1")
    yield
    path.write_bytes(good)


def line_of(counter: Counter, label: str) -> str:
    return next(line for line in counter.text.splitlines() if label in line)


async def test_a_new_shop_is_asked_and_what_it_says_holds_at_once(
    unread_host: Host, path: Path
) -> None:
    settings = InForce(SHOP, path=path)
    async with opened(unread_host, around=Around(is_new=True), settings=settings) as counter:
        assert isinstance(counter.app.screen, SetUpScreen)
        await counter.until(lambda: "8" in line_of(counter, "First tax, %"))
        assert "CleanCloud does not tell it." in counter.text
        assert "Nobody has said yet." in counter.text
        await counter.press("ctrl+s")
        assert "Which sign stands" in counter.text
        await counter.type("£")
        await counter.press("tab")
        told = " ".join(counter.text.split())
        assert "0 where there is no tax. So it is in" in told
        await counter.press("backspace", "7")
        # Nobody knows yet how far back the shop goes, and that holds from the next opening on.
        counter.app.screen.form.fill({"first_day": ""})  # type: ignore[attr-defined]
        await counter.press("ctrl+s")
        assert not isinstance(counter.app.screen, SetUpScreen)
        assert "Acme is set up." in counter.notices
        assert counter.app.desk.order_rules().rates.taxes[0] == Decimal(7)
    [kept] = read_file(path).shops
    assert (kept.currency, kept.tax, kept.tax_included) == ("£", Decimal(7), False)


async def test_what_is_typed_is_kept_until_it_can_be_saved(
    open_counter: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = InForce(replace(SHOP, tax=Decimal(0)), path=path)
    save(Settings((settings.shop,)), path)
    async with open_counter(settings=settings, size=(120, 40)) as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        await counter.press("backspace")
        await counter.type("€")
        await counter.press("escape")
        assert "What was typed is kept" in counter.notices[-1]
    opens: list[str] = []
    async with open_counter(settings=settings) as counter:
        monkeypatch.setattr(counter.app, "exit", opens.append)
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert "€" in line_of(counter, "Currency")
        assert "Ctrl+N throws it away" in counter.text
        with broken(path):
            await counter.press("ctrl+s")
            assert "shops are to be sections" in counter.text
            assert isinstance(counter.app.screen, SetUpScreen)
        await counter.press("ctrl+s")
        assert read_file(path).shops[0].currency == "€"
        assert opens == ["Mill"]  # its first day was learned: that holds from opening it on


async def test_nothing_is_asked_where_nothing_can_be_kept(open_counter: Open, path: Path) -> None:
    async with open_counter() as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert "The practice shop's own settings stay as they are" in counter.notices[-1]
    settings = InForce(SHOP, path=path)
    async with open_counter(
        read_only=True, around=Around(is_new=True), settings=settings
    ) as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        assert not isinstance(counter.app.screen, SetUpScreen)


async def test_what_somebody_else_set_meanwhile_is_asked_about(
    open_counter: Open, path: Path
) -> None:
    settings = InForce(replace(SHOP, tax=Decimal(0), currency="£"), path=path)
    save(Settings((settings.shop,)), path)
    async with open_counter(settings=settings, size=(120, 40)) as counter:
        await counter.app.run_action("set_up_shop")
        await counter.settle()
        counter.app.screen.form.fill({"tax": "7"})  # type: ignore[attr-defined]
        save(Settings((replace(settings.shop, tax=Decimal(9)),)), path)
        await counter.press("ctrl+s")
        assert "First tax, %: set by somebody else meanwhile. Keep yours?" in counter.text
        await counter.press("escape")
        assert read_file(path).shops[0].tax == Decimal(9)
        await counter.press("ctrl+s", "f12")
        await counter.until(lambda: read_file(path).shops[0].tax == Decimal(7))


async def test_who_was_cut_off_is_asked_again_until_it_is_answered_or_put_off(
    open_counter: Open, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    note_pending(SHOP)
    settings = InForce(replace(SHOP, tax=Decimal(0), currency="£"), path=path)
    save(Settings((settings.shop,)), path)
    for keys in ((), ("escape",), (), ("ctrl+s",)):
        if keys == () and not is_pending(SHOP):
            note_pending(SHOP)
        async with open_counter(settings=settings, size=(120, 40)) as counter:
            desk = replace(counter.app.desk, settings=settings)
            counter.app.shops = Shops(counter.app, around(desk, is_new=False))
            counter.app.shops.begin()
            await counter.settle()
            assert isinstance(counter.app.screen, SetUpScreen)
            await counter.press(*keys)
        assert is_pending(SHOP) == (not keys)
