"""One value means one thing in every field that it is typed into, or is asked about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from textual.widgets import Digits, Input, Static

from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import OrderKind
from cleancloud_tui.screens.destinations import OpenHandOut
from cleancloud_tui.screens.dialogs.take_cash import TakeCashDialog
from cleancloud_tui.screens.dialogs.type_to_confirm import TypeToConfirmDialog
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from cleancloud_tui.screens.new_order.edit_item import EditItemDialog
from cleancloud_tui.screens.office.budget import BudgetScreen
from cleancloud_tui.screens.orders.edit_garment import EditGarmentDialog
from cleancloud_tui.shop.new_order.item import OrderItem
from tests.host import Host
from tests.screens.new_order.steps import take, taking_in
from tests.screens.office.steps import pick
from tests.screens.orders.order_desk import at_cleancloud, customers, new_order
from tests.screens.orders.steps import fill, opened_form

from .conftest import Counter

D = Decimal


def said_by(counter: Counter) -> str:
    """What stands on the screen, whatever line it is on."""
    return " ".join(counter.text.split())


def allowed(_: OrderItem) -> str:
    """No objection: whoever is there may take off what they like."""
    return ""


async def test_what_is_no_number_or_two_adds_nothing(counter: Counter) -> None:
    screen = await taking_in(counter)
    for typed, said in (
        ("0 shirts", "“0” is no quantity"),
        ("1,250 shirts", "may be 1250 or 1.25"),
        ("hem 0.005", "“0.005” is no amount"),
        ("2 cushions 8.00 0p", "“0” pieces can't be"),
        ("-0.005", "“-0.005” is no amount"),
        ("1,250%", "“1,250” may be 1250 or 1.25"),
        ("-1,250", "“1,250” may be 1250 or 1.25"),
        ("hem -5", "“-5” is no price"),
        ("hem -0.005", "“-0.005” is no amount"),
        ("hem 12.50 kr", "“12.50” is no price"),
        ("hem 12-", "“12-” is no price"),
        ("hem 3", "With a price it is a one-off item: hem 3 12.50"),
    ):
        await take(counter, typed)
        assert said in said_by(counter)
        await counter.press("escape")
    assert screen.order.items == ()
    assert not screen.order.text("discount")


async def test_thousands_and_halves_are_taken(counter: Counter) -> None:
    screen = await taking_in(counter)
    await take(counter, "0,500 wash 1,250.00", "hem 1.250,50", "2 rugs .50 2p")
    prices = [(item.quantity, item.price, item.pieces) for item in screen.order.items]
    assert prices == [(D("0.5"), D("1250.00"), 1), (1, D("1250.50"), 1), (2, D("0.50"), 2)]


async def test_an_item_keeps_its_figures_until_others_are_understood(counter: Counter) -> None:
    item = OrderItem("Rug", D("12.50"), D("1.255"), product_id="47")
    counter.app.push_screen(EditItemDialog(item, allowed))
    await counter.settle()
    for field, typed, said in (
        ("quantity", "1,250", "may be 1250 or 1.25"),
        ("quantity", "12.3456", "is to be a number such as 3 or 2.5"),
        ("quantity", "-1", "is to be a number such as 3 or 2.5"),
        ("price", "0.005", "is to be an amount such as 3.50"),
        ("price", "-5", "is to be an amount such as 3.50"),
        ("pieces", "0", "whole number from 1 to 999"),
        ("pieces", "2.5", "whole number from 1 to 999"),
        ("pieces", "1,250", "whole number from 1 to 999"),
    ):
        entry = counter.app.screen.query_one(f"#{field}", Input)
        before, entry.value = entry.value, typed
        await counter.press("ctrl+s")
        assert said in said_by(counter)
        entry.value = before
    await counter.press("ctrl+s")
    assert not isinstance(counter.app.screen, EditItemDialog)


async def test_a_one_off_item_may_have_a_price_below_nothing(counter: Counter) -> None:
    answers: list[OrderItem | None] = []
    counter.app.push_screen(EditItemDialog(OrderItem("Fee", D("3.50")), allowed), answers.append)
    await counter.settle()
    counter.app.screen.query_one("#price", Input).value = "-3.50"
    await counter.press("ctrl+s")
    assert [each.price for each in answers if each] == [D("-3.50")]


async def test_an_item_of_no_pieces_keeps_them(counter: Counter) -> None:
    fee = OrderItem("Upcharge", D("-2.00"), pieces=0, product_id="7")
    counter.app.push_screen(EditItemDialog(fee, allowed))
    await counter.settle()
    counter.app.screen.query_one("#quantity", Input).value = "2"
    await counter.press("ctrl+s")
    assert not isinstance(counter.app.screen, EditItemDialog)


async def test_cash_is_never_a_thousand_times_what_was_given(counter: Counter) -> None:
    counter.app.push_screen(TakeCashDialog(D("20.00"), counter.app.desk.wording))
    await counter.settle()
    field = counter.app.screen.query_one(Input)
    wrong = counter.app.screen.query_one("#wrong", Static)
    for typed, said in (
        ("0.500", "$19.50 is missing"),
        ("0.005", "! Type what"),
        ("20.0055", "! Type what"),
        ("1,250", "“1,250” may be 1250 or 1.25"),
        ("$ 12.500", "may be 12500 or 12.5"),
    ):
        field.value = typed
        await counter.press("enter")
        assert said in str(wrong.content)
    field.value = "1,250.00"
    await counter.press("enter")
    assert str(wrong.content) == "F12 takes it."


async def test_what_is_typed_as_cash_stands_as_a_whole(counter: Counter) -> None:
    dialog = TakeCashDialog(D("21.50"), counter.app.desk.wording)
    counter.app.push_screen(dialog)
    await counter.settle()
    field = dialog.query_one(Input)
    for typed in ("20+5", "50-20", "-50", "5_0", "0x64", "2l.50", "30 eur 5"):
        field.value = ""
        await counter.type(typed)
        assert field.value == typed
        assert dialog.query_one(Digits).value == ""
        await counter.press("enter", "f12")
        assert counter.app.screen is dialog
        assert "! Type what was given" in said_by(counter)


async def test_a_word_that_confirms_is_typed_as_a_whole(counter: Counter) -> None:
    dialog = TypeToConfirmDialog("Charge?", "It is charged.", "Type CHARGE.", ["CHARGE"])
    counter.app.push_screen(dialog)
    await counter.settle()
    for typed in ("chaXrge", "charge no", "-charge", "ch_arge"):
        await counter.type(typed)
        assert dialog.query_one(Input).value == typed
        await counter.press("f12")
        assert counter.app.screen is dialog
        assert "! That is something else. Type CHARGE." in said_by(counter)


async def test_a_garments_numbers_are_typed_as_a_whole(counter: Counter) -> None:
    answers: list[object] = []
    dialog = EditGarmentDialog(Garment(barcode="12345", order_id="7", color1="3"))
    counter.app.push_screen(dialog, answers.append)
    await counter.settle()
    field = dialog.query_one("#color1", Input)
    field.focus()
    for typed in ("1-2", "12a", "1,250", "-4", "1e2"):
        field.value = ""
        await counter.type(typed)
        assert field.value == typed
        await counter.press("ctrl+s")
        assert counter.app.screen is dialog
        said = str(dialog.query_one("#wrong", Static).content)
        assert said == "! The colour number is to be a whole number such as 3."
    field.value = " \uff1012"
    dialog.query_one("#customStatus", Input).value = ""
    await counter.press("ctrl+s")
    assert answers == [{"color1": "12"}]


async def test_the_same_amount_in_the_form_of_an_order_and_nothing_below_zero(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    for typed, total in (("1,250.00", "$1,292.00"), ("0,500", "$42.50")):
        await fill(counter, tip=typed)
        assert f"Total $42.00 → {total}" in said_by(counter)
    for typed in ("0.005", "-5", "12.3456"):
        await fill(counter, tip=typed)
        assert "Tip is to be an amount such as 12.50" in said_by(counter)
        await counter.press("ctrl+s")
        assert "Nothing was sent yet" in said_by(counter)
    for typed in ("1,250", "12.500"):
        await fill(counter, tip=typed)
        await counter.press("ctrl+s")
        assert f"Tip is not clear: “{typed}” may be 12" in said_by(counter)
    await fill(counter, tip="2,5", pickupDate="sat 30 may", pickupStart="9h30")
    await counter.press("ctrl+s", "f12")
    told = await at_cleancloud(host, order)
    assert (told["tip"], told["total"]) == ("2.50", "44.50")
    assert host.requests.count("updateOrder") == 1


async def test_another_spelling_of_the_same_is_no_change(counter: Counter, host: Host) -> None:
    order = await new_order(counter, tip="3.50", tipPercent="12.5")
    form = await opened_form(counter, order)
    for changed in (
        {"tip": "3,50"},
        {"tip": "$ 3.5", "tipPercent": "12,5 %"},
        {"tip": "03.5", "deliveryDate": form.form.values()["deliveryDate"].replace("-", "/")},
    ):
        await fill(counter, **changed)
        await counter.press("ctrl+s")
        assert "Nothing was changed" in said_by(counter)
    assert "updateOrder" not in host.requests


async def test_what_is_not_understood_is_not_sent_and_is_kept(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    form = await opened_form(counter, order)
    before = form.form.values()
    for field, typed, said in (
        ("pickupDate", "wedding", "Pickup day is to be a day"),
        ("pickupDate", "sun 30 may", "Pickup day is to be a day"),
        ("pickupDate", "5/6/2026", "Pickup day is to be a day"),
        ("pickupDate", "9999-12-31", "Pickup day is to be a day"),
        ("pickupStart", "5:30", "Pickup from is to be a time"),
        ("discountPercent", "1,250", "Discount % is not clear: “1,250” may be 1250 or"),
    ):
        await fill(counter, **{field: typed})
        await counter.press("ctrl+s")
        assert said in said_by(counter)
        assert form.draft()[field] == typed
        form.form.fill({field: before[field]})
    assert "updateOrder" not in host.requests


async def test_a_new_orders_day_and_time_are_understood_or_refused(counter: Counter) -> None:
    screen = await taking_in(counter)
    await counter.press("f6", "2")
    if counter.is_asking:  # of the route, where the customer is on one
        await counter.press("escape")
    await counter.press("f8")
    for day, time, said in (
        ("wedding", "10am", "“wedding” is no day"),
        ("+3", "5:30", "“5:30” is no time"),
    ):
        await fill(counter, pickupDate=day, pickupStart=time, pickupEnd="17h30")
        await counter.press("ctrl+s")
        assert said in said_by(counter)
    await fill(counter, pickupDate="+3", pickupStart="noon")
    await counter.press("ctrl+s")
    rules, today = counter.app.desk.order_rules(), screen.wording.today
    assert screen.order.kind is OrderKind.PICKUP
    sent = screen.order.parameters(rules, None, "")
    assert (sent["pickupStart"], sent["pickupEnd"]) == ("12pm", "5:30pm")
    assert sent["pickupDate"] == (today + timedelta(days=3)).isoformat()


async def test_a_count_has_its_thousands_whole(counter: Counter) -> None:
    await counter.press("ctrl+g")
    for typed in ("12,50", "1,2,5,0", "1.250,0", "50,000"):
        is_taken = typed == "50,000"
        await counter.press("m")
        counter.app.screen.query_one(Input).value = typed
        await counter.press("ctrl+s")
        assert isinstance(counter.app.screen, BudgetScreen) is is_taken, typed
        if not is_taken:
            assert "It is to be a whole number" in said_by(counter)
            await counter.press("escape")
    assert (await counter.app.desk.shop.budget.terms()).month == 50_000


async def test_the_console_reads_as_the_forms_do(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    screen = await pick(counter, "updateOrder", orderID=order.id)
    tip = screen.query_one("#parameter-tip", Input)
    tip.value = "0.005"
    screen.query_one("#parameter-pickupDate", Input).value = "wedding"
    await counter.press("ctrl+s")
    said = said_by(counter)
    assert "tip is to be an amount" in said
    assert "pickupDate is to be a day" in said
    tip.value = "1,250"
    await counter.press("ctrl+s")
    assert "tip is not clear: “1,250” may be 1250 or 1.25" in said_by(counter)
    tip.value = "1,250.00"
    screen.query_one("#parameter-finalTotal", Input).value = "1.292,00"
    screen.query_one("#parameter-pickupDate", Input).value = "tomorrow"
    await counter.press("ctrl+s", "f12")
    assert (await at_cleancloud(host, order))["total"] == "1292.00"


async def test_a_phone_number_ticks_no_order(counter: Counter) -> None:
    order = await new_order(counter)
    counter.app.go(OpenHandOut(customers(counter)[0]))
    await counter.settle()
    screen = counter.app.screen
    assert isinstance(screen, HandOutScreen)
    number = order.id
    for phone in (f"{number[:1]}-{number[1:]}", f"{number[:2]}/{number[2:]}", f"+{number}"):
        await counter.type(f"{phone}\r")
        assert "Nothing was ticked" in said_by(counter)
        await counter.press("escape")
        assert not screen.tally.ticked
        assert counter.app.screen is screen
