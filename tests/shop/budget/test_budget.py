from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import MonthUsedUpError, ReadOnlyError, ReserveReachedError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.shop.budget.budget import Budget
from cleancloud_tui.shop.opening_hours import OpeningHours
from cleancloud_tui.shop.records import Change
from tests.host import Host as PracticeHost

NOON = datetime(2026, 6, 10, 12).timestamp()
"""On the calendar of whatever host runs this."""

ZONE = datetime.fromtimestamp(NOON).astimezone().tzinfo or UTC


@dataclass
class Host:
    """A host with processes of one shop, on a clock of its own."""

    path: Path
    now: float = NOON
    clients: list[Client] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def client(self, process: str = "counter", *, read_only: bool = False) -> Client:
        client = Client(
            Connection("https://shop.invalid/api", "token", rate=1_000, margin=0),
            ledger=self.path / "ledger.db",
            transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"Success": "True"})),
            rights=READ_ONLY if read_only else EVERYTHING,
            clock=self.clock,
            process=process,
        )
        self.clients.append(client)
        return client

    def budget(self, client: Client, tell: Callable[[object], None] = lambda _: None) -> Budget:
        async def connected() -> Client:
            return client

        hours = OpeningHours.parse("mon-sun 8:00-20:00")
        return Budget(connected, clock=self.clock, time_zone=ZONE, hours=lambda: hours, report=tell)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    host = Host(tmp_path)
    yield host
    for client in host.clients:
        await client.aclose()


async def ask(client: Client, times: int = 1, purpose: str = "") -> None:
    for number in range(times):
        await client.call(
            "getOrders", {"orderID": number}, background=bool(purpose), purpose=purpose
        )


async def test_the_state_tells_what_the_month_was_spent_on(host: Host) -> None:
    counter, sync = host.client("counter pts/3"), host.client("sync")
    budget = host.budget(counter)
    host.now -= 86_400
    await ask(counter, 3)
    host.now += 86_400
    await ask(counter, 2, "changes")
    await ask(sync, 4, "first fill")
    await counter.call("getPriceLists")
    await budget.correct(15)
    state = await budget.state()
    assert (state.spent, state.left, state.day, state.days) == (15, 49_985, 10, 30)
    assert (state.first.day, state.last.day, state.today.day) == (1, 30, 10)
    assert list(state.by_purpose.items()) == [
        ("other programs", 5), ("first fill", 4), ("people", 4), ("changes", 2),
    ]  # fmt: skip
    assert state.by_operation == {"getOrders": 9, "": 5, "getPriceLists": 1}
    assert state.by_process == {"counter pts/3": 6, "correction": 5, "sync": 4}
    assert {day.day: count for day, count in state.by_day.items()} == {9: 3, 10: 12}
    assert {day.day: count for day, count in state.by_people.items()} == {9: 3, 10: 1}
    assert state.forecast > 15
    assert state.short_on is None


async def test_terms_changed_in_one_process_hold_in_the_others(host: Host) -> None:
    told: list[object] = []
    one, two = host.client(), host.client("sync")
    budget, other = host.budget(one, told.extend), host.budget(two)
    await ask(one, 3)
    assert (await other.glance()).left == 49_997
    await budget.set_terms(MonthTerms(month=10, starts=5, share=50, reserve=20))
    assert told == [Change("budget")]
    assert await other.terms() == MonthTerms(10, 5, 50, 20)
    assert (await other.state()).left == 2
    await ask(two, 1, "changes")
    with pytest.raises(ReserveReachedError):
        await ask(two, 1, "changes")
    assert (await other.plan()).background_left == 0
    await ask(two)
    with pytest.raises(MonthUsedUpError):
        await ask(one)


async def test_a_glance_counts_at_once_and_foresees_now_and_then(host: Host) -> None:
    client = host.client()
    budget = host.budget(client)
    await ask(client, 2)
    first = await budget.glance()
    assert (first.left, first.kept, first.short_on) == (49_998, 5_000, None)
    await ask(client, 3)
    assert (await budget.glance()).left == 49_995
    await host.client().set_terms(MonthTerms(month=100))  # as another process would
    host.now += 61
    second = await budget.glance()
    assert (second.left, second.kept) == (95, 10)
    assert second.short_on is not None
    await budget.set_terms(MonthTerms(month=1_000_000))
    third = await budget.glance()
    assert (third.left, third.short_on) == (999_995, None)


async def test_a_plan_follows_the_hours_and_the_people(host: Host) -> None:
    client = host.client()
    budget = host.budget(client)
    assert (await budget.plan()).is_open
    quiet = await budget.plan(True)
    assert quiet.period == 2 * (await budget.plan()).period
    host.now += 11 * 3600
    assert (await budget.plan()).reason == "every 20 min: the shop is closed"
    await ask(client)
    assert (await budget.plan()).is_open
    host.now += 600
    assert not (await budget.plan()).is_open


async def test_read_only_changes_nothing(host: Host) -> None:
    budget = host.budget(host.client(read_only=True))
    with pytest.raises(ReadOnlyError):
        await budget.set_terms(MonthTerms(month=5))
    with pytest.raises(ReadOnlyError):
        await budget.correct(5)
    assert (await budget.state()).terms == MonthTerms()


async def test_a_shop_has_a_budget_that_asks_nothing(tmp_path: Path) -> None:
    host = PracticeHost(tmp_path, None, None)  # type: ignore[arg-type]
    shop = host.open(hours=OpeningHours.parse("mon 8:00-9:00"))
    assert (await shop.budget.state()).spent == 0
    assert (await shop.budget.plan()).period >= 60
    assert host.requests == []
    await shop.aclose()


async def test_it_tells_that_another_program_seems_to_use_the_token(host: Host) -> None:
    client = host.client()
    budget = host.budget(client)
    await ask(client)
    assert "another program" not in (await budget.plan()).reason
    await client.pace.pause(1.2)
    assert "another program seems to use the token" in (await budget.plan()).reason
    host.now += 1_200
    assert "another program" not in (await budget.plan()).reason
