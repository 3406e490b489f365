"""What nobody but a person can settle: in sight, with what was meant and one key a decision."""

from __future__ import annotations

import asyncio

import pytest

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenToResolve
from cleancloud_tui.screens.office.to_resolve import ToResolveScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry, EntryState, Standing
from cleancloud_tui.shop.writes import outbox
from cleancloud_tui.shop.writes.outbox import Outbox
from cleancloud_tui.wording.open_work import open_work_in_words
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.conftest import Counter, Open
from tests.screens.office.steps import journal_of, lost, unknown_message
from tests.screens.orders.steps import an_order


@pytest.fixture(autouse=True)
def _outbox_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be sent or looked up by itself while a test puts it before a person."""
    monkeypatch.setattr(outbox, "_WATCH_SECONDS", 3600.0)


async def test_nothing_is_open(counter: Counter, host: Host) -> None:
    before = len(host.requests)
    await opened(counter)
    assert "Nothing is open." in counter.text
    assert host.requests[before:] == []
    for key in "hdlsn":
        await counter.press(key)
    await counter.press("enter", "down", "f5")
    assert "Nothing is open." in counter.text
    await counter.press("escape")
    assert not isinstance(counter.app.screen, ToResolveScreen)


async def test_an_unknown_message_tells_all_and_offers_every_choice(
    counter: Counter, host: Host
) -> None:
    counter.app.desk.shop.session.staff = "Maria"
    order = an_order(counter)
    await unknown_message(counter, host, order, "Is the [red] one\nready?")
    name = counter.app.desk.shop.customer(order.customer_id).value.name  # type: ignore[union-attr]
    await opened(counter)
    for told in (
        "1 change waits for your decision",
        f"Create Message  ·  customer {order.customer_id}  ·  {name}",
        "by Maria (",
        "Is the [red] one, ready?",
        "No message of that time was found.",
        "not known",
    ):
        assert told in counter.text
    keys = counter.text.splitlines()[-1]
    for choice in ("h Happened", "d Did not", "l Look again", "s Send again"):
        assert choice in keys
    assert "Noted" not in keys


async def test_what_is_still_looked_up_tells_what_is_not_known_and_may_be_decided(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt()) as counter:
        order = an_order(counter)
        entry = await unknown_message(counter, host, order, needs_person=False)
        await counter.app.desk.shop.outbox.look_again(entry.id)
        await opened(counter)
        for told in (
            "1 change is being looked up",
            "CleanCloud has no new message like it. It was not there",
            "may still carry it out",
            "must not be done once more before that is known",
        ):
            assert told in " ".join(counter.text.split())
        keys = counter.text.splitlines()[-1]
        for choice in ("h Happened", "d Did not", "l Look again"):
            assert choice in keys
        assert "Send again" not in keys, "it may still come"
        await counter.press("s", "l")
        assert await state_of(counter, entry) is EntryState.UNKNOWN
        await counter.press("d", "f12")
        assert await state_of(counter, entry) is EntryState.REFUSED
        assert host.requests.count("addMessage") == 1
    async with open_counter(read_only=True) as counter:
        await opened(counter)
        assert "Nothing is open." in counter.text


@pytest.mark.parametrize(("key", "state"), [("h", EntryState.CONFIRMED), ("d", EntryState.REFUSED)])
async def test_whether_it_happened_is_said_with_a_key_and_a_yes(
    counter: Counter, host: Host, key: str, state: EntryState
) -> None:
    entry = await unknown_message(counter, host, an_order(counter))
    await opened(counter)
    await counter.press(key, "enter", "y")
    assert await state_of(counter, entry) is EntryState.UNKNOWN
    await counter.press("f12")
    assert await state_of(counter, entry) is state
    assert "Nothing is open." in counter.text
    assert "✓ Noted that it" in counter.text
    assert host.requests.count("addMessage") == 1


async def test_sending_again_is_asked_about_for_it_may_be_there_twice(
    counter: Counter, host: Host
) -> None:
    entry = await unknown_message(counter, host, an_order(counter))
    await opened(counter)
    await counter.press("s")
    assert "it is there twice then" in " ".join(counter.text.split())
    await counter.press("enter", "escape")
    assert await state_of(counter, entry) is EntryState.UNKNOWN
    assert host.requests.count("addMessage") == 1
    await counter.press("s", "f12")
    assert host.requests.count("addMessage") == 2
    assert "Nothing is open." in counter.text


async def test_look_again_asks_cleancloud_and_says_what_it_found(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await unknown_message(counter, host, an_order(counter))
    looked = []

    async def look_again(_: Outbox, entry_id: int) -> None:
        looked.append(entry_id)

    monkeypatch.setattr(Outbox, "look_again", look_again)
    await opened(counter)
    await counter.press("l")
    assert looked == [entry.id]
    assert "Looked up once more" in counter.text
    assert "1 change waits" in counter.text


async def test_a_conflict_is_sent_anyway_or_dropped(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    dropped = await conflict(counter, host, order, "mine")
    await opened(counter)
    keys = counter.text.splitlines()[-1]
    assert "d Drop it" in keys
    assert "s Send anyway" in keys
    assert "Happened" not in keys
    assert "in conflict" in counter.text
    assert "mine   (was" in counter.text
    await counter.press("d", "f12")
    assert await state_of(counter, dropped) is EntryState.REFUSED
    assert "updateOrder" not in host.requests
    sent = await conflict(counter, host, order, "still mine")
    await counter.press("f5", "down", "s", "f12")
    assert await state_of(counter, sent) is EntryState.CONFIRMED
    assert host.requests.count("updateOrder") == 1


async def test_what_was_refused_later_is_noted_or_sent_again(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    noted, again = [await refused(counter, host, order, text) for text in ("old", "new")]
    await opened(counter)
    assert "2 changes wait for your decision" in counter.text
    assert "not done" in counter.text
    assert "order notes         new" in counter.text
    await counter.press("s")
    assert "order notes new" in counter.text
    await counter.press("f12")
    assert host.requests.count("updateOrder") == 1
    await counter.press("down")
    assert "order notes         old" in counter.text
    await counter.press("n", "f12")
    assert "Nothing is open." in counter.text
    assert await state_of(counter, noted) is EntryState.REFUSED
    assert await state_of(counter, again) is EntryState.REFUSED
    assert host.requests.count("updateOrder") == 1


async def test_a_key_pressed_twice_decides_once(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    older, newer = [await unknown_message(counter, host, order, each) for each in "12"]
    await opened(counter)
    await counter.type("ddd")
    await counter.hit("f12", "f12", "f12")
    assert await state_of(counter, newer) is EntryState.REFUSED
    assert await state_of(counter, older) is EntryState.UNKNOWN
    assert "Choose one with Up and Down" in counter.text
    await counter.press("d", "f12", "enter")
    assert await state_of(counter, older) is EntryState.UNKNOWN
    await counter.press("down", "d", "f12")
    assert "Nothing is open." in counter.text


async def test_what_was_decided_is_finished_where_the_screen_is_left(
    counter: Counter, host: Host
) -> None:
    entry = await conflict(counter, host, an_order(counter), "mine")
    is_out, may_end = asyncio.Event(), asyncio.Event()

    async def hold(operation: str) -> None:
        if operation == "updateOrder":
            is_out.set()
            await may_end.wait()

    host.held = hold
    await opened(counter)
    await counter.press("s")
    await counter.pilot.press("f12")
    await counter.until(is_out.is_set)
    await counter.pilot.press("escape")
    assert not isinstance(counter.app.screen, ToResolveScreen)
    may_end.set()
    async with asyncio.timeout(HUNG_SECONDS):
        while await state_of(counter, entry) is not EntryState.CONFIRMED:
            await counter.pilot.pause(0.01)


async def test_what_another_process_decided_leaves_no_other_chosen(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    older, newer = [await unknown_message(counter, host, order, each) for each in "12"]
    await opened(counter)
    await journal_of(counter).settle(newer.id, EntryState.CONFIRMED)
    counter.app.screen.on_shop_changed()  # type: ignore[attr-defined]
    await counter.settle()
    await counter.press("d", "f12")
    assert await state_of(counter, older) is EntryState.UNKNOWN
    await counter.press("up", "d", "f12")
    assert await state_of(counter, older) is EntryState.REFUSED


async def test_what_cannot_be_done_is_told_and_stays(counter: Counter, host: Host) -> None:
    entry = await refused(counter, host, an_order(counter), "kept")
    await opened(counter)
    host.faults.cause(Fault.AUTHENTICATION, times=100, operation="updateOrder")
    await counter.press("s", "f12")
    assert await state_of(counter, entry) is EntryState.REFUSED
    text = " ".join(counter.text.split())
    assert "does not accept this shop's token" in text


async def test_a_secret_is_shown_as_not_kept_and_not_sent_again(
    counter: Counter, host: Host
) -> None:
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addCustomer")
    await lost(
        counter,
        "addCustomer",
        {
            "customerName": "Ada Byron",
            "customerTel": "1",
            "customerEmail": "ada@example.com",
            "customerPassword": "hunter2",
        },
    )
    await opened(counter)
    assert "Create a Customer Account  ·  Ada Byron" in counter.text
    assert "(not kept)" in counter.text
    assert "hunter2" not in counter.text
    assert "Send again" not in counter.text
    await counter.press("s")
    assert not counter.is_asking


async def test_enter_opens_what_it_is_about_and_ctrl_r_comes_back(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await unknown_message(counter, host, order)
    await conflict(counter, host, order, "mine")
    await counter.press("ctrl+r", "ctrl+r", "enter")
    assert isinstance(counter.app.screen, OrderScreen)
    await counter.press("c", "ctrl+r")
    assert isinstance(counter.app.screen, ToResolveScreen)
    stack = [type(each) for each in counter.app.screen_stack]
    assert stack.count(ToResolveScreen) == 1
    assert len(stack) == 2
    await counter.press("down", "enter")
    assert isinstance(counter.app.screen, CustomerScreen)
    assert counter.app.screen.customer_id == order.customer_id


async def test_what_goes_on_by_itself_is_listed_beneath(counter: Counter, host: Host) -> None:
    host.is_offline = True
    for number in range(6):
        with pytest.raises(CleanCloudError):
            await counter.app.desk.shop.write(
                "updateGarment", {"barcodeID": f"77{number}", "conveyorLocation": "A1"}
            )
    await opened(counter)
    assert "Nothing waits for your decision." in counter.text
    assert "By itself, as soon as CleanCloud answers" in counter.text
    lines = counter.text.splitlines()
    assert sum(line.startswith(" to be sent ") for line in lines) == 4
    assert "and 2 more" in counter.text


async def test_read_only_shows_and_decides_nothing(open_counter: Open, host: Host) -> None:
    async with open_counter() as counter:
        entry = await unknown_message(counter, host, an_order(counter))
    async with open_counter(read_only=True) as counter:
        await opened(counter)
        assert "Create Message" in counter.text
        assert "Opened read-only" in counter.text
        assert "Happened" not in counter.text
        for key in "hdlsn":
            await counter.press(key)
        assert await state_of(counter, entry) is EntryState.UNKNOWN


async def test_every_state_fits_80_by_24(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    for number in range(9):
        await unknown_message(counter, host, order, f"{number} " + "long words " * 60)
    await opened(counter)
    lines = counter.text.splitlines()
    assert len(lines) == 24
    assert all(len(line) <= 80 for line in lines)
    assert "h Happened" in lines[-1]
    assert "it is there twice then" in counter.text
    assert "8 long words" in counter.text


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(), ""),
        (Standing(to_resolve=2), "! 2 TO RESOLVE Ctrl+R"),
        (Standing(waiting=3), "3 waiting to be sent"),
        (Standing(unknown=1), "1 being looked up Ctrl+R"),
        (Standing(1, 1, 1), "! 1 TO RESOLVE Ctrl+R  ·  1 waiting to be sent  ·  1 being looked up"),
    ],
)
def test_what_is_open_in_the_words_of_the_status_line(standing: Standing, words: str) -> None:
    assert open_work_in_words(standing) == words


async def opened(counter: Counter) -> None:
    counter.app.go(OpenToResolve())
    await counter.settle()
    assert len(counter.text.splitlines()) == counter.app.size.height


async def state_of(counter: Counter, entry: Entry) -> EntryState:
    found = await journal_of(counter).entries.get(entry.id)
    assert found is not None
    state: EntryState = found.state
    return state


async def conflict(counter: Counter, host: Host, order: Order, notes: str) -> Entry:
    """A change that waited while somebody else changed the same."""
    host.is_offline = True
    entry = await lost(counter, "updateOrder", {"orderID": order.id, "orderNotes": notes})
    host.is_offline = False
    why = "Somebody changed the notes meanwhile."
    await journal_of(counter).let_wait(entry.id, why, needs_person=True)
    return entry


async def refused(counter: Counter, host: Host, order: Order, notes: str) -> Entry:
    """A change that waited and was not accepted in the end."""
    entry = await conflict(counter, host, order, notes)
    why = "CleanCloud refused updateOrder: No Order With That ID"
    await journal_of(counter).settle(entry.id, EntryState.REFUSED, error=why, needs_person=True)
    return entry
