from __future__ import annotations

import asyncio
import itertools
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.api.errors import MonthUsedUpError, RefusedError
from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop import database
from cleancloud_tui.shop.budget.plan import AskingPlan
from cleancloud_tui.shop.lazy import Lazy
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.records import Change, FillProgress
from cleancloud_tui.shop.sync.jobs import FORGOTTEN_AT, Job
from cleancloud_tui.shop.sync.lease import LEASE_SECONDS
from cleancloud_tui.stores.store import StoredFile
from tests.host import NOW
from tests.shop.sync.computer import A_DAY, A_WEEK, PERIOD, Computer, Process


def open_order(computer: Computer, status: int = 0) -> str:
    (row,) = computer.sql(
        "SELECT id FROM orders WHERE status = ? AND deleted = 0 ORDER BY id DESC LIMIT 1", status
    )
    return str(row["id"])


def notes_of(process: Process, order_id: str) -> str:
    known = process.shop.order(order_id)
    assert known is not None
    return known.value.notes


async def told(process: Process, is_so: Callable[[FillProgress], bool]) -> None:
    """Wait until something is told of the fill."""
    news = asyncio.Event()
    unsubscribe = process.shop.subscribe(lambda _: news.set())
    while process.shop.filling is None or not is_so(process.shop.filling):
        news.clear()
        await news.wait()
    unsubscribe()


def names_found(process: Process) -> set[str]:
    return {found.customer.name for found in process.shop.search("", 1_000)}


# One asks, all see


async def test_the_first_process_fills_and_the_second_asks_for_nothing(computer: Computer) -> None:
    first, second = computer.open(), computer.open()
    await first.settle()
    assert first.shop.sync.is_holder
    assert first.shop.known_customers() > 30
    requests = len(computer.host.requests)
    for _ in range(20):
        computer.host.now += 10 * PERIOD
        assert await first.round()
        assert await second.round() == []
        assert not second.shop.sync.is_holder
    assert len(computer.host.requests) > requests
    assert names_found(second) == names_found(first)


async def test_what_changed_is_seen_after_a_period_and_not_asked_for_before(
    computer: Computer,
) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="ring twice")
    assert await process.round() == []
    computer.host.now += PERIOD
    assert await process.round() == ["getOrders"]
    assert notes_of(process, order_id) == "ring twice"
    assert process.asked_as("changes")
    computer.host.now += PERIOD / 2
    assert await process.round() == []


async def test_what_one_process_read_the_others_see_without_a_request(computer: Computer) -> None:
    holder = await computer.open_filled()
    other = computer.open()
    await holder.shop.sync.look()
    await other.shop.sync.look()
    order_id = open_order(computer)
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="ring twice")
    computer.host.now += PERIOD
    await holder.settle()
    await holder.shop.sync.look()
    assert Change("elsewhere") not in holder.told, "its own writing is no news"
    await other.shop.sync.look()
    assert other.told == [Change("elsewhere")]
    assert notes_of(other, order_id) == "ring twice"
    await other.shop.sync.look()
    assert other.told == [Change("elsewhere")], "told once"
    assert other.asked == []


async def test_a_mirror_made_anew_by_one_process_is_used_by_all(computer: Computer) -> None:
    holder = await computer.open_filled()
    other = computer.open()
    await other.shop.sync.look()
    holder.shop.mirror.file.make_anew()
    assert len(holder.shop.notices) == 1
    assert holder.shop.known_customers() == 0
    assert other.shop.known_customers() > 30, "it still sees the old file"
    await other.shop.sync.look()
    assert other.told[-1] == Change("elsewhere")
    assert other.shop.known_customers() == 0
    assert other.shop.notices == [], "said once a host"
    await holder.settle()
    await other.shop.sync.look()
    assert other.shop.known_customers() == holder.shop.known_customers() > 30


async def test_a_lost_mirror_is_made_anew(computer: Computer) -> None:
    process = await computer.open_filled()
    customers = process.shop.known_customers()
    for path in (computer.host.directory / "shop").glob("mirror.db*"):
        path.unlink()
    await process.shop.sync.look()
    assert process.shop.notices == ["mirror.db was lost and is made anew."]
    await process.settle()
    assert process.shop.known_customers() == customers


async def test_the_next_holder_goes_on_where_the_last_one_stopped(computer: Computer) -> None:
    first = await computer.open_filled()
    second = computer.open()
    computer.host.now += PERIOD / 2
    assert await second.round() == []
    await first.shop.aclose()
    assert await second.round() == [], "nothing is due yet"
    assert second.shop.sync.is_holder
    computer.host.now += PERIOD / 2
    assert await second.round() == ["getOrders"]


async def test_a_holder_that_was_frozen_asks_for_nothing_more(computer: Computer) -> None:
    frozen = await computer.open_filled()
    other = computer.open()
    computer.host.now += LEASE_SECONDS + PERIOD
    # In the midst of its work another process takes over.
    reader = frozen.shop.sync.reader
    assert await other.round() == ["getOrders"]
    assert await frozen.round() == []
    assert not frozen.shop.sync.is_holder
    with pytest.raises(Exception, match="getOrders"):
        await reader.read("getOrders", {"orderID": "1"})
    assert frozen.asked == []


async def test_the_fill_goes_on_in_another_process(computer: Computer) -> None:
    first, second = computer.open(), computer.open()
    taken = asyncio.Event()

    async def take_over(operation: str) -> None:
        if operation == "getGarments" and not taken.is_set():
            taken.set()
            token, until = second.shop.parts.presence.token, computer.host.uptime() + LEASE_SECONDS
            await second.shop.mirror.facts.remember("lease", f"{token} {until}")

    computer.host.held = take_over
    await first.round()
    assert not first.shop.sync.is_holder
    assert first.shop.filling is not None
    assert not first.shop.filling.finished
    await second.settle()
    progress = second.shop.mirror.facts.fill_progress()
    assert progress is not None
    assert progress.finished
    both = [each for each in first.asked + second.asked if each[0] == "getGarments"]
    orders = {parameters["orderID"] for _, parameters, _ in both}
    assert len(both) - len(orders) < 10, "only what was out when it was taken over comes twice"
    assert await first.settle() == []


# The jobs


async def test_new_customers_are_found_soon(computer: Computer) -> None:
    process = await computer.open_filled()
    await computer.elsewhere(
        "addCustomer", customerName="Nell New", customerTel="1", customerEmail="n@example.com"
    )
    computer.host.now += 9 * PERIOD
    await process.settle()
    assert "Nell New" not in names_found(process)
    computer.host.now += PERIOD
    await process.settle()
    assert "Nell New" in names_found(process)
    assert len(process.asked_as("new customers")) == 1


async def test_the_customer_of_a_changed_order_is_asked_for_where_unknown(
    computer: Computer,
) -> None:
    process = await computer.open_filled()
    reply = await computer.elsewhere(
        "addCustomer", customerName="Nell New", customerTel="1", customerEmail="n@example.com"
    )
    customer_id = reply["CustomerID"]
    await computer.elsewhere(
        "addOrder",
        customerID=customer_id,
        finalTotal="5.00",
        products=[{"id": "0", "name": "Rug", "price": "5.00", "pieces": "1", "quantity": "1"}],
    )
    computer.host.now += PERIOD
    await process.settle()
    assert "Nell New" in names_found(process)
    assert process.asked_as("new customers") == [{"customerID": customer_id}]


async def test_customers_of_the_days_away_are_found(computer: Computer) -> None:
    process = await computer.open_filled()
    for day in range(0, 70, 7):
        await computer.elsewhere(
            "addCustomer",
            customerName=f"Day {day}",
            customerTel=str(day),
            customerEmail=f"{day}@example.com",
        )
        computer.host.now += 7 * A_DAY
    await process.settle()
    assert {f"Day {day}" for day in range(0, 70, 7)} <= names_found(process)


async def test_garments_are_read_again_when_their_order_changed(computer: Computer) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    assert process.shop.garments_of(order_id), "the fill read them"
    computer.sql("UPDATE garments SET notes = 'no belt' WHERE order_id = ?", order_id)
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="still the same pieces")
    computer.host.now += PERIOD
    assert "getGarments" not in await process.settle()
    await computer.elsewhere("updateOrder", orderID=order_id, status="1")
    computer.host.now += PERIOD
    assert "getGarments" in await process.settle()
    assert process.asked_as("garments") == [{"orderID": order_id}]
    assert {each.notes for each in process.shop.garments_of(order_id)} == {"no belt"}


async def test_a_status_changed_here_costs_no_reading_of_garments(computer: Computer) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    await process.shop.write("updateOrder", {"orderID": order_id, "status": "1"})
    computer.host.now += PERIOD
    await process.settle()
    assert process.asked_as("changes")
    assert process.asked_as("garments") == []


async def test_garments_come_a_few_at_a_time_and_never_over_the_budget(computer: Computer) -> None:
    process = await computer.open_filled()
    await process.shop.mirror.file.run(lambda c: c.execute("DELETE FROM garment_readings").rowcount)
    process.planned.background_left = 0
    computer.host.now += PERIOD
    assert "getGarments" not in await process.settle()
    process.planned.background_left = 2
    computer.host.now += PERIOD
    assert (await process.round()).count("getGarments") == 2
    process.planned.background_left = 1_000
    computer.host.now += PERIOD
    assert 2 < (await process.round()).count("getGarments") < 10


async def test_garments_that_are_refused_are_not_asked_for_again(computer: Computer) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    await computer.elsewhere("updateOrder", orderID=order_id, status="1")
    computer.host.now += PERIOD
    await process.shop.sync.changes.do(process.planned.now)
    computer.sql("UPDATE orders SET deleted = 1 WHERE id = ?", order_id)
    for _ in range(3):
        await process.settle()
    once, control, again = process.asked_as("garments")
    assert once == again == {"orderID": order_id}
    assert control != once, "those of another are told"


async def test_a_deleted_order_is_missed_by_the_comparison(computer: Computer) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    await computer.elsewhere("deleteOrder", orderID=order_id)
    computer.host.now += A_DAY / 2
    await process.settle()
    assert process.shop.order(order_id) is not None, "nothing told of it"
    computer.host.now += A_DAY / 2
    await process.settle()
    assert process.shop.order(order_id) is None
    assert Change("order", order_id) in process.told
    whole, gone, control, again = process.asked_as("comparison")
    assert (whole, gone, again) == ({"completed": "0"}, {"orderID": order_id}, gone)
    assert control != gone, "another one is told"


@pytest.mark.parametrize("most", [8, 5, 3])
async def test_open_orders_are_compared_however_few_come_at_once(
    computer: Computer, most: int
) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    computer.sql("UPDATE orders SET deleted = 1 WHERE id = ?", order_id)
    (there,) = computer.sql(
        "SELECT count(*) AS n FROM orders WHERE status <> 2 AND deleted = 0 AND created > 0"
    )
    computer.host.app.state.server.most_orders = most
    computer.host.now += A_DAY
    await process.settle()
    assert process.shop.order(order_id) is None
    assert process.asked_as("comparison")[0] == {"completed": "0"}, "it is not known yet"
    process.asked.clear()
    computer.host.now += A_DAY
    await process.settle()
    asked = process.asked_as("comparison")
    assert all(each["completed"] == "0" and "dateFrom" in each for each in asked), asked
    assert len(asked) < 5 + 5 * there["n"] / most


async def test_days_that_are_told_to_be_empty_have_to_be(computer: Computer) -> None:
    process = await computer.open_filled()
    host, odd = computer.host, {"Error": "Something about windows"}
    host.retold = lambda name, told: odd if len(told.get("Orders", ())) != 1 else told
    before = {str(each["id"]) for each in computer.sql("SELECT id FROM orders WHERE deleted = 0")}
    host.now += A_DAY
    await process.settle()
    asked = process.asked_as("comparison")
    assert [set(each) for each in asked] == [{"completed"}, {"orderID"}], "one is looked at"
    assert all(process.shop.order(each) for each in before)


async def test_old_customers_are_swept_once_a_week(computer: Computer) -> None:
    process = await computer.open_filled()
    (old,) = computer.sql("SELECT id FROM customers WHERE deactivated = 0 ORDER BY id LIMIT 1")
    await computer.elsewhere("updateCustomer", customerID=str(old["id"]), customerName="Olga Other")
    days = []
    for _ in range(14):
        before = len(process.asked_as("weekly sweep"))
        for _ in range(8):
            computer.host.now += A_DAY / 8
            await process.settle()
        days.append(len(process.asked_as("weekly sweep")) - before)
    assert "Olga Other" in names_found(process)
    assert max(days) <= 2 * min(days) + 3, "spread over the week"
    windows = [(each["dateFrom"], each["dateTo"]) for each in process.asked_as("weekly sweep")]
    assert len(set(windows)) == len(windows), "each window once a sweep"
    assert all(each["excludeDeactivated"] == "1" for each in process.asked_as("weekly sweep"))


async def test_a_machine_that_was_off_makes_up_for_the_sweep(computer: Computer) -> None:
    process = await computer.open_filled()
    (old,) = computer.sql("SELECT id FROM customers WHERE deactivated = 0 ORDER BY id LIMIT 1")
    await computer.elsewhere("updateCustomer", customerID=str(old["id"]), customerName="Olga Other")
    computer.host.now += A_WEEK
    one_round = await process.round()
    assert one_round.count("getCustomer") <= 3, "one window at a time"
    await process.settle()
    assert "Olga Other" in names_found(process)


async def test_who_was_deactivated_is_found_no_more_and_comes_back(computer: Computer) -> None:
    process = await computer.open_filled()
    gone = computer.sql("SELECT id, name FROM customers WHERE deactivated = 0 ORDER BY id LIMIT 3")
    names = {each["name"] for each in gone}
    assert names <= names_found(process)
    for each in gone:
        computer.sql("UPDATE customers SET deactivated = 1 WHERE id = ?", each["id"])
    before = process.shop.known_customers()
    computer.host.now += 2 * A_WEEK
    await process.settle()
    assert not names & names_found(process)
    assert process.shop.known_customers() == before - len(gone)
    assert {Change("customer", str(each["id"])) for each in gone} <= set(process.told)
    assert process.shop.customer(str(gone[0]["id"])) is not None, "the history stays"
    for each in gone:
        computer.sql("UPDATE customers SET deactivated = 0 WHERE id = ?", each["id"])
    computer.host.now += 2 * A_WEEK
    await process.settle()
    assert names <= names_found(process)


@pytest.mark.parametrize("fault", [Fault.WRONG_TYPES, Fault.EMPTY])
async def test_one_odd_answer_takes_no_customers_away(computer: Computer, fault: Fault) -> None:
    process = await computer.open_filled()
    before = process.shop.known_customers()
    computer.host.now += A_WEEK
    for _ in range(8):
        computer.host.faults.cause(fault, times=1, operation="getCustomer")
        await process.round()
    computer.host.faults.clear()
    computer.host.now += A_DAY
    await process.settle()
    there = computer.sql("SELECT count(*) AS n FROM customers WHERE deactivated = 0")[0]["n"]
    assert before == there
    assert {str(each["id"]) for each in computer.sql("SELECT id FROM customers")} >= {
        found.customer.id
        for found in process.shop.search("", 1_000)
        if process.shop.customer(found.customer.id) and found.customer.name
    }


async def test_whoever_was_not_in_for_long_is_forgotten_once_a_day(computer: Computer) -> None:
    process = await computer.open_filled()
    assert process.shop.mirror.facts.done_at(FORGOTTEN_AT), "once the mirror was full"
    times = 0

    class Forgetting:
        async def forget_old(self, _: int) -> None:
            nonlocal times
            times += 1

    process.shop.parts.forgetting = Lazy(Forgetting)
    for _ in range(49):
        computer.host.now += A_DAY / 24
        await process.round()
    assert times == 2


# Away, offline, refused


async def test_after_days_away_everything_is_caught_up(computer: Computer) -> None:
    process = await computer.open_filled()
    completed, deleted = open_order(computer, status=1), open_order(computer, status=0)
    await computer.elsewhere("updateOrder", orderID=completed, status="2")
    await computer.elsewhere("deleteOrder", orderID=deleted)
    computer.host.now += 5 * A_DAY
    await process.settle()
    known = process.shop.order(completed)
    assert known is not None
    assert known.value.status is OrderStatus.COMPLETED
    assert process.shop.order(deleted) is None
    (asked,) = process.asked_as("changes")
    assert 5 * A_DAY < float(asked["updatedSecondsAgoFrom"]) < 5 * A_DAY + 600


@pytest.mark.parametrize("most", [30, 6])
async def test_after_weeks_in_which_too_much_changed_everything_is_caught_up(
    computer: Computer, most: int
) -> None:
    process = await computer.open_filled()
    completed, deleted = open_order(computer, status=1), open_order(computer, status=0)
    await computer.elsewhere("updateOrder", orderID=completed, status="2")
    await computer.elsewhere("deleteOrder", orderID=deleted)
    computer.host.now += 3 * A_WEEK
    # Everything was touched: more than one reply can hold.
    computer.sql("UPDATE orders SET notes = 'touched', updated = ?", int(computer.host.now) - 60)
    computer.host.app.state.server.most_orders = most
    await process.settle()
    known = process.shop.order(completed)
    assert known is not None
    assert known.value.status is OrderStatus.COMPLETED
    assert process.shop.order(deleted) is None
    there = {
        str(each["id"]): each["notes"]
        for each in computer.sql("SELECT id, notes FROM orders WHERE status <> 2 AND deleted = 0")
    }
    assert {
        order.id
        for found in process.shop.search("", 1_000)
        for order in process.shop.orders_of(found.customer.id)
        if order.is_open
    } == there.keys()
    assert {each: notes_of(process, each) for each in there} == there
    assert any("status" in each for each in process.asked_as("changes"))
    computer.host.now += PERIOD
    computer.sql("UPDATE orders SET updated = 0")
    assert await process.round() == ["getOrders"], "then it goes on as ever"


async def test_offline_it_tries_again_and_nothing_is_counted(computer: Computer) -> None:
    process = await computer.open_filled()
    client = await process.shop.parts.link.client()
    spent = await client.spent()
    order_id = open_order(computer)
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="while offline")
    spent += 1
    computer.host.is_offline = True
    computer.host.now += PERIOD
    tries = []
    for second in range(120):
        if await process.round():
            tries.append(second)
        computer.host.now += 1
    rests = [after - before for before, after in itertools.pairwise(tries)]
    assert [round(each, -1) or 5 for each in rests[:2]] == [5, 10]
    assert set(rests[2:]) <= {28, 29, 30}
    assert await client.spent() == spent
    computer.host.is_offline = False
    computer.host.now += 30
    await process.settle()
    assert notes_of(process, order_id) == "while offline"


async def test_it_goes_on_as_soon_as_anybodys_request_is_answered(computer: Computer) -> None:
    process, other = await computer.open_filled(), computer.open()
    await process.shop.sync.look()
    computer.host.is_offline = True
    computer.host.now += PERIOD
    for _ in range(5):
        await process.round()
        computer.host.now += 30
    await process.round()
    computer.host.is_offline = False
    assert await process.round() == [], "it rests"
    await process.shop.ask.refresh_order(open_order(computer))
    process.asked.clear()
    assert "getOrders" in await process.round(), "a person's request was answered"

    computer.host.is_offline = True
    computer.host.now += 20 * PERIOD
    await process.round()
    computer.host.is_offline = False
    assert await process.round() == []
    await other.shop.ask.refresh_order(open_order(computer))
    await process.shop.sync.look()
    assert "getOrders" in await process.round(), "another process was"


async def test_requests_that_count_and_bring_nothing_become_rare(computer: Computer) -> None:
    process = await computer.open_filled()
    computer.host.faults.cause(Fault.HTML)
    computer.host.now += PERIOD
    for _ in range(3_600):
        await process.round()
        computer.host.now += 1
    assert len(process.asked) < 20
    computer.host.faults.clear()
    computer.host.now += 300
    assert await process.settle()


@pytest.mark.parametrize(
    ("error", "seconds"),
    [(MonthUsedUpError(50_000, 50_000), 60), (None, 300)],
    ids=["month", "authentication"],
)
async def test_when_refused_it_looks_again_now_and_then(
    computer: Computer, error: Exception | None, seconds: int
) -> None:
    process = await computer.open_filled()
    if error:
        process.planned.error = error
    else:
        computer.host.faults.cause(Fault.AUTHENTICATION)
    computer.host.now += PERIOD
    tries = 0
    for _ in range(1_000):
        before = len(process.asked), len(process.planned.asked)
        await process.round()
        tries += before != (len(process.asked), len(process.planned.asked))
        computer.host.now += 1
    assert 1_000 // seconds <= tries <= 1_000 // seconds + 2
    process.planned.error = None
    computer.host.faults.clear()
    computer.host.now += seconds
    assert await process.settle()


async def test_what_nobody_foresaw_is_logged_and_the_rest_goes_on(
    computer: Computer, caplog: pytest.LogCaptureFixture
) -> None:
    process = await computer.open_filled()

    class Broken(Job):
        times = 0

        async def do(self, plan: AskingPlan) -> None:
            self.times += 1
            raise ZeroDivisionError

    broken = Broken(process.shop.mirror, process.shop.parts.clock)
    process.shop.sync.jobs.insert(0, broken)
    for _ in range(10):
        computer.host.now += PERIOD
        with caplog.at_level(logging.ERROR):
            assert "getOrders" in await process.settle()
    assert broken.times == 1
    assert "ZeroDivisionError" in caplog.text


async def test_a_refusal_of_one_chore_does_not_stop_the_others(computer: Computer) -> None:
    process = await computer.open_filled()
    computer.host.now += 20 * PERIOD
    process.shop.sync.changes.reader = _Refusing()  # type: ignore[assignment]
    assert await process.settle() == ["getCustomer"], "new customers are looked for"
    computer.host.now += 20 * PERIOD
    assert "getCustomer" in await process.settle()


class _Refusing:
    """A reader whose every question is refused."""

    async def read(self, name: str, *_: Any, **__: Any) -> Any:
        raise RefusedError(name, "Not today")


# Clocks, pausing, waking, closing


@pytest.mark.parametrize("jump", [-365 * A_DAY, -2 * A_DAY, -600.0, 365 * A_DAY])
async def test_a_clock_that_jumps_keeps_nothing_from_being_asked(
    computer: Computer, jump: float
) -> None:
    process = await computer.open_filled()
    order_id = open_order(computer)
    server_now = computer.host.now
    computer.host.app.state.server.clock = lambda: server_now
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="before the jump")
    computer.host.now += jump
    await process.settle()
    assert notes_of(process, order_id) == "before the jump"
    for _ in range(3):
        computer.host.now += PERIOD
        assert "getOrders" in await process.settle()


async def test_paused_in_one_process_the_background_rests_in_all(computer: Computer) -> None:
    holder, other = await computer.open_filled(), computer.open()
    await other.shop.sync.pause()
    assert holder.shop.sync.is_paused
    computer.host.now += 100 * PERIOD
    assert await holder.settle() == []
    assert holder.shop.sync.is_holder, "nobody else takes over meanwhile"
    await holder.shop.sync.resume()
    assert not other.shop.sync.is_paused
    assert "getOrders" in await holder.settle()

    await other.shop.sync.pause()
    computer.host.now += 100 * PERIOD
    await other.shop.aclose()
    assert "getOrders" in await holder.settle(), "a pause ends with whoever wanted it"


async def test_a_paused_fill_goes_on_when_it_is_resumed(computer: Computer) -> None:
    process = computer.open()
    sync = process.shop.sync
    paused = asyncio.Event()

    async def pause_once(operation: str) -> None:
        if not paused.is_set():
            paused.set()
            await sync.pause()

    computer.host.held = pause_once
    filling = asyncio.create_task(sync.round())
    await paused.wait()
    await told(process, lambda filling: filling.is_paused)
    assert sync.is_paused
    asked = len(process.asked)
    await asyncio.sleep(0.05)
    assert len(process.asked) == asked
    await sync.resume()
    await filling
    assert process.shop.filling.finished


async def test_a_person_sees_changes_at_once_whoever_holds_the_lease(computer: Computer) -> None:
    holder, other = await computer.open_filled(), computer.open()
    order_id = open_order(computer)
    await computer.elsewhere("updateOrder", orderID=order_id, orderNotes="now")
    await holder.shop.sync.pause()
    other.shop.sync.wake()
    assert await other.round() == ["getOrders"]
    assert notes_of(other, order_id) == "now"
    assert not other.shop.sync.is_holder
    assert [purpose for _, _, purpose in other.asked] == [""]
    await holder.shop.sync.resume()
    assert await holder.round() == [], "it was asked for just now"
    holder.shop.sync.wake()
    assert await holder.round() == ["getOrders"]


async def test_it_tells_the_budget_how_much_changes(computer: Computer) -> None:
    process = await computer.open_filled()
    computer.sql("UPDATE orders SET updated = 0")
    process.planned.asked.clear()
    for _ in range(5):
        computer.host.now += PERIOD
        await process.round()
    assert process.planned.asked[0] == (False, False)
    assert process.planned.asked[-1] == (True, False)
    await computer.elsewhere("updateOrder", orderID=open_order(computer), orderNotes="busy")
    for _ in range(2):
        computer.host.now += PERIOD
        await process.round()
    assert process.planned.asked[-1] == (False, False)
    computer.sql("UPDATE orders SET updated = ?", int(computer.host.now))
    for _ in range(2):
        computer.host.now += PERIOD
        await process.round()
    assert process.planned.asked[-1] == (False, True)


async def test_it_runs_until_closed_and_lets_another_process_go_on(computer: Computer) -> None:
    process, other = computer.open(), computer.open()
    running = asyncio.create_task(process.shop.sync.run())
    await told(process, lambda filling: filling.finished)
    seen = asyncio.Event()

    async def see(operation: str) -> None:
        if process.asked[-1][2] == "":
            seen.set()

    computer.host.held = see
    process.shop.sync.wake()
    await seen.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await process.shop.aclose()
    computer.host.now += PERIOD
    assert "getOrders" in await other.round()
    assert other.shop.sync.is_holder


async def test_it_is_closed_in_the_midst_of_a_fill_and_goes_on_next_time(
    computer: Computer, caplog: pytest.LogCaptureFixture
) -> None:
    process = computer.open()
    asked = asyncio.Event()

    async def see(operation: str) -> None:
        if operation == "getGarments":
            asked.set()

    computer.host.held = see
    running = asyncio.create_task(process.shop.sync.run())
    await asked.wait()
    with caplog.at_level(logging.WARNING):
        await process.shop.aclose()
        await running
    assert caplog.messages == []
    again = computer.open()
    await again.settle()
    assert again.shop.filling is not None
    assert again.shop.filling.finished
    assert again.shop.known_customers() > 30


def test_sign_ups_are_known_of_customers_that_an_earlier_version_kept(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    earlier = database.scripts("mirror/schema_1.sql", "mirror/schema_2.sql")
    assert database.prepare(StoredFile(path, earlier, ())) == ""
    with sqlite3.connect(path) as connection:
        for number, reply in enumerate(('{"signedUpTimeStamp": "1600000000"}', "{}"), start=1):
            connection.execute(
                "INSERT INTO customers (id, reply, read_at) VALUES (?, ?, ?)", (number, reply, NOW)
            )
    connection.close()
    mirror = Mirror(path, lambda: NOW, print)
    assert mirror.coverage.first_sign_up() == 1_600_000_000.0
    assert mirror.coverage.is_any_untold((1_599_999_999.0, 1_600_000_001.0), NOW + 1)
