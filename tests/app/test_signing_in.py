"""Where people sign in, nothing is seen, typed or scanned before; then what their role allows."""

from __future__ import annotations

import pytest

from cleancloud_tui.app.hiding.locked import LockedScreen
from cleancloud_tui.app.hiding.pin_entry import PinEntry
from cleancloud_tui.app.shops.around import Around
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.destinations import OpenCharge, OpenClosing, OpenTicket
from cleancloud_tui.screens.new_order.screen import TakingInScreen
from cleancloud_tui.screens.orders.ticket import TicketScreen
from cleancloud_tui.screens.settings.screen import SettingsScreen
from cleancloud_tui.screens.summary.screen import SummaryScreen
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.new_order.steps import take, taking_in
from tests.shop.people.staff import CLEO, MAX, hire

SECONDS = 120


async def signs_in(counter: Counter, pin: str) -> None:
    await counter.press(*pin, "enter")


async def test_a_day_of_two_people(host: Host, open_counter: Open) -> None:
    hire(host.directory / "shop")
    async with open_counter(hide_seconds=SECONDS) as counter:
        app = counter.app
        name = "(555) "  # of the customers in sight
        assert isinstance(app.screen, LockedScreen), "before anybody has signed in"
        assert name not in counter.text
        await counter.press("f4", "ctrl+p", "x", "backspace", "9", "9", "9", "9")
        assert "****" in counter.text
        assert "9999" not in counter.text
        await counter.press("enter")
        assert "Nobody here has that PIN" in counter.text

        await signs_in(counter, CLEO)
        assert isinstance(app.screen, SearchScreen)
        assert "Cleo" in counter.text
        assert name in counter.text
        await counter.press("f4")
        assert isinstance(app.screen, SearchScreen)
        assert any("Cleo (counter) may not" in each for each in counter.notices)
        titles = {each.title for each in app.get_system_commands(app.screen)}
        assert not titles & {"Summary", "Closing sheets", "Connect a shop"}
        app.go(OpenClosing())
        assert isinstance(app.screen, SearchScreen)

        await counter.press("f11")
        await signs_in(counter, MAX)
        assert "Max" in counter.text
        await counter.press("f4")
        assert isinstance(app.screen, SummaryScreen)
        host.now += SECONDS
        app.hiding.hide_if_idle()
        await counter.settle()
        assert "Locked" in counter.text
        await counter.type("55201\r")  # a scan
        assert "dropped" in counter.text
        assert "55201" not in counter.text
        await signs_in(counter, CLEO)
        assert isinstance(app.screen, SearchScreen), "the figures are not for Cleo"
        await counter.press("f11")
        await signs_in(counter, MAX)
        await counter.press("f4")
        assert isinstance(app.screen, SummaryScreen)
        assert app.screen.visible


async def test_what_comes_late_waits_beneath(host: Host, open_counter: Open) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        app = counter.app
        await signs_in(counter, MAX)
        order = next(each for each in app.desk.shop.search("") if each.open_orders)
        await counter.press("f11")
        app.go(OpenCharge(app.desk.shop.orders_of(order.customer.id)[0].id))
        app.go(OpenTicket(app.desk.shop.orders_of(order.customer.id)[0].id, instead=True))
        app.notify("Order 1 of Ada Lane could not be sent.")
        await counter.settle()
        assert isinstance(app.screen, LockedScreen)
        assert "Ada" not in counter.text
        await signs_in(counter, CLEO)
        assert "Ticket" in type(app.screen).__name__
        await counter.press("escape")
        assert isinstance(app.screen, SearchScreen)
        assert len([each for each in app.screen_stack if isinstance(each, LockedScreen)]) == 0


async def test_scans_of_a_program_that_ended_wait_for_who_signs_in(
    host: Host, open_counter: Open
) -> None:
    before = host.open()
    await before.drafts.keep("scans", "earlier", {"a": "55201"})
    await before.aclose()
    hire(host.directory / "shop")
    async with open_counter() as counter:
        waiting = counter.app.desk.shop.waiting_scans
        assert not waiting
        await signs_in(counter, CLEO)
        assert len(waiting) == 1
        await counter.press("f11")
        await signs_in(counter, MAX)
        assert len(waiting) == 1


async def test_who_is_removed_is_there_no_more(host: Host, open_counter: Open) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        await signs_in(counter, CLEO)
        hire(host.directory / "shop", ("Max", "owner", MAX))
        counter.app.hiding.hide_if_idle()
        await counter.settle()
        assert "Locked" in counter.text
        await counter.press("ctrl+q")
        assert counter.app._exit


@pytest.mark.parametrize(
    ("gaps", "typed", "taken"),
    [
        ([0.2, 0.2, 0.2], "2580", "2580"),
        ([0.2, 0.01, 0.2], "2580", "2580"),  # two fingers at once
        ([0.005] * 3, "2580", ""),
        ([0.0] * 3, "2580", ""),
        ([0.039] * 3, "2580", ""),  # a slow scanner
        ([0.2] * 12, "2580258025802", ""),
        ([0.2] * 3, "25a0", ""),
    ],
)
def test_a_pin_is_a_persons(gaps: list[float], typed: str, taken: str) -> None:
    entry, at = PinEntry(0.04), 5.0
    for sign, gap in zip(typed, [0.0, *gaps], strict=True):
        at += gap
        entry.add(sign, at)
    assert entry.take() == taken
    assert not entry


def test_what_was_scanned_before_is_no_part_of_it() -> None:
    entry = PinEntry(0.04)
    for place, sign in enumerate("0055201"):
        entry.add(sign, place * 0.01)
    for place, sign in enumerate("2580"):
        entry.add(sign, 2 + place * 0.2)
    assert entry.take() == "2580"


def test_digits_are_taken_back() -> None:
    entry = PinEntry()
    for at, sign in enumerate("25x80"):
        entry.add(sign, float(at))
        if sign == "x":
            entry.take_back()
    assert entry.take() == "2580"


async def test_a_question_that_somebody_else_was_asked_goes_with_the_screen_below_it(
    host: Host, open_counter: Open
) -> None:
    hire(host.directory / "shop")
    async with open_counter(hide_seconds=SECONDS) as counter:
        await signs_in(counter, MAX)
        await counter.press("f4", "p")
        assert "Which period?" in counter.text
        await counter.press("f11")
        await signs_in(counter, MAX)
        assert "Which period?" in counter.text, "it was theirs"
        await counter.press("f11")
        await signs_in(counter, CLEO)
        assert isinstance(counter.app.screen, SearchScreen)
        assert "Which period?" not in counter.text
        await counter.press("ctrl+b")
        assert counter.is_asking
        await counter.press("f11")
        await signs_in(counter, MAX)
        assert not counter.is_asking, "it was not Max who was asked"


async def test_a_digit_means_the_same_place_for_everybody(host: Host, open_counter: Open) -> None:
    hire(host.directory / "shop")
    shops = Around(shops=lambda: ["Acme", "Mill"])
    async with open_counter(around=shops) as counter:
        await signs_in(counter, CLEO)
        await counter.press("ctrl+b")
        assert "9  Settings" in counter.text
        assert "Closing sheets" not in counter.text
        await counter.press("8")
        assert any("Cleo (counter) may not" in each for each in counter.notices)
        await counter.press("ctrl+b", "9")
        assert isinstance(counter.app.screen, SettingsScreen)
        await counter.press("escape", "ctrl+x")
        assert not counter.is_asking
        assert counter.notices[-1] == "No other shop was opened: Cleo (counter) may not."


async def test_who_may_keep_nothing_makes_an_order_and_is_asked_before_one_is_lost(
    host: Host, open_counter: Open
) -> None:
    hire(host.directory / "shop", ("Max", "owner", MAX), ("Hal", "helper", CLEO))
    async with open_counter(roles=("helper: send",)) as counter:
        await signs_in(counter, CLEO)
        await taking_in(counter)
        await take(counter, "2 shirts")
        assert "What is typed here can't be kept" in counter.text
        await counter.press("ctrl+q")
        assert "is lost" in counter.text
        await counter.press("escape", "escape")
        assert "Leave all the same? What was typed is lost." in counter.text
        await counter.press("f12")
        assert not isinstance(counter.app.screen, TakingInScreen)
        await taking_in(counter)
        await take(counter, "2 shirts")
        await counter.press("f10", "4", "f12")
        assert isinstance(counter.app.screen, TicketScreen)
        assert not any("was not kept" in each for each in counter.notices)


async def test_who_may_change_nothing_sees_no_form_of_somebody_else(
    host: Host, open_counter: Open
) -> None:
    hire(host.directory / "shop", ("Max", "owner", MAX), ("Gus", "guest", CLEO))
    async with open_counter(roles=("guest: open",)) as counter:
        await signs_in(counter, MAX)
        screen = await taking_in(counter)
        await take(counter, "2 shirts")
        await counter.press("f11")
        await signs_in(counter, CLEO)
        assert not isinstance(counter.app.screen, TakingInScreen)
        await counter.press("f11")
        await signs_in(counter, MAX)
        again = await taking_in(counter, counter.app.desk.shop.customer(screen.customer_id).value)  # type: ignore[union-attr]
        assert len(again.order.items) == 1, "it was kept"
