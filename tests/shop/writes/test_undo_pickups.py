"""Schedules taken back: moved back, ended, made again, while what was done still stands."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.request import Request
from cleancloud_tui.practice import replies
from cleancloud_tui.shop.pickups.moving.half_moves import HalfMove, half_moves_of, note_begun
from cleancloud_tui.shop.pickups.moving.taking_back import move_to_take_back, take_back
from cleancloud_tui.shop.writes.inverses import can_be_remade
from cleancloud_tui.shop.writes.undo import ChangedSinceError, Undo
from cleancloud_tui.values.days import day_text
from tests.host import Host
from tests.shop.desk import Desk, in_days, open_desk


@pytest.fixture
async def desk(host: Host) -> Desk:
    return await open_desk(host)


def a_schedule(desk: Desk, **more: object) -> dict[str, object]:
    return {
        "customerID": desk.customer_id,
        "pickupDate": in_days(7),
        "pickupStart": "9am",
        "pickupEnd": "11am",
        "frequency": "2",
        "duration": "20",
        "ordersCreatedSoFar": "6",
        "tipPercent": "10",
        **more,
    }


async def schedules(desk: Desk) -> dict[str, RepeatPickup]:
    return {each.id: each for each in await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)}


async def made(desk: Desk) -> str:
    reply = await desk.elsewhere("repeatPickup", a_schedule(desk))
    await schedules(desk)
    return str(reply["pickupID"])


async def one_made(desk: Desk, day: str) -> str:
    """Make a pickup that comes once."""
    once = {**a_schedule(desk, pickupDate=day, duration="1"), "ordersCreatedSoFar": "0"}
    return str((await desk.shop.write("repeatPickup", once))["pickupID"])


async def moved_once(desk: Desk, pickup_id: str) -> str:
    """Move the next pickup of a schedule by two days; return the id of the one made for it."""
    await note_begun(desk.shop, HalfMove(pickup_id, in_days(7), in_days(9)), desk.customer_id)
    once_id = await one_made(desk, in_days(9))
    await desk.shop.write("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(21)))
    return once_id


async def undoable(desk: Desk) -> Undo | None:
    return await desk.shop.undoable([f"customer:{desk.customer_id}"])


async def undone(desk: Desk) -> Undo:
    undo = await undoable(desk)
    assert undo is not None
    await desk.shop.undo(undo)
    return undo


def change(desk: Desk, pickup_id: str, **values: object) -> Mapping[str, object]:
    kept = a_schedule(desk)
    del kept["ordersCreatedSoFar"]
    return {**kept, "pickupID": pickup_id, **values}


async def test_a_moved_pickup_moves_back_and_all_that_is_required_is_sent(desk: Desk) -> None:
    pickup_id = await made(desk)
    before = await schedules(desk)
    await desk.shop.write("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(21)))
    undo = await undone(desk)
    assert [(each.name, each.now, each.back) for each in undo.changes] == [
        ("pickupDate", day_text(in_days(21)), day_text(in_days(7)))
    ]
    assert {"pickupStart", "pickupEnd"} <= undo.request.parameters.keys()
    assert await schedules(desk) == before


async def test_a_schedule_that_somebody_else_moved_since_stays_theirs(desk: Desk) -> None:
    pickup_id = await made(desk)
    await desk.shop.write("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(21)))
    undo = await undoable(desk)
    assert undo is not None
    await desk.elsewhere("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(14)))
    with pytest.raises(ChangedSinceError):
        await desk.shop.undo(undo)
    assert (await schedules(desk))[pickup_id].next_day == in_days(14)


async def test_what_is_not_taken_alone_goes_back_with_what_it_needs(desk: Desk) -> None:
    delivered = {"deliveryDays": "2", "deliveryStart": "5pm", "deliveryEnd": "7pm"}
    confirmed = {"schedulerType": "1", "schedulerConfirmDays": "2"}
    reply = await desk.elsewhere("repeatPickup", a_schedule(desk, **delivered, **confirmed))
    before = await schedules(desk)
    required = ("customerID", "pickupDate", "pickupStart", "pickupEnd")
    kept = {name: a_schedule(desk)[name] for name in required} | {"pickupID": reply["pickupID"]}
    for changed in (
        {"deliveryStart": "4pm", "deliveryEnd": "7pm"},
        {"schedulerType": "0"},
    ):
        await desk.shop.write("updateRepeatPickup", kept | changed)
        assert len((await undone(desk)).changes) == 1
        assert await schedules(desk) == before


async def test_nothing_is_taken_back_that_was_changed_since_or_would_lie_in_the_past(
    desk: Desk, host: Host
) -> None:
    pickup_id = await made(desk)
    await desk.shop.write("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(21)))
    assert await undoable(desk)
    await desk.elsewhere("updateRepeatPickup", change(desk, pickup_id, pickupDate=in_days(35)))
    await schedules(desk)
    assert await undoable(desk) is None


async def test_a_schedule_that_was_made_is_ended_unless_others_went_for_it(desk: Desk) -> None:
    await desk.shop.write("repeatPickup", a_schedule(desk))
    undo = await undone(desk)
    assert undo.request.name == "deletePickup"
    assert not await schedules(desk)
    await desk.shop.write("repeatPickup", a_schedule(desk, frequency="1", deleteOld="1"))
    assert await undoable(desk) is None


async def test_an_ended_schedule_is_made_again_with_all_that_was_known(desk: Desk) -> None:
    pickup_id = await made(desk)
    before = (await schedules(desk))[pickup_id]
    ids = {"pickupID": pickup_id, "customerID": desk.customer_id}
    await desk.shop.write("deletePickup", ids)
    assert not await schedules(desk)
    undo = await undone(desk)
    assert undo.request.name == "repeatPickup"
    (again,) = (await schedules(desk)).values()
    assert (again.next_day, again.orders_created) == (before.next_day, before.orders_created)
    assert (again.duration, again.tip_percent) == (before.duration, before.tip_percent)
    assert (again.pickup_start, again.pickup_end) == ("9am", "11am")


@pytest.mark.parametrize(
    ("odd", "is_known"),
    [({"tip": 3.5, "tipPercent": 0}, True), ({"tip": -3}, False), ({"frequency": "often"}, False)],
)
async def test_it_is_made_again_as_it_was_told_and_is_promised_only_where_it_can_be(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object], is_known: bool
) -> None:
    as_it_is = replies.repeat_pickup
    told = {"pickupStart": "9 AM", "pickupEnd": "11 AM", "frequency": "Every 2 weeks", **odd}
    monkeypatch.setattr(replies, "repeat_pickup", lambda row: {**as_it_is(row), **told})
    ids = {"pickupID": await made(desk), "customerID": desk.customer_id}
    today = desk.shop.now().date()
    assert can_be_remade(Request.of("deletePickup", ids), desk.shop.mirror, today) is is_known
    await desk.shop.write("deletePickup", ids)
    assert not await schedules(desk)
    undo = await undoable(desk)
    assert (undo is not None) is is_known
    if undo:
        assert undo.request.parameters["tip"] == "3.50"
        assert undo.request.parameters["frequency"] == "2"
        assert "tipPercent" not in undo.request.parameters


async def test_a_move_that_is_taken_back_by_half_is_told_of_after_a_death(desk: Desk) -> None:
    pickup_id = await made(desk)
    await moved_once(desk, pickup_id)
    move = await move_to_take_back(desk.shop, desk.customer_id)
    assert move is not None

    async def attempt(undo: Undo) -> bool:
        if undo is move.ends:
            raise SystemExit  # the program ends between the two
        await desk.shop.undo(undo)
        return True

    with pytest.raises(SystemExit):
        await take_back(desk.shop, desk.customer_id, move, attempt)
    await schedules(desk)
    assert await half_moves_of(desk.shop, desk.customer_id) == [
        HalfMove(pickup_id, in_days(7), in_days(9))
    ]
    await desk.shop.undo(move.ends)
    await schedules(desk)
    assert await half_moves_of(desk.shop, desk.customer_id) == []


@pytest.mark.parametrize("is_itself", [True, False])
async def test_one_pickup_that_was_made_before_something_else_was_skipped_is_no_half_of_a_move(
    desk: Desk, is_itself: bool
) -> None:
    pickup_id = await made(desk)
    once_id = await one_made(desk, in_days(9))
    await schedules(desk)
    skipped = change(desk, once_id if is_itself else pickup_id, pickupDate=in_days(21))
    await desk.shop.write("updateRepeatPickup", skipped)
    assert await move_to_take_back(desk.shop, desk.customer_id) is None
    undo = await undone(desk)
    assert undo.request.name == "updateRepeatPickup"
    assert set(await schedules(desk)) == {pickup_id, once_id}


async def test_of_a_move_whose_one_pickup_somebody_else_ended_nothing_is_taken_back(
    desk: Desk,
) -> None:
    pickup_id = await made(desk)
    once_id = await moved_once(desk, pickup_id)
    move = await move_to_take_back(desk.shop, desk.customer_id)
    assert move is not None
    ends = {"pickupID": once_id, "customerID": desk.customer_id}
    await desk.elsewhere("deletePickup", ends)
    sent: list[Undo] = []

    async def attempt(undo: Undo) -> bool:
        sent.append(undo)
        return True

    with pytest.raises(ChangedSinceError):
        await take_back(desk.shop, desk.customer_id, move, attempt)
    assert sent == []
