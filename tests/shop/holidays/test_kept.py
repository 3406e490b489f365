"""A holiday is sent once, whatever happens between the choice and the last answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.holidays.choices import Choice
from cleancloud_tui.shop.holidays.completing import ask_for, not_asked
from cleancloud_tui.shop.holidays.holiday import Holiday
from cleancloud_tui.shop.holidays.kept import KeptHoliday
from cleancloud_tui.shop.holidays.keys import Key
from cleancloud_tui.shop.holidays.report import days_of_entry
from cleancloud_tui.shop.holidays.sending import (
    Changed,
    ChangedElsewhere,
    Leave,
    MayChange,
    Picked,
    ReadsAgain,
    sending,
)
from cleancloud_tui.shop.holidays.span import Span
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.outbox import Decision
from cleancloud_tui.shop.writes.steps import NotRead, walk
from cleancloud_tui.values.days import day_text
from cleancloud_tui.wording.journal import lines_of
from cleancloud_tui.wording.schedules.holidays import changed_elsewhere_in_words, state_in_words
from cleancloud_tui.wording.values import Wording
from tests.elsewhere import elsewhere
from tests.host import Host

TODAY = date(2026, 5, 28)
DAY = TODAY + timedelta(days=9)
UPDATE = "updateRepeatPickup"


async def opened(host: Host, *, count: int = 3) -> tuple[Shop, list[str]]:
    """A shop in which so many customers have a weekly pickup that comes on the day."""
    shop = await host.open_filled()
    customers = [found.customer.id for found in shop.search("", limit=count)]
    for customer_id in customers:
        await shop.write("repeatPickup", schedule_of(customer_id))
    return shop, customers


def schedule_of(customer_id: str, day: date = DAY) -> dict[str, object]:
    return {
        "customerID": customer_id,
        "pickupDate": day,
        "pickupStart": "10am",
        "pickupEnd": "1pm",
        "frequency": "2",
        "tipPercent": "10",
        "schedulerType": "1",
        "schedulerConfirmDays": "2",
    }


def chosen(shop: Shop, choice: Choice = Choice.SKIP) -> tuple[Holiday, KeptHoliday]:
    holiday = Holiday(shop, TODAY)
    holiday.begin(Span(DAY, DAY))
    holiday.choose_for_all(choice)
    return holiday, KeptHoliday(shop, holiday)


async def next_days(shop: Shop, customers: list[str]) -> list[date | None]:
    return [
        each.next_day
        for customer_id in customers
        for each in await shop.ask.refresh_repeat_pickups(customer_id)
    ]


async def test_each_is_read_right_before_and_sent_once_with_all_that_is_required(
    host: Host,
) -> None:
    shop, customers = await opened(host)
    holiday, kept = chosen(shop)
    host.requests.clear()
    await kept.send(holiday.picked())
    assert host.requests == []
    assert {each and each.state for each in kept.entries.values()} == {EntryState.WAITING}
    assert not kept.is_over
    await shop.outbox.round()
    assert host.requests == ["getPickups", UPDATE] * 3, "and nothing is read after it"
    await kept.look()
    assert kept.is_over
    for entry in kept.entries.values():
        assert entry is not None
        assert days_of_entry(entry) == (DAY, DAY + timedelta(weeks=2))
        ids = {"pickupID", "customerID"}
        assert entry.parameters.keys() == {*ids, "pickupDate", "pickupStart", "pickupEnd"}
    holiday.look()
    assert holiday.cases == {}  # the mirror has it
    assert await next_days(shop, customers) == [DAY + timedelta(weeks=2)] * 3
    (pickup,) = await shop.ask.refresh_repeat_pickups(customers[0])
    assert (pickup.frequency, pickup.confirm_days, pickup.tip_percent) == (2, 2, 10)


@pytest.mark.parametrize("sent", [0, 1, 3])
async def test_who_opens_it_after_a_death_finds_what_was_chosen_and_it_goes_on_by_itself(
    host: Host, sent: int
) -> None:
    shop, _ = await opened(host)
    holiday, kept = chosen(shop)
    await kept.keep()
    await kept.send(holiday.picked())
    for _ in range(sent):  # as the outbox does, and then the computer goes off
        entry = (await shop.journal.entries.unsettled())[0]
        await shop.outbox.clear_way(entry.subject)
    await shop.aclose()
    again = host.open()
    taken_up = KeptHoliday(again, Holiday(again, TODAY))
    assert await taken_up.take_up()
    assert taken_up.is_sent
    states = [each.state for each in taken_up.entries.values() if each]
    assert states.count(EntryState.CONFIRMED) == sent
    await again.outbox.round()
    await taken_up.look()
    assert taken_up.is_over
    assert host.requests.count(UPDATE) == 3
    await taken_up.put_away()
    assert not await KeptHoliday(again, Holiday(again, TODAY)).take_up()


async def test_the_report_of_the_last_one_is_kept_until_another_was_sent(host: Host) -> None:
    shop, _ = await opened(host)
    holiday, kept = chosen(shop)
    await kept.send(holiday.picked())
    await kept.begin(None)  # though nothing of it was sent yet
    assert kept.last
    assert (kept.is_sent, kept.last.span) == (False, Span(DAY, DAY))
    await shop.outbox.round()
    await kept.find_last()
    kept.show_last()
    assert kept.is_over
    await kept.put_away()
    await shop.aclose()
    for again in (host.open(), host.open(read_only=True)):
        anew = KeptHoliday(again, Holiday(again, TODAY))
        assert not await anew.take_up()
        await anew.find_last()
        assert anew.last
        assert {state_in_words(each) for each in anew.last.entries.values()} == {"done"}
        host.now += 60
    again = host.open()
    later = DAY + timedelta(weeks=2)
    second = Holiday(again, TODAY)
    second.begin(Span(later, later))
    second.choose_for_all(Choice.LATER)
    other = KeptHoliday(again, second)
    await other.send(second.picked())
    await again.outbox.round()
    await other.look()
    await other.put_away()
    await other.find_last()
    assert other.last
    assert other.last.span == Span(later, later)
    assert len(await again.drafts.all("holiday")) == 1


async def test_a_death_between_the_choice_and_the_writing_down_sends_nothing(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, _ = await opened(host)
    holiday, kept = chosen(shop, Choice.LATER)

    class DeathError(Exception):
        """The computer goes off."""

    async def dies(_: object) -> None:
        raise DeathError

    monkeypatch.setattr(shop, "leave", dies)
    with pytest.raises(DeathError):
        await kept.send(holiday.picked())
    await shop.aclose()
    again = host.open()
    anew = Holiday(again, TODAY)
    taken_up = KeptHoliday(again, anew)
    assert await taken_up.take_up()
    assert not taken_up.is_sent
    assert anew.span == Span(DAY, DAY)
    assert [*anew.choices.values()] == [Choice.LATER] * 3
    await again.outbox.round()
    assert UPDATE not in host.requests
    await taken_up.send(anew.picked())
    await again.outbox.round()
    assert host.requests.count(UPDATE) == 3


async def test_what_waited_offline_is_read_again_and_not_sent_over_another_change(
    host: Host,
) -> None:
    shop, customers = await opened(host)
    holiday, kept = chosen(shop)
    host.is_offline = True
    await kept.send(holiday.picked())
    with pytest.raises(CleanCloudError):
        await shop.outbox.round()
    await kept.look()
    assert not kept.is_over
    host.now += 3600
    host.is_offline = False
    key = next(key for key in kept.entries if key[0] == customers[1])
    changed = schedule_of(customers[1], DAY + timedelta(days=1)) | {"pickupID": key[1]}
    await elsewhere(host, UPDATE, **changed)
    host.requests.clear()
    await shop.outbox.round()
    assert host.requests.count(UPDATE) == 2
    await kept.look()
    entry = kept.entries[key]
    assert entry is not None
    assert entry.needs_person
    assert "it was Sat 6 Jun 2026 when this was typed" in entry.error
    assert state_in_words(entry) == "to resolve"
    await shop.outbox.decide(entry.id, Decision.DID_NOT)
    await kept.look()
    dropped = kept.entries[key]
    assert dropped is not None
    assert (state_in_words(dropped), days_of_entry(dropped)) == (
        "not sent",
        (DAY, DAY + timedelta(weeks=2)),
    )
    assert dropped.error == "A person dropped it: it was not sent."


async def test_what_somebody_ended_or_gave_another_rhythm_while_others_were_sent_is_left_as_it_is(
    host: Host,
) -> None:
    shop, customers = await opened(host, count=4)
    holiday, kept = chosen(shop)
    await kept.send(holiday.picked())
    ended, slower, delivered = (
        next(key for key in kept.entries if key[0] == each) for each in customers[:3]
    )
    await elsewhere(host, "deletePickup", pickupID=ended[1], customerID=ended[0])
    for key, change in ((slower, {"frequency": "4"}), (delivered, {"deliveryDays": "3"})):
        whole = schedule_of(key[0]) | {"pickupID": key[1]} | change
        await elsewhere(host, UPDATE, **whole)
    host.requests.clear()
    await shop.outbox.round()
    assert host.requests.count(UPDATE) == 1
    await kept.look()
    told = {key: entry for key, entry in kept.entries.items() if entry and entry.needs_person}
    assert told.keys() == {ended, slower, delivered}
    assert {state_in_words(entry) for entry in told.values()} == {"to resolve"}
    assert "is not there any more" in told[ended].error
    assert told[slower].error == (
        "How often is Every 4 weeks now; it was Every 2 weeks when this was typed."
    )
    assert "Delivery after is 3 days now" in told[delivered].error


async def test_who_sends_a_day_anyway_leaves_the_window_that_somebody_else_set(host: Host) -> None:
    shop, customers = await opened(host, count=3)
    holiday, kept = chosen(shop)
    await kept.send(holiday.picked())
    moved, ended, other_day = (
        next(key for key in kept.entries if key[0] == each) for each in customers
    )
    theirs = DAY + timedelta(days=1)
    window = {"pickupStart": "3pm", "pickupEnd": "5pm"}
    for key, change in ((moved, window), (other_day, window | {"pickupDate": theirs})):
        whole = schedule_of(key[0]) | {"pickupID": key[1]} | change
        await elsewhere(host, UPDATE, **whole)
    await elsewhere(host, "deletePickup", pickupID=ended[1], customerID=ended[0])
    await shop.outbox.round()
    await kept.look()
    for key in (moved, other_day):
        entry = kept.entries[key]
        assert entry
        assert entry.needs_person
        assert "pickup from 10am   (not changed by it)" in lines_of(entry)
        await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
        (pickup,) = await shop.ask.refresh_repeat_pickups(key[0])
        assert (pickup.pickup_start, pickup.pickup_end) == ("3pm", "5pm")
        assert pickup.next_day == DAY + timedelta(weeks=2)
    await kept.look()
    sent = kept.entries[other_day]
    assert sent
    assert sent.is_done
    assert days_of_entry(sent) == (theirs, DAY + timedelta(weeks=2))
    undo = shop.undo_of(sent)
    assert undo
    assert [(each.name, each.back) for each in undo.changes] == [("pickupDate", day_text(theirs))]
    gone = kept.entries[ended]
    assert gone
    host.requests.clear()
    with pytest.raises(CleanCloudError, match="is not there any more"):
        await shop.outbox.decide(gone.id, Decision.SEND_AGAIN)
    assert UPDATE not in host.requests
    await kept.look()
    assert state_in_words(kept.entries[ended]) == "to resolve"


async def walked(shop: Shop, picked: list[Picked]) -> list[object]:
    """Go through the steps of sending, saying yes."""
    steps: list[object] = []

    async def answer(step: object) -> bool:
        steps.append(step)
        return True

    await walk(sending(shop, picked, TODAY), answer)
    return steps


async def test_stale_schedules_are_read_again_and_those_changed_elsewhere_left_out(
    host: Host,
) -> None:
    shop, _ = await opened(host)
    holiday, _ = chosen(shop)
    picked = holiday.picked()
    host.requests.clear()
    may, leave = await walked(shop, picked)
    assert isinstance(may, MayChange)
    assert leave == Leave(picked)
    assert host.requests == []  # they were read just now
    host.now += 60
    gone = picked[0].pickup
    await elsewhere(host, "deletePickup", pickupID=gone.id, customerID=gone.customer_id)
    host.now += 60
    host.requests.clear()
    steps = await walked(shop, picked)
    assert host.requests == ["getPickups"] * (3 + 2), "an empty answer is doubted first"
    assert [each for each in steps if isinstance(each, ReadsAgain)] == [
        ReadsAgain(done, 3) for done in range(3)
    ]
    (changed,) = (each for each in steps if isinstance(each, ChangedElsewhere))
    assert changed.changed == [Changed(gone, None)]
    assert isinstance(steps[-1], Leave)
    assert len(steps[-1].picked) == 2
    host.now += 60
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getPickups")
    assert isinstance((await walked(shop, picked))[-1], NotRead)


@pytest.mark.parametrize("is_same_computer", [True, False])
async def test_who_chooses_later_is_told_what_was_chosen_first_and_sends_nothing_over_it(
    host: Host, tmp_path: Path, is_same_computer: bool
) -> None:
    shop, customers = await opened(host)
    other = host.open() if is_same_computer else replace(host, directory=tmp_path).open()
    if not is_same_computer:
        await other.fill(lambda _: None)
        await next_days(other, customers)
    mine, _ = chosen(other, Choice.LATER)
    first, _ = chosen(shop, Choice.SKIP)
    await KeptHoliday(shop, first).send(first.picked())
    if not is_same_computer:
        await shop.outbox.round()
        host.now += 3
    steps = await walked(other, mine.picked())
    (told,) = (each for each in steps if isinstance(each, ChangedElsewhere))
    assert {each.next_day for each in told.changed} == {DAY + timedelta(weeks=2)}
    assert len(told.changed) == 3
    assert not any(isinstance(each, Leave) for each in steps)
    wording = Wording(lambda: datetime.combine(TODAY, time(12), UTC), UTC)
    said = changed_elsewhere_in_words(told.changed[:1], lambda _: "Ada Lane", wording)
    assert said == (
        "1 schedule was changed elsewhere meanwhile: Ada Lane (next Sat 20 Jun). Nothing is sent "
        "of that; look at it again."
    )


async def test_a_choice_for_all_drops_no_pickup_before_the_holiday(host: Host) -> None:
    shop, customers = await opened(host, count=2)
    sooner = schedule_of(customers[0], DAY - timedelta(days=7)) | {"frequency": "1"}
    await shop.write("repeatPickup", sooner)
    holiday = Holiday(shop, TODAY)
    holiday.begin(Span(DAY, DAY))
    done = holiday.choose_for_all(Choice.SKIP)
    assert (done.done, done.sooner, done.cant) == (2, 1, 0)
    early: list[Key] = [key for key, case in holiday.cases.items() if case.sooner]
    holiday.choose(early[0], Choice.SKIP)
    assert len(holiday.picked()) == 3
    holiday.choose(early[0], Choice.LEAVE)
    assert holiday.choose_for_all(Choice.SKIP, dropping=True).done == 3
    assert holiday.choose_for_all(Choice.LEAVE).done == 3
    assert holiday.kept() == {}


async def test_customers_who_were_not_asked_about_today_can_be(host: Host) -> None:
    shop, _ = await opened(host)
    wanting = await not_asked(shop)
    everybody = shop.known_customers()
    assert len(wanting.all) == everybody - 3
    assert set(wanting.likely) <= set(wanting.all)
    asked: list[int] = []
    await ask_for(shop, wanting.all[:4], asked.append)
    assert asked == [0, 1, 2, 3]
    assert len((await not_asked(shop)).all) == everybody - 7
