"""Nothing twice by a person's hand: every form, dialog, list and the console, pressed twice."""

from __future__ import annotations

import ast
import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.events import Key

import cleancloud_tui
from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.screens.destinations import (
    OpenCharge,
    OpenCustomerForm,
    OpenHandOut,
    OpenOperations,
    OpenOrder,
    OpenToResolve,
)
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.shop.journal.just_done import JUST, JustDoneError
from cleancloud_tui.shop.journal.open_entries import UnresolvedError
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.customers.steps import OTTOLINE
from tests.screens.new_order.steps import somebody, take, taking_in
from tests.screens.office.steps import unknown_message
from tests.screens.orders.order_desk import new_order
from tests.screens.ready import (
    YES,
    Hold,
    Ready,
    a_new_customer,
    fill,
    settled,
    the_account,
    the_cards,
    the_charge,
    the_edited_pickup,
    the_message,
    the_notes,
    the_order,
    the_order_form,
    the_repeat_pickup,
    the_repeat_pickup_form,
)

from .conftest import KEY_NAMES, Counter, Open


@dataclass(frozen=True)
class Case:
    """A screen made ready, and the keys that send what stands on it."""

    operation: str
    ready: Ready
    keys: tuple[str, ...]


async def the_garment(counter: Counter, host: Host) -> None:
    from tests.screens.orders.steps import an_order

    counter.app.go(OpenOrder(an_order(counter).id))
    await settled(counter)
    await counter.press("g")
    await counter.type("torn")


async def the_changed_order(counter: Counter, host: Host) -> None:
    await the_order(counter, host)
    await counter.press("s", "4", YES)


async def the_deletion(counter: Counter, host: Host) -> None:
    await the_order(counter, host)
    await counter.app.run_action("delete", counter.app.screen)
    await settled(counter)
    counter.app.screen.query_one("#check").value = False  # type: ignore[attr-defined]


async def a_customers_form(counter: Counter, _: Host) -> None:
    counter.app.go(OpenCustomerForm(somebody(counter).id))
    await settled(counter)
    fill(counter, customerNotes="rings twice")


async def the_group(counter: Counter, host: Host) -> None:
    await the_account(counter, host)
    await counter.press("a", "8")
    await counter.type("1")


async def the_second_card(counter: Counter, host: Host) -> None:
    await the_cards(counter, host)
    await counter.press("down")


async def the_new_card(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    counter.app.go(OpenCharge(order.id))
    await settled(counter)
    await counter.press("a")
    await counter.type("tok_visa")


async def the_taken_order(counter: Counter, _: Host) -> None:
    await taking_in(counter)
    await take(counter, "3 shirts")


async def the_handed_out(counter: Counter, _: Host) -> None:
    order = await new_order(counter, status="1", delivery="0")
    counter.app.go(OpenHandOut(order.customer_id, [order.id]))
    await settled(counter)
    await counter.press("p", "2")
    while "paid by card" not in counter.text:
        await counter.press(YES, "2")  # others of the customer stay here


async def the_refused(counter: Counter, host: Host) -> None:
    from tests.screens.orders.steps import an_order

    await unknown_message(counter, host, an_order(counter))
    counter.app.go(OpenToResolve())
    await settled(counter)


def console(operation: str, **values: str) -> Ready:
    async def ready(counter: Counter, _: Host) -> None:
        customer = somebody(counter)
        counter.app.go(OpenOperations({"customerID": customer.id}))
        await settled(counter)
        await counter.app.screen.offer(OPERATIONS[operation])  # type: ignore[attr-defined]
        await settled(counter)
        fill(counter, **{f"parameter-{name}": text for name, text in values.items()})

    return ready


ORDER = {
    "products": '[{"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "1"}]',
    "finalTotal": "3.50",
}

CASES = {
    "status": Case("updateOrder", the_order, ("s", "4", YES)),
    "notes": Case("updateOrder", the_notes, ("ctrl+s",)),
    "notes, the other key": Case("updateOrder", the_notes, ("f10",)),
    "garment": Case("updateGarment", the_garment, ("ctrl+s",)),
    "garment, the other key": Case("updateGarment", the_garment, ("f10",)),
    "undo": Case("updateOrder", the_changed_order, ("u", YES)),
    "order form": Case("updateOrder", the_order_form, ("ctrl+s", YES)),
    "delete": Case("deleteOrder", the_deletion, (YES,)),
    "new customer": Case("addCustomer", a_new_customer, ("ctrl+s",)),
    "new customer, two keys": Case("addCustomer", a_new_customer, ("f10", "ctrl+s")),
    "customer": Case("updateCustomer", a_customers_form, ("ctrl+s",)),
    "message": Case("addMessage", the_message, ("ctrl+s",)),
    "points": Case("convertLoyaltyPoints", the_account, ("a", "2", YES)),
    "group": Case("addToCustomerGroup", the_group, ("ctrl+s",)),
    "password": Case("passwordCustomer", the_account, ("a", "7", "2", YES)),
    "deactivate": Case("deleteCustomer", the_account, ("a", "9", YES)),
    "charge": Case("chargeCard", the_charge, (YES,)),
    "default card": Case("setDefaultCard", the_second_card, ("d", YES)),
    "new card": Case("addCard", the_new_card, ("ctrl+s",)),
    "taking in": Case("addOrder", the_taken_order, ("f10", "4", YES)),
    "taking in, two keys": Case("addOrder", the_taken_order, ("f10", "4", YES, "ctrl+s")),
    "hand out": Case("updateOrder", the_handed_out, (YES,)),
    "repeat pickup": Case("repeatPickup", the_repeat_pickup_form, ("ctrl+s",)),
    "repeat pickup, two keys": Case("repeatPickup", the_repeat_pickup_form, ("f10", "ctrl+s")),
    "edited pickup": Case("updateRepeatPickup", the_edited_pickup, ("ctrl+s", YES)),
    "skip": Case("updateRepeatPickup", the_repeat_pickup, ("k", YES)),
    "end": Case("deletePickup", the_repeat_pickup, ("d", YES)),
    "send again": Case("addMessage", the_refused, ("s", YES)),
    "console: order": Case("addOrder", console("addOrder", **ORDER), ("ctrl+s", YES)),
    "console: message": Case("addMessage", console("addMessage", message="Hi"), ("ctrl+s", YES)),
    "console: customer": Case("addCustomer", console("addCustomer", **OTTOLINE), ("ctrl+s", YES)),
    "console: value": Case(
        "updateCustomer", console("updateCustomer", customerNotes="Hi"), ("f10", YES)
    ),
}


def send(counter: Counter, *keys: str) -> None:
    """Press keys without waiting for any, at a person's pace."""
    for number, key in enumerate(keys, 1):
        event = Key(KEY_NAMES.get(key, key), key if len(key) == 1 else None)
        event.time -= (len(keys) - number) * 0.1
        counter.app.post_message(event)


async def until_asked_or_out(counter: Counter, hold: Hold, *keys: str) -> None:
    """Press keys, each once the one before has led to a question or to a request."""
    for key in keys:
        await counter.take_time()
        send(counter, key)
        await counter.settle(or_when=lambda: hold.is_out)


@pytest.mark.parametrize("name", CASES)
async def test_a_second_press_does_nothing_twice_while_the_first_is_out_and_after(
    counter: Counter, host: Host, name: str
) -> None:
    case = CASES[name]
    await case.ready(counter, host)
    hold = Hold(host, case.operation)
    await until_asked_or_out(counter, hold, *case.keys)
    async with asyncio.timeout(HUNG_SECONDS):
        await hold.reached.wait()
    await until_asked_or_out(counter, hold, *case.keys)
    assert hold.count == 1
    hold.open.set()
    await settled(counter)
    assert hold.count == 1
    if OPERATIONS[case.operation].kind is OperationKind.NON_IDEMPOTENT_WRITE:
        await until_asked_or_out(counter, hold, *case.keys)
        assert hold.count == 1


@pytest.mark.parametrize("name", CASES)
async def test_keys_typed_ahead_twice_do_nothing_twice(
    counter: Counter, host: Host, name: str
) -> None:
    case = CASES[name]
    await case.ready(counter, host)
    hold = Hold(host, case.operation)
    for key in case.keys[:-1]:
        await until_asked_or_out(counter, hold, key)
    send(counter, case.keys[-1], case.keys[-1], *case.keys)
    async with asyncio.timeout(HUNG_SECONDS):
        await hold.reached.wait()
    await until_asked_or_out(counter, hold, case.keys[-1])
    hold.open.set()
    await settled(counter)
    assert hold.count == 1


@pytest.mark.parametrize("name", ["repeat pickup", "message", "new card", "console: message"])
async def test_leaving_while_the_first_is_out_and_coming_back_does_nothing_twice(
    counter: Counter, host: Host, name: str
) -> None:
    case = CASES[name]
    await case.ready(counter, host)
    hold = Hold(host, case.operation)
    await until_asked_or_out(counter, hold, *case.keys)
    async with asyncio.timeout(HUNG_SECONDS):
        await hold.reached.wait()
    await until_asked_or_out(counter, hold, "f4", "f2", "escape", "escape")
    screen, told = counter.app.screen, counter.text
    if isinstance(screen, RepeatPickupEditor):
        assert "It is being sent" in told
    else:
        again = case.ready if name.startswith("console") else None
        if again is not None:
            waiting = asyncio.create_task(again(counter, host))
            await until_asked_or_out(counter, hold, "f1", "escape")
            waiting.cancel()
    await until_asked_or_out(counter, hold, *case.keys)
    assert hold.count == 1
    hold.open.set()
    await settled(counter)
    assert hold.count == 1


async def test_a_form_that_was_left_tells_how_it_ended(counter: Counter, host: Host) -> None:
    await the_message(counter, host)
    hold = Hold(host, "addMessage")
    await until_asked_or_out(counter, hold, "ctrl+s", "escape")
    assert counter.app.screen.is_current
    hold.open.set()
    await settled(counter)
    assert "Message recorded" in counter.notices


async def test_a_click_and_a_key_send_it_once(counter: Counter, host: Host) -> None:
    from cleancloud_tui.widgets.key_line import KeyLine

    await the_repeat_pickup_form(counter, host)
    hold = Hold(host, "repeatPickup")
    line = counter.app.screen.query_one(KeyLine)
    place = str(line.render()).index("Save")
    await counter.pilot.click(line, offset=(place, 0))
    await until_asked_or_out(counter, hold, "ctrl+s")
    await counter.pilot.click(line, offset=(place, 0))
    await until_asked_or_out(counter, hold, "f10")
    assert hold.count == 1
    hold.open.set()
    await settled(counter)
    assert hold.count == 1


async def test_who_means_it_twice_is_told_and_can_say_so(counter: Counter, host: Host) -> None:
    ready = console("addMessage", message="Hi")
    await ready(counter, host)
    await counter.press("ctrl+s", YES, "ctrl+s", YES)
    assert host.requests.count("addMessage") == 1
    assert "The very same was done" in counter.text
    await counter.press("escape")
    assert host.requests.count("addMessage") == 1
    assert "done once only" in " ".join(counter.text.split())
    await counter.press("ctrl+s", YES, YES)
    assert host.requests.count("addMessage") == 2


async def test_the_very_same_is_refused_for_a_minute_by_a_clock_that_nobody_can_set(
    host: Host,
) -> None:
    up = [1000.0]
    one, other = host.open(uptime=lambda: up[0]), host.open(uptime=lambda: up[0])
    customer = one.search("", limit=1)[0].customer
    hi = {"customerID": customer.id, "message": "Hi"}
    await one.write("addMessage", hi)
    for now, days in ((1000.0, 0), (1000.0 + JUST - 1, 0), (1030.0, 1), (1030.0, -1)):
        up[0] = now
        host.now += days * 86_400
        for shop in (one, other):  # the same process, another process
            with pytest.raises(JustDoneError):
                await shop.write("addMessage", hi)
    await other.write("addMessage", {**hi, "message": "Hello"})
    up[0] = 1000.0 + JUST + 1
    await other.write("addMessage", hi)
    up[0] = 5.0  # the computer was started anew
    await one.write("addMessage", hi)
    assert host.requests.count("addMessage") == 4


async def test_the_very_same_is_told_at_once_where_the_first_is_out(host: Host) -> None:
    shop = host.open()
    hi = {"customerID": shop.search("", limit=1)[0].customer.id, "message": "Hi"}
    hold = Hold(host, "addMessage")
    first = asyncio.create_task(shop.write("addMessage", hi))
    await hold.reached.wait()
    with pytest.raises(UnresolvedError, match="under way at this moment"):
        await shop.write("addMessage", hi)
    hold.open.set()
    await first
    assert hold.count == 1


async def test_the_console_charges_by_the_screen_that_is_there_for_it(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        order = await new_order(counter)
        counter.app.go(OpenOperations({"orderID": order.id}))
        await settled(counter)
        await counter.app.screen.offer(OPERATIONS["chargeCard"])  # type: ignore[attr-defined]
        await counter.press("ctrl+s")
        assert f"Order {order.id}" in counter.text
        assert "saved cards" in counter.text.lower()
        await counter.press("escape")
        fill(counter, **{"parameter-orderID": ""})
        await counter.press("ctrl+s")
        assert "orderID is required" in counter.text
        assert "chargeCard" not in host.requests


async def test_the_consoles_question_names_whom_and_what_it_is_about(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    name = counter.app.desk.shop.customer(order.customer_id).value.name  # type: ignore[union-attr]
    counter.app.go(OpenOperations({"orderID": order.id}))
    await settled(counter)
    await counter.app.screen.offer(OPERATIONS["updateOrder"])  # type: ignore[attr-defined]
    await settled(counter)
    fill(counter, **{"parameter-orderNotes": "no starch"})
    await counter.press("ctrl+s")
    for told in (name, f"order {order.id}", "$42.00", "order notes: no starch"):
        assert told in " ".join(counter.text.split())


def test_every_write_of_a_screen_goes_through_a_deed() -> None:
    """Scans that are put in places are the one exception: each is a write of values of its own."""
    package = Path(cleancloud_tui.__file__).parent / "screens"
    found = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_write = isinstance(node, ast.Attribute) and node.attr in ("send", "write")
            if is_write and isinstance(node.value, ast.Attribute) and node.value.attr == "shop":
                found.add(str(path.relative_to(package)))
    assert found == {"base.py", "scanning/writing.py"}
