"""What is asked before a repeat pickup is saved, moved or ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cleancloud_tui.api.errors import OutcomeUnknownError, RefusedError
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.practice import replies
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.pickups.ending import Delete, deleting
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.form_values import NEW_VALUES, PickupForm, values_of
from cleancloud_tui.shop.pickups.form.saving import (
    Change,
    Changes,
    Doubts,
    Mistakes,
    OthersGo,
    UnderWay,
    saving,
)
from cleancloud_tui.shop.pickups.knowledge import route_of, surroundings_of
from cleancloud_tui.shop.pickups.looking import ChangedMeanwhile, Gone
from cleancloud_tui.shop.pickups.moving.going import Moves, NoneLeft, UnknownToSkip, moving
from cleancloud_tui.shop.pickups.moving.moves import (
    Moved,
    copied,
    moved_once,
    rest_of_move,
    skipped,
)
from cleancloud_tui.shop.pickups.repeat_pickups import next_days
from cleancloud_tui.shop.pickups.troubles import TroubleKind
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.conflicts import Conflict
from cleancloud_tui.shop.writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send
from tests.host import Host
from tests.shop.person import Person
from tests.shop.pickups.form.entries import TODAY, WHOLE, WRONG

WEEKLY = {PickupField.DAY: "+7", PickupField.START: "10am", PickupField.END: "1pm"}
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def customer_id(shop: Shop) -> str:
    """Somebody who has no repeat pickup yet, and no route."""
    for found in shop.search(""):
        if not route_of(shop, found.customer.id):
            assert await shop.ask.refresh_repeat_pickups(found.customer.id) == ()
            return found.customer.id
    raise AssertionError("every customer has a route")


def today(shop: Shop) -> date:
    return shop.now().date()


async def save(
    shop: Shop,
    customer_id: str,
    typed: Mapping[PickupField, str],
    pickup: RepeatPickup | None = None,
    answers: Mapping[type, object] | None = None,
) -> tuple[Person, list[type]]:
    before = values_of(pickup, today(shop)) if pickup else NEW_VALUES
    form = PickupForm(customer_id, pickup, before, {**before, **typed})
    person = Person(shop, answers or {})
    return person, await person.goes_through(saving(shop, form, today(shop)))


async def made(shop: Shop, customer_id: str, day: str = "+7") -> RepeatPickup:
    await save(shop, customer_id, {**WEEKLY, PickupField.DAY: day})
    return (await shop.ask.refresh_repeat_pickups(customer_id))[-1]


async def skip(
    shop: Shop, pickup: RepeatPickup, answers: Mapping[type, object]
) -> tuple[Person, list[type]]:
    day = today(shop)
    around = surroundings_of(shop, pickup.customer_id, day)
    person = Person(shop, answers)
    steps = moving(shop, pickup, lambda now: skipped(now, around), day)
    return person, await person.goes_through(steps)


async def test_a_new_one_is_made_at_once(shop: Shop, customer_id: str) -> None:
    _, steps = await save(shop, customer_id, WEEKLY)
    assert steps == [Send]
    (pickup,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert pickup.next_day == today(shop) + WEEK
    assert (pickup.pickup_start, pickup.pickup_end) == ("10am", "1pm")


@pytest.mark.parametrize("go", [True, False, None])
async def test_whether_the_others_go_is_asked_by_name(
    shop: Shop, customer_id: str, go: bool | None
) -> None:
    others = (await made(shop, customer_id, "+8"), await made(shop, customer_id, "+9"))
    person, steps = await save(shop, customer_id, WEEKLY, answers={OthersGo: go})
    assert steps == ([OthersGo] if go is None else [OthersGo, Send])
    assert person.steps[0] == OthersGo(others)
    now = await shop.ask.refresh_repeat_pickups(customer_id)
    assert len(now) == {True: 1, False: 3, None: 2}[go]


async def test_what_is_wrong_is_said_by_field_and_not_sent(
    host: Host, shop: Shop, customer_id: str
) -> None:
    requests = list(host.requests)
    typed = {**WEEKLY, PickupField.DAY: "some day", PickupField.DELIVERY_START: "10am"}
    person, steps = await save(shop, customer_id, typed)
    assert steps == [Mistakes]
    (wrong,) = person.steps
    assert isinstance(wrong, Mistakes)
    assert set(wrong.told) == {
        PickupField.DAY,
        PickupField.DELIVERY_DAYS,
        PickupField.DELIVERY_END,
    }
    assert host.requests == requests


async def test_nothing_of_a_table_of_wrong_entries_is_sent(
    host: Host, shop: Shop, customer_id: str
) -> None:
    assert len(WRONG) >= 60
    requests = list(host.requests)
    for name, text, _ in WRONG:
        form = PickupForm(customer_id, None, NEW_VALUES, {**WHOLE, PickupField[name]: text})
        person = Person(shop)
        assert await person.goes_through(saving(shop, form, TODAY)) == [Mistakes], name
        (wrong,) = person.steps
        assert isinstance(wrong, Mistakes)
        assert list(wrong.told) == [PickupField[name]]
    assert host.requests == requests


@pytest.mark.parametrize("may", [True, False])
async def test_two_at_the_same_time_are_asked_about(
    host: Host, shop: Shop, customer_id: str, may: bool
) -> None:
    await made(shop, customer_id)
    typed = {**WEEKLY, PickupField.DAY: "+14", PickupField.START: "12pm"}
    person, steps = await save(shop, customer_id, typed, answers={Doubts: may})
    assert steps == ([Doubts, OthersGo, Send] if may else [Doubts])
    (doubts, *_) = person.steps
    assert isinstance(doubts, Doubts)
    assert "another schedule comes then" in doubts.told[PickupField.DAY]
    assert host.requests.count("repeatPickup") == (2 if may else 1)


async def test_a_first_day_that_the_route_did_not_tell_of_is_asked_about_first(
    host: Host, shop: Shop
) -> None:
    served = next(each.customer.id for each in shop.search("") if route_of(shop, each.customer.id))
    await shop.ask.refresh_repeat_pickups(served)
    closed = today(shop) + 40 * DAY
    store = host.app.state.server.store
    store.execute("INSERT OR IGNORE INTO closed_days (day) VALUES (?)", (int(day_stamp(closed)),))
    typed = {**WEEKLY, PickupField.DAY: closed.isoformat()}
    before = len(host.requests)
    person, steps = await save(shop, served, typed)
    assert steps == [LooksAgain, Looked, Doubts]
    said = person.steps[-1]
    assert isinstance(said, Doubts)
    assert "closed or full" in said.told[PickupField.DAY]
    assert host.requests[before:] == ["getSlots"]
    assert (await save(shop, served, typed))[1] == [Doubts]


async def test_what_may_have_been_made_is_not_made_again(
    host: Host, shop: Shop, customer_id: str
) -> None:
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="repeatPickup")
    with pytest.raises(OutcomeUnknownError):
        await save(shop, customer_id, WEEKLY)
    assert (await save(shop, customer_id, WEEKLY))[1][-1] is UnderWay
    assert host.requests.count("repeatPickup") == 1


async def test_another_spelling_is_no_change(shop: Shop, customer_id: str) -> None:
    pickup = await made(shop, customer_id)
    spelt = {PickupField.START: "10:00 AM", PickupField.END: "13:00", PickupField.ORDERS: ""}
    assert (await save(shop, customer_id, spelt, pickup))[1] == [NothingChanged]


async def test_old_and_new_are_shown_before_anything_is_sent(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    typed = {PickupField.ORDERS: "3", PickupField.END: "14:00"}
    person, steps = await save(shop, customer_id, typed, pickup)
    assert steps == [Changes]
    assert person.steps == [
        Changes((Change(PickupField.END, "1pm", "2pm"), Change(PickupField.ORDERS, "0", "3")))
    ]
    assert "updateRepeatPickup" not in host.requests
    assert (await save(shop, customer_id, typed, pickup, {Changes: True}))[1] == [Changes, Send]
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert (now.id, now.duration, now.pickup_end) == (pickup.id, 3, "2pm")


async def test_a_told_day_that_has_gone_is_shown_beside_what_is_changed(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    assert pickup.next_day is not None
    gone = today(shop) - timedelta(5)

    def late(operation: str, reply: Any) -> Any:
        if operation != "getPickups":
            return reply
        rows = [{**row, "pickupDate": day_stamp(gone)} for row in reply["Pickups"]]
        return {**reply, "Pickups": rows}

    host.disguise = late
    (pickup,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert pickup.next_day == gone
    person, steps = await save(shop, customer_id, {PickupField.ORDERS: "9"}, pickup)
    assert steps == [Changes]
    comes = next_days(pickup, today(shop))[0]
    assert person.steps == [
        Changes(
            (
                Change(PickupField.DAY, gone.isoformat(), comes.isoformat()),
                Change(PickupField.ORDERS, "0", "9"),
            )
        )
    ]


async def test_what_somebody_else_changed_is_shown_and_the_rest_is_kept(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    theirs = {PickupField.TIP: "2", PickupField.ORDERS: "9"}
    await save(shop, customer_id, theirs, pickup, {Changes: True})
    mine = {PickupField.ORDERS: "3"}
    person, steps = await save(shop, customer_id, mine, pickup)
    assert steps == [ChangedMeanwhile, Conflict], "the tip is told, too"
    conflict = person.steps[-1]
    assert isinstance(conflict, Conflict)
    assert conflict.told == {PickupField.ORDERS: "was until cancelled  →  now 9  →  yours 3"}
    answers = {Conflict: True, Changes: True}
    person, steps = await save(shop, customer_id, mine, pickup, answers)
    assert steps == [ChangedMeanwhile, Conflict, Changes, Send]
    assert person.steps[2] == Changes((Change(PickupField.ORDERS, "9", "3"),))
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert (now.duration, now.tip) == (3, 2)


@pytest.mark.parametrize(
    ("field", "key", "mine"),
    [
        (PickupField.ORDERS, "duration", "9"),
        (PickupField.DELIVERY_DAYS, "deliveryDays", "2"),
        (PickupField.FREQUENCY, "frequency", "4"),
    ],
)
async def test_what_is_not_told_was_not_changed_and_is_unknown(
    host: Host, shop: Shop, customer_id: str, field: PickupField, key: str, mine: str
) -> None:
    pickup = await made(shop, customer_id)
    assert field in values_of(pickup, today(shop))

    def silent(operation: str, reply: Any) -> Any:
        if operation != "getPickups":
            return reply
        rows = [
            {name: value for name, value in row.items() if name != key} for row in reply["Pickups"]
        ]
        return {**reply, "Pickups": rows}

    host.disguise = silent
    await shop.ask.refresh_repeat_pickups(customer_id)
    person, steps = await save(shop, customer_id, {field: mine}, pickup)
    assert steps == [Changes]
    assert person.steps == [Changes((Change(field, None, mine),))]


def elsewhere(host: Host, pickup: RepeatPickup, **columns: object) -> Callable[[], Awaitable[bool]]:
    """Return an answer that is a yes after an hour, in which somebody else changed a schedule."""

    async def answer() -> bool:
        host.now += 3600
        store = host.app.state.server.store
        while columns:  # the first time only
            column, value = columns.popitem()
            sql = f"UPDATE repeat_pickups SET {column} = ? WHERE id = ?"
            store.execute(sql, (value, pickup.id))
        return True

    return answer


def sent_by(person: Person) -> dict[str, object]:
    last = person.steps[-1]
    assert isinstance(last, Send)
    return dict(last.request.parameters)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ({PickupField.TIP: "3"}, {"tip": "3.00"}),
        ({PickupField.END: "2pm", PickupField.START: "10:00"}, {"pickupEnd": "2pm"}),
        ({PickupField.DELIVERY_START: "4pm"}, {"deliveryStart": "4pm", "deliveryEnd": "7pm"}),
        (
            {PickupField.CONFIRMATION: "1", PickupField.CONFIRM_DAYS: "2"},
            {"schedulerType": "1", "schedulerConfirmDays": "2"},
        ),
    ],
)
async def test_what_is_changed_is_sent_with_what_it_needs_and_nothing_else(
    shop: Shop, customer_id: str, typed: dict[PickupField, str], sent: dict[str, str]
) -> None:
    delivered = {
        PickupField.DELIVERY_DAYS: "2",
        PickupField.DELIVERY_START: "5pm",
        PickupField.DELIVERY_END: "7pm",
    }
    await save(shop, customer_id, WEEKLY | delivered)
    (pickup,) = await shop.ask.refresh_repeat_pickups(customer_id)
    person, _ = await save(shop, customer_id, typed, pickup, {Changes: True, Doubts: True})
    assert sent_by(person) == {
        "pickupID": pickup.id,
        "customerID": customer_id,
        "pickupDate": day_stamp(today(shop) + WEEK),
        "pickupStart": "10am",
        "pickupEnd": "1pm",
        **sent,
    }


async def test_what_is_changed_elsewhere_while_a_question_stands_open_is_told_and_kept(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    answers: dict[type, object] = {Changes: elsewhere(host, pickup, frequency=2, pickup_end="2pm")}
    requests = host.requests.count("getPickups")
    person, steps = await save(shop, customer_id, {PickupField.TIP: "3"}, pickup, answers)
    asked = [Changes, LooksAgain, Looked]
    assert steps == [*asked, ChangedMeanwhile, *asked, Send]
    assert host.requests.count("getPickups") == requests + 2
    assert sent_by(person)["pickupEnd"] == "2pm"
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert (now.frequency, now.pickup_end, now.tip) == (2, "2pm", 3)


async def test_the_same_changed_elsewhere_while_a_question_stands_open_is_asked_about(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    answers: dict[type, object] = {Changes: elsewhere(host, pickup, pickup_end="2pm")}
    typed = {PickupField.END: "3pm"}
    person, steps = await save(shop, customer_id, typed, pickup, answers)
    assert steps == [Changes, LooksAgain, Looked, Conflict]
    assert "updateRepeatPickup" not in host.requests
    answers = {Changes: elsewhere(host, pickup, pickup_end="4pm"), Conflict: True}
    person, steps = await save(shop, customer_id, typed, pickup, answers)
    assert steps[-4:] == [Changes, LooksAgain, Looked, Send]
    asked = [each for each in person.steps if isinstance(each, Changes)]
    assert [each.changes[0].was for each in asked] == ["2pm", "4pm"]


async def test_one_ended_elsewhere_while_a_question_stands_open_is_not_changed(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    answers: dict[type, object] = {Changes: elsewhere(host, pickup, ended=1)}
    typed = {PickupField.TIP: "3"}
    assert (await save(shop, customer_id, typed, pickup, answers))[1][-1] is Gone


async def test_no_schedule_is_ended_for_a_new_one_that_nobody_was_asked_about(
    host: Host, shop: Shop, customer_id: str
) -> None:
    old, other = await made(shop, customer_id, "+8"), await made(shop, customer_id, "+9")
    store = host.app.state.server.store
    store.execute("UPDATE repeat_pickups SET ended = 1 WHERE id = ?", (other.id,))
    await shop.ask.refresh_repeat_pickups(customer_id)
    answers: dict[type, object] = {OthersGo: elsewhere(host, other, ended=0)}
    person, steps = await save(shop, customer_id, WEEKLY, answers=answers)
    again = [LooksAgain, Looked]
    assert steps == [OthersGo, *again, OthersGo, *again, Send]
    asked = [each.others for each in person.steps if isinstance(each, OthersGo)]
    assert asked == [(old,), (old, other)]


async def test_a_move_is_asked_about_again_where_it_was_changed_meanwhile(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    answers: dict[type, object] = {Moves: elsewhere(host, pickup, frequency=2)}
    person, steps = await skip(shop, pickup, answers)
    again = [LooksAgain, Looked]
    assert steps == [Moves, *again, ChangedMeanwhile, Moves, *again, Send]
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert now.next_day == today(shop) + 3 * WEEK
    assert "frequency" not in sent_by(person)


async def test_an_end_is_asked_about_again_where_it_was_changed_meanwhile(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    answers: dict[type, object] = {Delete: elsewhere(host, pickup, frequency=2)}
    person = Person(shop, answers)
    steps = await person.goes_through(deleting(shop, pickup))
    again = [LooksAgain, Looked]
    assert steps == [Delete, *again, ChangedMeanwhile, Delete, *again, Send]
    other = await made(shop, customer_id)
    answers = {Delete: elsewhere(host, other, ended=1)}
    gone = Person(shop, answers)
    assert (await gone.goes_through(deleting(shop, other)))[-1] is Gone


async def test_where_it_can_not_be_read_before_it_is_sent_that_is_said(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getPickups")
    answers: dict[type, object] = {Changes: elsewhere(host, pickup)}
    _, steps = await save(shop, customer_id, {PickupField.TIP: "3"}, pickup, answers)
    assert steps == [Changes, LooksAgain, NotRead, Send]


async def test_what_is_no_longer_there_is_not_changed(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    await Person(shop, {Delete: True}).goes_through(deleting(shop, pickup))
    assert (await save(shop, customer_id, {PickupField.ORDERS: "3"}, pickup))[1] == [Gone]
    skip_it = moving(shop, pickup, lambda _: None, today(shop))
    assert await Person(shop).goes_through(skip_it) == [Gone]


async def test_a_mirror_that_is_old_is_read_first_or_does_where_it_can_not_be(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    host.now += 3600
    typed = {PickupField.ORDERS: "3"}
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getPickups")
    assert (await save(shop, customer_id, typed, pickup))[1] == [LooksAgain, NotRead, Changes]
    assert (await save(shop, customer_id, typed, pickup))[1] == [LooksAgain, Looked, Changes]
    assert (await save(shop, customer_id, typed, pickup))[1] == [Changes]


@pytest.mark.parametrize("may", [True, False])
async def test_one_is_ended_after_a_yes(shop: Shop, customer_id: str, may: bool) -> None:
    pickup = await made(shop, customer_id)
    person = Person(shop, {Delete: may})
    steps = await person.goes_through(deleting(shop, pickup))
    assert steps == [Delete, Send] if may else [Delete]
    assert person.steps[0] == Delete(pickup)
    assert len(await shop.ask.refresh_repeat_pickups(customer_id)) == (0 if may else 1)


async def test_one_that_is_no_more_is_said_to_be_gone_and_nothing_else_is_changed(
    shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    stays = await made(shop, customer_id, "+9")
    await Person(shop, {Delete: True}).goes_through(deleting(shop, pickup))
    assert (await skip(shop, pickup, {Moves: True}))[1] == [Gone]
    assert await shop.ask.refresh_repeat_pickups(customer_id) == (stays,)


@pytest.mark.parametrize("may", [True, False])
async def test_a_move_is_worked_out_from_how_it_stands(
    host: Host, shop: Shop, customer_id: str, may: bool
) -> None:
    pickup = await made(shop, customer_id)
    await save(shop, customer_id, {PickupField.TIP: "2"}, pickup, {Changes: True})
    _, steps = await skip(shop, pickup, {Moves: may})
    assert steps == [ChangedMeanwhile, Moves, *([Send] if may else [])]
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert (now.tip, now.next_day) == (2, today(shop) + (2 if may else 1) * WEEK)


async def test_a_move_once_makes_one_apart_and_skips_it(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    day = today(shop)
    around = surroundings_of(shop, customer_id, day)
    steps = await Person(shop, {Moves: True}).goes_through(
        moving(shop, pickup, lambda now: moved_once(now, day + WEEK + DAY, around), day)
    )
    assert steps == [Moves, Send, Send]
    now = await shop.ask.refresh_repeat_pickups(customer_id)
    assert [(each.next_day, each.duration) for each in now] == [
        (day + 2 * WEEK, 0),
        (day + WEEK + DAY, 1),
    ]


@pytest.mark.parametrize("after", [1, 2])  # of weeks, so that it clashes with the first one or not
async def test_a_copy_is_held_against_what_its_customer_has_before_it_is_asked_about(
    host: Host, shop: Shop, customer_id: str, after: int
) -> None:
    pickup, day = await made(shop, customer_id), today(shop)
    whose = next(each.customer.id for each in shop.search("") if each.customer.id != customer_id)
    theirs = {"customerID": whose, "pickupDate": day + WEEK * after, "frequency": "1"}
    window = {"pickupStart": pickup.pickup_start, "pickupEnd": pickup.pickup_end}

    async def made_elsewhere() -> bool:
        answers[Moves] = True  # the next time
        host.now += 60
        await (await host.connect()).call("repeatPickup", {**theirs, **window})
        return True

    answers: dict[type, object] = {Moves: made_elsewhere}

    def copy(now: RepeatPickup) -> Moved | None:
        return copied(now, whose, surroundings_of(shop, whose, day))

    person = Person(shop, answers)
    steps = await person.goes_through(moving(shop, pickup, copy, day, whose))
    again = [LooksAgain, Looked]
    assert steps == [*again, Moves, *again, *again, Moves, Send]
    first, second = (each for each in person.steps if isinstance(each, Moves))
    assert first.moved.troubles == ()
    clash = {TroubleKind.SAME_SCHEDULE} if after == 1 else set()
    assert {each.kind for each in second.moved.troubles} == clash


async def test_what_somebody_else_has_moved_there_already_is_not_moved(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup, day = await made(shop, customer_id), today(shop)
    there = day + WEEK + DAY
    around = surroundings_of(shop, customer_id, day)
    answers: dict[type, object] = {
        Moves: elsewhere(host, pickup, next_pickup=int(day_stamp(there)))
    }
    moving_there = moving(shop, pickup, lambda now: moved_once(now, there, around), day)
    steps = await Person(shop, answers).goes_through(moving_there)
    assert steps == [Moves, LooksAgain, Looked, ChangedMeanwhile, NothingChanged]
    assert "updateRepeatPickup" not in host.requests


async def test_the_rest_of_a_move_counts_the_pickup_that_was_made_apart(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup, day = await made(shop, customer_id), today(shop)
    counted = replace(pickup, duration=8, orders_created=6)
    around = surroundings_of(shop, customer_id, day)
    whole = moved_once(counted, day + WEEK + DAY, around)
    rest = rest_of_move(counted, around)
    assert whole is not None
    assert rest is not None
    assert rest.requests == whole.requests[1:]
    assert (rest.pickup_after.duration, rest.pickup_after.next_day) == (7, day + 2 * WEEK)


@pytest.mark.parametrize("told", [{"Success": "True"}, {"Success": "True", "who": [{"knows": 1}]}])
@pytest.mark.parametrize("what", [moving, deleting, saving])
async def test_where_it_was_told_in_a_way_that_nobody_knows_nothing_is_sent(
    host: Host, shop: Shop, customer_id: str, told: dict[str, object], what: object
) -> None:
    pickup, day = await made(shop, customer_id), today(shop)
    other = next(each.customer.id for each in shop.search("") if each.customer.id != customer_id)
    window = {"pickupStart": "10am", "pickupEnd": "1pm", "frequency": "1"}
    await shop.write("repeatPickup", {"customerID": other, "pickupDate": day + WEEK, **window})
    # An empty answer is held against what is told of another one.
    await shop.ask.refresh_repeat_pickups(other)
    host.requests.clear()
    host.now += 3600
    host.disguise = lambda operation, reply: told if operation == "getPickups" else reply

    async def tried() -> None:
        if what is saving:
            await save(shop, customer_id, {PickupField.TIP: "3"}, pickup, {Changes: True})
        elif what is deleting:
            await Person(shop, {Delete: True}).goes_through(deleting(shop, pickup))
        else:
            around = surroundings_of(shop, customer_id, day)
            skipping = moving(shop, pickup, lambda now: skipped(now, around), day)
            await Person(shop, {Moves: True}).goes_through(skipping)

    with pytest.raises((NotUnderstoodError, RefusedError)):
        await tried()
    assert not {"updateRepeatPickup", "deletePickup"} & set(host.requests)


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        ({"duration": "2", "ordersCreatedSoFar": "2"}, [NoneLeft()]),
        (
            {"frequency": "often", "pickupEnd": "99pm"},
            [UnknownToSkip(("how often it comes", "until when"))],
        ),
    ],
)
async def test_what_can_not_be_moved_says_why(
    shop: Shop,
    customer_id: str,
    monkeypatch: pytest.MonkeyPatch,
    told: dict[str, object],
    steps: list[object],
) -> None:
    as_it_is = replies.repeat_pickup
    monkeypatch.setattr(replies, "repeat_pickup", lambda row: {**as_it_is(row), **told})
    pickup = await made(shop, customer_id)
    assert (await skip(shop, pickup, {Moves: True}))[0].steps == steps
