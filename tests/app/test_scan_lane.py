"""Scans on every screen, through the app: keys go in as a terminal sends them."""

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.destinations import OpenOrder
from cleancloud_tui.screens.dialogs.confirm import ConfirmDialog
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.screens.scanning.screen import ScanScreen
from tests.app.steps import open_order_screen, slowly, told
from tests.screens.conftest import Counter
from tests.screens.orders.order_desk import new_order
from tests.screens.scanning.steps import barcodes, codes

CARD = "%B4111111111111111^DOE/JANE^28121010000000000000?\r"


@pytest.mark.parametrize("suffix", ["\r", "\n", "\t", "\r\n"])
async def test_a_scan_made_while_finding_is_looked_up_and_the_field_keeps_its_text(
    counter: Counter, suffix: str
) -> None:
    code = barcodes(counter)[0]
    await counter.type("mar")
    await counter.type(f"{code}{suffix}")
    assert isinstance(counter.app.screen, ScanScreen)
    assert codes(counter) == [code]
    await counter.press("f2")
    assert isinstance(counter.app.screen, SearchScreen)
    assert counter.app.screen.query_one(Input).value == "mar"


async def test_a_slow_scan_is_taken_out_of_a_field_again(counter: Counter) -> None:
    field = counter.app.screen.query_one(Input)
    await counter.type("smithers")
    await counter.press("left", "left")
    before = (field.value, field.cursor_position)
    await slowly(counter, "041200034567\r", 0.14)
    assert isinstance(counter.app.screen, ScanScreen)
    assert codes(counter) == ["041200034567"]
    assert (field.value, field.cursor_position) == before


async def test_a_slow_scan_leaves_a_selection_as_it_was(counter: Counter) -> None:
    field = counter.app.screen.query_one(Input)
    await counter.type("smithers")
    await counter.press("shift+left", "shift+left")
    before = field.selection
    await slowly(counter, "041200034567\r", 0.14)
    assert (field.value, field.selection) == ("smithers", before)


async def test_what_is_typed_goes_where_it_went(counter: Counter) -> None:
    field = counter.app.screen.query_one(Input)
    await counter.type("Garcia 55")
    assert field.value == "Garcia 55"
    await counter.press("ctrl+u")
    await slowly(counter, "5551234567", 0.1)
    assert field.value == "5551234567"
    assert isinstance(counter.app.screen, SearchScreen)


@pytest.mark.parametrize("typed", ["(555) 000-7919", "Lee"])
async def test_what_a_hanging_line_delivers_in_one_piece_stays_typed(
    counter: Counter, typed: str
) -> None:
    await counter.type(f"{typed}\r")
    await counter.press("f3")
    assert codes(counter) == []
    await counter.press("f2")
    assert counter.app.screen.query_one(Input).value == typed


DOUBTFUL = ("5551234567", "437", "02079460958")
"""Numbers that are typed and scanned alike; their keys come in one piece."""


@pytest.mark.parametrize("number", DOUBTFUL)
async def test_of_a_number_in_one_piece_it_is_asked_whether_it_was_scanned(
    counter: Counter, number: str
) -> None:
    await counter.type("mar")
    await counter.press("end")
    await counter.type(f"{number}\r")
    assert f"{number}: scanned or typed?  F3 scanned" in counter.text
    assert counter.app.screen.query_one(Input).value == "mar"
    await counter.press("f3")
    assert codes(counter) == [number]
    await counter.press("f2")
    assert counter.app.screen.query_one(Input).value == "mar"
    assert "scanned or typed" not in counter.text


async def test_what_goes_into_an_entry_that_shows_nothing_is_not_shown_in_the_question_either(
    counter: Counter,
) -> None:
    counter.app.screen.query_one(Input).password = True
    await counter.type("5551234567\r")
    assert "What came: scanned or typed?" in counter.text
    assert "5551234567" not in counter.text


@pytest.mark.parametrize("number", DOUBTFUL)
@pytest.mark.parametrize("way_on", ["enter", "space", "left"])
async def test_who_says_so_or_types_on_has_typed_it(
    counter: Counter, number: str, way_on: str
) -> None:
    await counter.type(f"{number}\r")
    await counter.press(way_on)
    assert "scanned or typed" not in counter.text
    assert counter.app.screen.query_one(Input).value.strip() == number


async def test_escape_takes_a_doubtful_number_for_neither(counter: Counter) -> None:
    await counter.type("mar")
    await counter.press("end")
    await counter.type("437\r")
    await counter.press("escape")
    assert counter.app.screen.query_one(Input).value == "mar"
    assert "scanned or typed" not in counter.text
    await counter.press("f3")
    assert codes(counter) == []


async def test_scans_around_a_doubtful_number_make_it_one(counter: Counter) -> None:
    await counter.type("437\r")
    assert "437: scanned or typed?" in counter.text
    await counter.type("041200034567\r")
    assert codes(counter) == ["437", "041200034567"]


async def test_a_second_doubtful_number_is_asked_about_with_the_first(counter: Counter) -> None:
    await counter.type("437\r")
    await counter.type("438\r")
    assert "438 and 1 more: scanned or typed?" in counter.text
    await counter.press("f3")
    assert codes(counter) == ["437", "438"]


async def test_a_slow_number_is_taken_out_of_the_field_again_once_that_is_said(
    counter: Counter,
) -> None:
    counter.app.desk.scans.scanner = Scanner(gap=0.2)
    field = counter.app.screen.query_one(Input)
    await slowly(counter, "4371\r", 0.14)
    assert field.value == "4371"
    await counter.press("f3")
    assert codes(counter) == ["4371"]
    assert field.value == ""


async def test_what_is_in_doubt_goes_to_no_other_screen(counter: Counter) -> None:
    await counter.type("437\r")
    await counter.app.push_screen(ConfirmDialog("Sure?", "It is done then."))
    await counter.press("escape")
    assert told(counter) == ["437 was dropped, for nobody said whether it was scanned."]
    assert not isinstance(counter.app.screen, ConfirmDialog)
    assert counter.app.screen.query_one(Input).value == ""


async def test_keys_that_are_bindings_do_not_fire_in_a_scan(counter: Counter) -> None:
    counter.app.desk.scans.patterns = counter.app.desk.scans.patterns.of(
        dict.fromkeys(counter.app.desk.scans.patterns.expressions, r"[a-z]+\d*")
    )
    for gap in (0.000_05, 0.002, 0.016):
        await open_order_screen(counter)
        await slowly(counter, "snguc123\r", gap)
        assert isinstance(counter.app.screen, ScanScreen)
        assert codes(counter)[-1] == "snguc123"
        await counter.press("f2")


async def test_on_a_dialog_a_scan_is_kept_and_told(counter: Counter) -> None:
    await open_order_screen(counter)
    await counter.press("n")
    area = counter.app.screen.query_one(TextArea)
    await counter.type("torn")
    text = area.text
    await counter.type("041200034567\r")
    await counter.until(lambda: told(counter))
    assert area.text == text
    assert counter.is_asking
    assert told(counter) == ["Scanned 041200034567: F3 shows it when this is done."]
    await counter.press("escape", "f3")
    assert codes(counter) == ["041200034567"]


async def test_a_draft_is_not_left_for_a_scan(counter: Counter) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    counter.app.push_screen(RepeatPickupEditor(counter.app.desk, customer.id))
    await counter.settle()
    await counter.type("10am")
    screen = counter.app.screen
    await counter.type("041200034567\r041200034568\r")
    assert counter.app.screen is screen


async def test_a_card_is_dropped_and_told(counter: Counter) -> None:
    await counter.type("ab")
    await counter.type(CARD)
    assert "looks like a payment card" in told(counter)[0]
    assert "4111" not in counter.text
    assert counter.app.screen.query_one(Input).value == "ab"
    await counter.press("f3")
    assert codes(counter) == []


async def test_a_pasted_label_is_a_scan(counter: Counter) -> None:
    counter.app.post_message(Paste("041200034567\r"))
    await counter.settle()
    assert codes(counter) == ["041200034567"]


async def test_scans_on_any_screen_stay_in_order(counter: Counter) -> None:
    sent = [f"{number:012}" for number in range(60)]
    await open_order_screen(counter)
    await counter.type("".join(f"{code}\r" for code in sent))
    assert codes(counter) == sent


async def test_a_ticket_scanned_elsewhere_opens_its_order(counter: Counter) -> None:
    first, second = (each.id for each in some_orders(counter, 2))
    await counter.type(f"{first}\r")
    await counter.press("f3")  # it was scanned
    assert shown_order(counter) == first
    await slowly(counter, f"{second}\r", 0.002)
    assert shown_order(counter) == second
    await slowly(counter, f"{second}\r", 0.002)  # again within a moment
    assert shown_order(counter) == second
    await counter.press("escape")
    assert codes(counter) == [first, second, second]


async def test_an_order_that_nobody_knows_is_told_of_where_scans_are(counter: Counter) -> None:
    await counter.press("f4")
    await slowly(counter, "999999\r", 0.002)
    assert codes(counter) == ["999999"]
    assert "WRONG SCAN" in counter.text


def some_orders(counter: Counter, count: int) -> list[Order]:
    shop = counter.app.desk.shop
    known = (shop.order(str(number)) for number in range(200, 1000))
    return [order.value for order in known if order][:count]


def shown_order(counter: Counter) -> str:
    screen = counter.app.screen
    assert isinstance(screen, OrderScreen)
    return screen.order_id


@pytest.mark.parametrize("place", ["f2", "f3", "f4", "order", "dialog"])
async def test_codes_of_all_kinds_in_one_read_are_all_taken(counter: Counter, place: str) -> None:
    first, second = (each.id for each in some_orders(counter, 2))
    if place in ("order", "dialog"):
        await open_order_screen(counter)
        await counter.press(*("s" if place == "dialog" else ""))
    else:
        await counter.press(place)
    sent = [first, "P-A12", "s3 y", second, "041200034567", "999999", barcodes(counter)[0], first]
    await counter.type("".join(f"{code}\r" for code in sent))
    if place == "dialog":
        assert counter.is_asking
        await counter.press("escape", "f3")
    elif isinstance(counter.app.screen, OrderScreen):
        await counter.press("escape")
    assert codes(counter) == [code.removeprefix("P-") for code in sent]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
async def test_lines_that_come_in_one_piece_stay_lines(counter: Counter, end: str) -> None:
    order = await new_order(counter)
    counter.app.go(OpenOrder(order.id))
    await counter.settle()
    await counter.press("n")
    await counter.type("".join(f"{line}{end}" for line in ("line one", "line two", "line three")))
    await counter.press("enter")  # typed, and not scanned
    area = counter.app.screen.query_one(TextArea)
    assert area.text.split("\n")[:3] == ["line one", "line two", "line three"]
