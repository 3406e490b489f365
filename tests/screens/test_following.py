"""Forms, dialogs, drafts and messages follow what becomes of a write whose answer was lost."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Input

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.account.messages import MessagesScreen
from cleancloud_tui.screens.customers.customer_editor import CustomerEditor
from cleancloud_tui.screens.destinations import OpenNewOrder, OpenToResolve
from cleancloud_tui.screens.orders.ticket import TicketScreen
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import EntryState
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.new_order.steps import a_code, somebody, take, taking_in
from tests.screens.ready import (
    YES,
    Ready,
    a_new_customer,
    fill,
    the_charge,
    the_edited_pickup,
    the_message,
    the_notes,
    the_order_form,
    the_repeat_pickup_form,
)

from .conftest import Counter, Open


async def found_out(counter: Counter, host: Host) -> None:
    """Let it be looked for until it is known."""
    shop = counter.app.desk.shop
    async with asyncio.timeout(HUNG_SECONDS):
        while (await shop.journal.entries.standing()).unknown:
            host.now += 200
            await shop.outbox.round()
    await counter.settle()


def lose(host: Host, operation: str, fault: Fault = Fault.DROP_AFTER) -> None:
    host.faults.cause(fault, times=1, operation=operation)


async def test_the_dialog_of_a_message_closes_when_it_turns_out_to_have_happened(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await the_message(counter, host)
        lose(host, "addMessage")
        await counter.press("ctrl+s")
        assert counter.is_asking, "what was typed stays"
        assert "not known yet" in counter.text
        await found_out(counter, host)
        assert not counter.is_asking
        assert isinstance(counter.app.screen, MessagesScreen)
        assert "✓ Message recorded" in counter.text
        assert "not known yet" not in counter.text
        assert host.requests.count("addMessage") == 1


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
async def test_a_repeat_pickups_form_follows(open_counter: Open, host: Host, fault: Fault) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await the_repeat_pickup_form(counter, host)
        lose(host, "repeatPickup", fault)
        await counter.press("ctrl+s")
        assert "not known yet" in counter.text
        await found_out(counter, host)
        assert "not known yet" not in counter.text
        if fault is Fault.DROP_AFTER:
            assert isinstance(counter.app.screen, RepeatPickupsScreen)
        else:
            assert "It did not happen after all" in " ".join(counter.text.split())
            await counter.press("ctrl+s")
            assert isinstance(counter.app.screen, RepeatPickupsScreen)
        assert host.requests.count("repeatPickup") == 1 + (fault is Fault.DROP_BEFORE)


async def test_a_customers_form_and_its_draft_follow(open_counter: Open, host: Host) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await a_new_customer(counter, host)
        lose(host, "addCustomer")
        await counter.press("ctrl+s")
        assert isinstance(counter.app.screen, CustomerEditor)
        fill(counter, customerNotes="changed, so that it is no twin")
        await counter.press("ctrl+s")
        assert "what became of the last sending" in " ".join(counter.text.split())
        await found_out(counter, host)
        assert not isinstance(counter.app.screen, CustomerEditor)
        assert await counter.app.desk.shop.drafts.find("customer", "") is None
        assert host.requests.count("addCustomer") == 1


async def test_notes_that_are_sent_again_say_that_they_went_through(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await the_notes(counter, host)
        lose(host, "updateOrder", Fault.DROP_BEFORE)
        await counter.press("ctrl+s")
        assert counter.is_asking
        await found_out(counter, host)
        assert not counter.is_asking
        assert "✓ Notes saved" in counter.text


async def test_a_charge_that_was_found_paid_takes_its_message_back(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await the_charge(counter, host)
        lose(host, "chargeCard")
        await counter.press("enter", YES)
        assert "do not repeat it" in " ".join(counter.text.split())
        await found_out(counter, host)
        told = " ".join(counter.text.split())
        assert "do not repeat it" not in told
        assert "is paid" in told


async def lost_order(counter: Counter, host: Host) -> str:
    """Park an order that CleanCloud did not make, as far as can be told."""
    customer = somebody(counter)
    await taking_in(counter, customer)
    await take(counter, "suit")
    lose(host, "addOrder", Fault.DROP_BEFORE)
    await counter.press("f10", "2", YES)
    await found_out(counter, host)
    assert "The order was not made" in counter.text
    return customer.id


async def test_what_to_resolve_sends_again_is_the_draft(open_counter: Open, host: Host) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        customer_id = await lost_order(counter, host)
        await counter.press("escape")
        counter.app.go(OpenToResolve())
        await counter.settle()
        await counter.press("s")
        told = " ".join(counter.text.split())
        assert "Suit, two pieces" in told, "what it would do"
        await counter.press(YES)
        assert host.requests.count("addOrder") == 2
        assert await counter.app.desk.shop.drafts.all("order") == []
        counter.app.go(OpenNewOrder(customer_id))
        await counter.settle()
        assert isinstance(counter.app.screen, TicketScreen)
        assert host.requests.count("addOrder") == 2


async def test_what_the_form_sends_again_is_the_entry(open_counter: Open, host: Host) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await lost_order(counter, host)
        await counter.press("f10", YES, "2", YES)
        assert isinstance(counter.app.screen, TicketScreen)
        assert host.requests.count("addOrder") == 2
        assert await counter.app.desk.shop.outbox.to_resolve() == []


async def test_an_order_thrown_away_is_nothing_to_decide_about(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await lost_order(counter, host)
        await counter.press("ctrl+n", YES)
        assert await counter.app.desk.shop.outbox.to_resolve() == []


async def test_sending_again_looks_first(open_counter: Open, host: Host) -> None:
    """What came late is found, and not sent a second time."""
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await the_message(counter, host)
        lose(host, "addMessage", Fault.DROP_BEFORE)
        await counter.press("ctrl+s")
        await found_out(counter, host)
        await counter.press("escape")
        shop = counter.app.desk.shop
        (entry,) = await shop.outbox.to_resolve()
        client = await host.connect()
        await client.call("addMessage", dict(entry.parameters))
        await client.aclose()
        counter.app.go(OpenToResolve())
        await counter.settle()
        await counter.press("s")
        assert not counter.is_asking
        assert "It did happen, so nothing was sent" in counter.text
        assert (await shop.outbox.entry(entry.id)).state is EntryState.CONFIRMED  # type: ignore[union-attr]


async def test_a_code_whose_use_was_lost_and_found_counts_once(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        screen = await taking_in(counter)
        await take(counter, "suit")
        code = a_code(host, "credit")
        await counter.press("f7")
        await counter.type(code)
        await counter.press("enter")
        total = next(each for each in counter.text.splitlines() if "TOTAL" in each)
        lose(host, "usePromo")
        await counter.press("f10", "2", YES)
        assert "addOrder" not in host.requests
        await found_out(counter, host)
        assert screen.order.text("promoCode") == ""
        await counter.app.desk.shop.ask.refresh_customer(screen.customer_id)
        await counter.settle()
        assert next(each for each in counter.text.splitlines() if "TOTAL" in each) == total
        known = counter.app.desk.shop.customer(screen.customer_id)
        assert known is not None
        assert known.value.credit == 5, "used once"


async def test_an_emptied_field_is_sent_as_nothing(counter: Counter, host: Host) -> None:
    await the_edited_pickup(counter, host)
    fill(counter, tip="3.50", deliveryDays="4")
    await counter.press("ctrl+s", "f12", "enter")
    customer_id = counter.app.screen.customer_id  # type: ignore[attr-defined]
    fill(counter, tip="", deliveryDays="")
    await counter.press("ctrl+s", "f12")
    known = counter.app.desk.shop.repeat_pickups_of(customer_id)
    assert known is not None
    assert not known.value[0].tip
    assert not known.value[0].delivery_days


async def test_an_error_stays_until_it_was_seen_and_a_newer_one_stands_before_it(
    counter: Counter, host: Host
) -> None:
    notice = counter.app.screen.notice  # type: ignore[attr-defined]
    notice.failed("First.", "one")
    notice.failed("Second.", "two")
    notice.failed("First.", "one")  # told again: it answers no key
    notice.say("Done.", "three")
    notice.waiting("four")
    notice.arrived("four")
    await counter.settle()
    assert "! Second. (^Y: 1 more)" in counter.text
    assert "✓ Done." in counter.text
    await counter.press("ctrl+y")
    assert "Second." not in counter.text
    assert "! First." in counter.text
    notice.ended("one")
    await counter.settle()
    assert "First." not in counter.text
    assert isinstance(counter.app.focused, Input)


async def typed_behind(counter: Counter, text: str, key: str) -> str:
    """Type on as somebody who did not see that the answer was lost; return what stands there."""
    await counter.type(text)
    await counter.press(key)
    return " ".join(counter.text.split())


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
async def test_an_order_that_is_looked_up_takes_nothing_that_would_be_lost(
    open_counter: Open, host: Host, fault: Fault
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await taking_in(counter)
        await take(counter, "3 shirts")
        lose(host, "addOrder", fault)
        await counter.press("f10", "2", YES)
        screen = counter.app.screen
        before = screen.order  # type: ignore[attr-defined]
        assert "1 trousers" not in await typed_behind(counter, "1 trousers", "enter")
        assert screen.order is before  # type: ignore[attr-defined]
        assert "Nothing can be changed here" in " ".join(counter.text.split())
        await counter.press("f8")
        assert not counter.is_asking
        told = counter.notices
        assert any("is being looked up" in each for each in told)
        await found_out(counter, host)
        if fault is Fault.DROP_AFTER:
            assert isinstance(counter.app.screen, TicketScreen)
        else:
            await take(counter, "suit")
            assert len(screen.order.items) == 2  # type: ignore[attr-defined]
            assert "Nothing can be changed" not in str(counter.app.screen.notice.render())  # type: ignore[attr-defined]


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
@pytest.mark.parametrize(
    ("operation", "ready"),
    [
        ("addCustomer", a_new_customer),
        ("updateOrder", the_order_form),
        ("repeatPickup", the_repeat_pickup_form),
        ("addMessage", the_message),
        ("updateOrder", the_notes),
    ],
    ids=["customer", "order form", "repeat pickup", "message", "notes"],
)
async def test_what_is_looked_up_takes_no_typing_until_that_is_known(
    open_counter: Open, host: Host, operation: str, ready: Ready, fault: Fault
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await ready(counter, host)
        lose(host, operation, fault)
        await counter.press("ctrl+s")
        if ready is the_order_form:
            await counter.press(YES)
        form = counter.app.screen
        told = await typed_behind(counter, "Zanzibar", "tab")
        assert "Nothing can be changed here until" in told
        assert "Zanzibar" not in told
        await found_out(counter, host)
        assert "Nothing can be changed here" not in " ".join(counter.text.split())
        if ready is the_order_form:  # values may be sent a second time
            how = "sent once more" if fault is Fault.DROP_BEFORE else "did happen"
            assert any(how in each for each in counter.notices)
        if counter.app.screen is form:
            assert fault is Fault.DROP_BEFORE
            assert form.focused is not None
            assert not form.focused.disabled
