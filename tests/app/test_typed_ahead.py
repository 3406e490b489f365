"""What is typed while CleanCloud is asked on the way to a question: for it, whole, or dropped."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key
from textual.widgets import Input

from cleancloud_tui.screens.deeds import leads
from cleancloud_tui.screens.destinations import OpenHandOut, OpenOrder
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.dialogs.confirm import ConfirmDialog
from cleancloud_tui.screens.dialogs.question import ONCE_MORE
from cleancloud_tui.screens.dialogs.take_cash import TakeCashDialog
from cleancloud_tui.screens.yes import KeyPace
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.conftest import Counter, Open
from tests.screens.orders.order_desk import new_order
from tests.screens.ready import Hold

FAR = 3600.0


def type_at_once(counter: Counter, keys: str) -> None:
    """Type as a person does, though nobody here waits for the time to pass."""
    for number, key in enumerate(keys, 1):
        event = Key(key, key)
        event.time -= (len(keys) - number) * 0.1 + 0.04 * (number % 2)
        counter.app.post_message(event)


async def pay_while_reading(counter: Counter, host: Host) -> Hold:
    """Press p on Hand out, where the orders were read long ago, and stop there."""
    order = await new_order(counter, status="1", delivery="0")
    for each in counter.app.desk.shop.orders_of(order.customer_id):
        if each.id != order.id and each.is_open:
            await counter.app.desk.shop.write("deleteOrder", {"orderID": each.id})
    counter.app.go(OpenHandOut(order.customer_id, [order.id]))
    await counter.settle()
    host.now += 600
    hold = Hold(host, "getOrders")
    counter.app.post_message(Key("p", "p"))
    async with asyncio.timeout(HUNG_SECONDS):
        await hold.reached.wait()
    return hold


def notices(counter: Counter) -> list[str]:
    return counter.notices


async def until_left_out(counter: Counter) -> None:
    await counter.until(
        lambda: any("typed ahead was left out" in each for each in notices(counter))
    )


async def test_it_waits_for_the_question(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "LEAD_SECONDS", FAR)
    hold = await pay_while_reading(counter, host)
    type_at_once(counter, "130")
    for _ in range(10):
        await counter.pilot.pause()
    assert not counter.is_asking
    hold.open.set()
    await counter.settle()
    assert isinstance(counter.app.screen, TakeCashDialog)
    assert counter.app.screen.query_one(Input).value == "30"


async def test_what_takes_too_long_gets_none_of_it(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "LEAD_SECONDS", FAR)
    hold = await pay_while_reading(counter, host)
    type_at_once(counter, "130")
    await counter.pilot.pause()
    monkeypatch.setattr(leads, "LEAD_SECONDS", 0.0)  # it is over now
    await until_left_out(counter)
    hold.open.set()
    await counter.settle()
    assert isinstance(counter.app.screen, ChooseDialog)
    assert not any("not known here" in each for each in notices(counter))


async def test_escape_gives_up_what_is_on_its_way(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "LEAD_SECONDS", FAR)
    hold = await pay_while_reading(counter, host)
    screen = counter.app.screen
    type_at_once(counter, "1")
    await counter.pilot.pause()
    escape = Key("escape", None)
    escape.time += 0.5
    counter.app.post_message(escape)
    await until_left_out(counter)
    hold.open.set()
    await counter.settle()
    assert counter.app.screen is screen
    assert any("Nothing was done" in each for each in notices(counter))
    anew = Key("p", "p")
    anew.time += 2.0  # behind a pause
    counter.app.post_message(anew)
    await counter.settle()
    assert isinstance(counter.app.screen, ChooseDialog), "it may be asked for anew"


async def test_a_yes_ahead_of_its_question_is_none(open_counter: Open) -> None:
    async with open_counter(yes_pace=KeyPace(0, 0.001)) as counter:
        order = await new_order(counter)
        counter.app.go(OpenOrder(order.id))
        await counter.settle()
        await counter.press("s")
        ready, yes = Key("4", "4"), Key("f12", None)
        ready.time -= 0.3  # nobody presses both at once
        counter.app.post_message(ready)
        counter.app.post_message(yes)
        await counter.settle()
        assert isinstance(counter.app.screen, ConfirmDialog)
        assert ONCE_MORE in counter.text
