"""What is asked before a repeat pickup is saved, skipped or ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cleancloud_tui.api.errors import BadParametersError, RefusedError
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.pickups.changing import (
    Delete,
    Move,
    NoneLeft,
    OthersGo,
    Skip,
    UnclearPickup,
    UnknownToSkip,
    deleting,
    saving,
    skipping,
)
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form_values import NEW_VALUES, PickupForm, values_of
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.steps import NothingChanged, Send
from tests.host import Host
from tests.shop.person import Person

WEEKLY = {PickupField.DAY: "+7", PickupField.START: "10am", PickupField.END: "1pm"}
WEEK = timedelta(weeks=1)


@pytest.fixture
async def shop(host: Host) -> Shop:
    shop = host.open(doubt=Doubt(0.0, 0.0))
    await shop.fill(lambda _: None)
    return shop


@pytest.fixture
async def customer_id(shop: Shop) -> str:
    """Somebody who has no repeat pickup yet."""
    for found in shop.search(""):
        if not await shop.ask.refresh_repeat_pickups(found.customer.id):
            return found.customer.id
    raise AssertionError("every customer has a repeat pickup")


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
    person = Person(shop, answers)
    return person, await person.goes_through(skipping(pickup, today(shop)))


async def test_a_new_one_is_made_at_once(shop: Shop, customer_id: str) -> None:
    _, steps = await save(shop, customer_id, WEEKLY)
    assert steps == [Send]
    (pickup,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert pickup.next_day == today(shop) + WEEK
    assert (pickup.pickup_start, pickup.pickup_end) == ("10am", "1pm")


@pytest.mark.parametrize("may_go", [True, False])
async def test_that_all_others_go_is_asked_before_anything_else(
    host: Host, shop: Shop, customer_id: str, may_go: bool
) -> None:
    await made(shop, customer_id, "+8")
    await made(shop, customer_id, "+9")
    typed = {**WEEKLY, PickupField.OTHERS: "1"}
    person, steps = await save(shop, customer_id, typed, answers={OthersGo: may_go})
    assert steps == [OthersGo, Send] if may_go else [OthersGo]
    assert person.steps[0] == OthersGo(2)
    assert len(await shop.ask.refresh_repeat_pickups(customer_id)) == (1 if may_go else 2)
    assert host.requests.count("repeatPickup") == (3 if may_go else 2)


async def test_how_many_others_there_are_may_be_unknown(host: Host) -> None:
    shop = host.open(doubt=Doubt(0.0, 0.0))
    person, steps = await save(shop, "1", {**WEEKLY, PickupField.OTHERS: "1"})
    assert steps == [OthersGo]
    assert person.steps == [OthersGo(None)]


async def test_what_can_not_be_read_is_said_and_not_sent(
    host: Host, shop: Shop, customer_id: str
) -> None:
    requests = list(host.requests)
    typed = {**WEEKLY, PickupField.DAY: "some day"}
    assert (await save(shop, customer_id, typed))[1] == [UnclearPickup]
    with pytest.raises(BadParametersError):
        await save(shop, customer_id, {**WEEKLY, PickupField.DELIVERY_START: "10am"})
    assert host.requests == requests


async def test_another_spelling_is_no_change(shop: Shop, customer_id: str) -> None:
    pickup = await made(shop, customer_id)
    spelt = {PickupField.START: "10:00 AM", PickupField.END: "13:00", PickupField.ORDERS: ""}
    assert (await save(shop, customer_id, spelt, pickup))[1] == [NothingChanged]
    _, steps = await save(shop, customer_id, {PickupField.ORDERS: "3"}, pickup)
    assert steps == [Send]
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert (now.id, now.duration) == (pickup.id, 3)


@pytest.mark.parametrize("may", [True, False])
async def test_skipping_names_both_days_and_moves_the_first(
    host: Host, shop: Shop, customer_id: str, may: bool
) -> None:
    pickup = await made(shop, customer_id)
    person, steps = await skip(shop, pickup, {Skip: may})
    day = today(shop) + WEEK
    assert steps == [Skip, Move] if may else [Skip]
    assert person.steps[0] == Skip(day, day + WEEK)
    (now,) = await shop.ask.refresh_repeat_pickups(customer_id)
    assert now == (replace(pickup, next_day=day + WEEK) if may else pickup)
    assert host.requests.count("updateRepeatPickup") == may


async def test_a_day_that_has_gone_is_never_sent_again(shop: Shop, customer_id: str) -> None:
    pickup = replace(await made(shop, customer_id), next_day=today(shop) - timedelta(days=1))
    person, _ = await skip(shop, pickup, {})
    assert person.steps == [Skip(today(shop) + timedelta(days=6), today(shop) + timedelta(days=13))]


async def test_nothing_is_skipped_of_what_is_over_or_unknown(
    host: Host, shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    over = replace(pickup, duration=2, orders_created=2)
    assert (await skip(shop, over, {Skip: True}))[1] == [NoneLeft]
    vague = replace(pickup, frequency=None, pickup_end="99pm")
    person, steps = await skip(shop, vague, {Skip: True})
    assert steps == [UnknownToSkip]
    assert person.steps == [UnknownToSkip(("how often it comes", "until when"))]
    assert "updateRepeatPickup" not in host.requests


@pytest.mark.parametrize("may", [True, False])
async def test_one_is_ended_after_a_yes(shop: Shop, customer_id: str, may: bool) -> None:
    pickup = await made(shop, customer_id)
    person = Person(shop, {Delete: may})
    steps = await person.goes_through(deleting(customer_id, pickup))
    assert steps == [Delete, Send] if may else [Delete]
    assert person.steps[0] == Delete(pickup)
    assert len(await shop.ask.refresh_repeat_pickups(customer_id)) == (0 if may else 1)


async def test_one_that_is_no_more_is_refused_and_nothing_else_is_changed(
    shop: Shop, customer_id: str
) -> None:
    pickup = await made(shop, customer_id)
    stays = await made(shop, customer_id, "+9")
    await Person(shop, {Delete: True}).goes_through(deleting(customer_id, pickup))
    with pytest.raises(RefusedError):
        await skip(shop, pickup, {Skip: True})
    assert await shop.ask.refresh_repeat_pickups(customer_id) == (stays,)
