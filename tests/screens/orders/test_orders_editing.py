"""An order's form: what is shown before it is sent, what is sent, what was changed meanwhile."""

from decimal import Decimal

from textual.widgets import Input, Static

from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.widgets.form import Marked
from tests.host import NOW, Host
from tests.screens.conftest import Counter, Open
from tests.screens.hostile import HOSTILE, SHOWN
from tests.screens.orders.steps import fill, opened_form, opened_order
from tests.shop.people.staff import CLEO, OLGA, hire

from .order_desk import at_cleancloud, customers, elsewhere, new_order


async def test_a_discount_shows_the_total_before_and_after_and_sends_what_changed(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    await fill(counter, discountPercent="10")
    assert "Total $42.00 → $37.80" in counter.text
    await counter.press("ctrl+s")
    for line in ("discount: 0.00 → 4.00", "tax: 2.00 → 1.80", "final total: 42.00 → 37.80"):
        assert line in counter.text
    await counter.press("escape")
    assert "updateOrder" not in host.requests
    await counter.press("ctrl+s", "f12")
    assert host.requests.count("updateOrder") == 1
    told = await at_cleancloud(host, order)
    assert (told["total"], told["discount"], told["tax1"]) == ("37.80", "4.00", "1.80")
    assert told["pickupReschedule"] == "0"


async def test_a_discount_does_not_go_below_the_shops_minimum(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(order_rules=OrderRules(minimum=Decimal(30))) as counter:
        order = await new_order(counter)  # items of 40.00, picked up
        await opened_form(counter, order)
        await fill(counter, discount="25.00")
        assert "Total $42.00 → $30.75   $15.00 of that to reach the minimum" in counter.text
        await counter.press("ctrl+s")
        for line in ("minimum adjust: 0.00 → 15.00", "final total: 42.00 → 30.75"):
            assert line in counter.text
        await counter.press("f12")
        told = await at_cleancloud(host, order)
        assert (told["total"], told["minimumAdjust"]) == ("30.75", "15.00")


async def test_what_a_role_may_not_lower_is_told_at_its_field(
    open_counter: Open, host: Host
) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        await counter.press(*OLGA, "enter")
        order = await new_order(counter)
        await counter.app.desk.shop.staffing.sign_in(CLEO)
        form = await opened_form(counter, order)
        for name, text in (("discountPercent", "20"), ("discount", "8")):
            before = form.form.values()[name]
            await fill(counter, **{name: text})
            marked = form.query_one(f"#{name}").parent
            assert isinstance(marked, Marked)
            told = str(marked.query_one(".mistake", Static).content)
            assert told.startswith("! Cleo (counter) may take off 10 % at most"), name
            await counter.press("ctrl+s")
            assert "Nothing was sent: Cleo (counter)" in " ".join(counter.text.split())
            await fill(counter, **{name: before})
            assert not marked.query_one(".mistake", Static).display
        assert "updateOrder" not in host.requests


async def test_that_it_is_paid_already_is_told_before_its_total_changes(counter: Counter) -> None:
    order = await new_order(counter, paid="1", paymentType="1")
    await opened_form(counter, order)
    await fill(counter, tip="5.00")
    await counter.press("ctrl+s")
    assert "It is paid already" in counter.text


async def test_a_day_and_a_time_of_the_route_are_chosen_and_marked_as_moved(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    form = await opened_form(counter, order)
    await counter.press("f6")
    assert "Day of the pickup" in counter.text
    await counter.press("3", "1")
    chosen = form.query_one("#pickupDate", Input).value
    await counter.press("ctrl+s", "f12")
    told = await at_cleancloud(host, order)
    assert chosen != "2026-05-30"
    assert int(told["pickupDate"]) > NOW
    assert told["pickupReschedule"] == "1"
    assert told["deliveryReschedule"] == "0"


async def test_nothing_is_brought_back_before_it_is_fetched(counter: Counter, host: Host) -> None:
    order = await new_order(counter)  # fetched on 30 May, brought on 2 June
    await opened_form(counter, order)
    await fill(counter, pickupDate="2026-06-03")
    assert "is before the pickup" in counter.text
    await counter.press("ctrl+s")
    assert "Nothing was sent yet" in counter.text
    await fill(counter, deliveryDate="2026-06-05")
    await counter.press("ctrl+s", "f12")
    told = await at_cleancloud(host, order)
    assert int(told["pickupDate"]) < int(told["deliveryDate"])
    assert told["pickupTime"] == "10am-12pm"


async def test_days_are_typed_as_staff_say_them(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    await fill(counter, deliveryDate="+7", deliveryStart="2pm", deliveryEnd="16:00")
    await counter.press("ctrl+s", "f12")
    told = await at_cleancloud(host, order)
    week = counter.app.desk.wording.today.toordinal() + 7
    assert told["deliveryDate"] == day_stamp(order.delivery_day.fromordinal(week))  # type: ignore[union-attr]
    assert told["deliveryTime"] == "2pm-4pm"


async def test_what_cannot_be_is_told_and_the_form_stays(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    form = await opened_form(counter, order)
    await counter.press("ctrl+s")
    assert "Nothing was changed" in counter.text
    before = form.form.values()["deliveryDate"]
    await fill(counter, deliveryDate="one day")
    assert "! Delivery day is to be a day" in " ".join(counter.text.split())
    await counter.press("ctrl+s")
    assert "! Nothing was sent yet: Delivery day is to be" in " ".join(counter.text.split())
    await fill(counter, deliveryDate=before, creditUsed="5000")
    await counter.press("ctrl+s")
    assert "of credit can be used" in counter.text
    assert counter.app.screen is form
    assert "updateOrder" not in host.requests


async def test_the_order_is_given_to_another_customer(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    other = next(each for each in customers(counter) if each != order.customer_id)
    phone = counter.app.desk.shop.customer(other).value.phone  # type: ignore[union-attr]
    await opened_form(counter, order)
    await counter.press("f7")
    await counter.type("".join(sign for sign in phone if sign.isdigit()))
    await counter.press("down", "enter")
    await counter.press("ctrl+s")
    assert "customer: " in counter.text
    await counter.press("f12")
    assert (await at_cleancloud(host, order))["customerID"] == other


async def test_what_was_changed_elsewhere_meanwhile_is_shown_before_it_is_overwritten(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    form = await opened_form(counter, order)
    await fill(counter, tip="5.00")
    await elsewhere(host, "updateOrder", orderID=order.id, tip="3.00", finalTotal="45.00")
    host.now += 60
    await counter.press("ctrl+s")
    assert "was changed meanwhile" in counter.text
    assert "tip: was (empty)  →  now 3.00  →  yours 5.00" in counter.text
    await counter.press("escape")
    assert host.requests.count("updateOrder") == 1  # the other computer's
    assert counter.app.screen is form
    await counter.press("ctrl+s", "f12")
    assert "final total: 45.00 → 47.00" in counter.text
    await counter.press("f12")
    assert (await at_cleancloud(host, order))["total"] == "47.00"


async def test_notes_and_status_too_are_compared_with_what_stands(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    await opened_order(counter, order.id)
    await counter.press("n")
    await counter.type("mine")
    await elsewhere(host, "updateOrder", orderID=order.id, orderNotes="theirs")
    host.now += 60
    await counter.press("ctrl+s")
    assert "now theirs" in counter.text
    await counter.press("f12")
    assert (await at_cleancloud(host, order))["notes"] == "mine"


async def test_an_order_deleted_meanwhile_is_not_written(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    await fill(counter, tip="5.00")
    await elsewhere(host, "deleteOrder", orderID=order.id)
    host.now += 60
    await counter.press("ctrl+s")
    assert "was deleted meanwhile" in counter.text
    assert "updateOrder" not in host.requests


async def test_offline_the_change_waits_in_the_journal(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    host.is_offline = True
    await fill(counter, tip="5.00")
    await counter.press("ctrl+s", "f12")
    shop = counter.app.desk.shop
    await shop.outbox.see_standing()
    await counter.settle()
    assert "1 waiting to be sent" in counter.text.splitlines()[0]
    host.is_offline = False
    await counter.send_what_waits()
    assert (await at_cleancloud(host, order))["total"] == "47.00"


async def test_what_was_typed_outlives_the_program_until_it_is_saved(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        order = await new_order(counter)
        await opened_form(counter, order)
        await fill(counter, tip="5.00")
    async with open_counter() as counter:
        form = await opened_form(counter, order)
        assert form.query_one("#tip", Input).value == "5.00"
        assert "not sent yet" in counter.text
        await counter.press("ctrl+s", "f12")
        assert (await at_cleancloud(host, order))["tip"] == "5.00"
        form = await opened_form(counter, order)
        assert "not sent yet" not in counter.text


async def test_leaving_keeps_what_was_typed_and_beginning_anew_throws_it_away(
    counter: Counter,
) -> None:
    order = await new_order(counter)
    await opened_form(counter, order)
    await fill(counter, tip="5.00")
    await counter.press("escape")
    form = await opened_form(counter, order)
    assert form.query_one("#tip", Input).value == "5.00"
    await counter.press("ctrl+n", "f12")
    assert form.query_one("#tip", Input).value == ""


async def test_the_way_round_for_items_is_told(counter: Counter) -> None:
    await opened_form(counter, await new_order(counter))
    assert "make a new order with the right ones" in " ".join(counter.text.split())


async def test_hostile_text_stays_text_in_the_form_and_its_questions(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(size=(140, 40)) as counter:
        order = await new_order(counter, orderNotes=HOSTILE)
        shop = counter.app.desk.shop
        name = {"customerID": order.customer_id, "customerName": HOSTILE}
        await shop.write("updateCustomer", name)
        await shop.ask.refresh_customer(order.customer_id)
        await opened_form(counter, order)
        assert counter.text.count(SHOWN) == 2  # the customer's name, and the notes
        await fill(counter, tip="5.00")
        await elsewhere(host, "updateOrder", orderID=order.id, orderNotes=f"{HOSTILE} 2", tip="1")
        host.now += 60
        await counter.press("ctrl+s", "f12")
        assert f"Change order {order.id} of [M] [/x] [bold]B[/bold]" in counter.text
        await counter.press("n", "f7")
        await counter.type("red ltr")
        assert SHOWN[:20] in counter.text
        await counter.press("escape", "escape")
        counter.app.screen.action_delete()  # type: ignore[attr-defined]
        await counter.settle()
        assert "[M] [/x] [bold]B[/bold]" in counter.text


async def test_one_save_is_under_way_at_a_time(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    form = await opened_form(counter, order)
    await fill(counter, tip="5.00")
    form.action_save()
    form.action_save()
    await counter.settle()
    await counter.press("f12")
    assert host.requests.count("updateOrder") == 1
    assert len(counter.app.screen_stack) == 2
