from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.practice.http.faults import Faults
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.screens.office.budget import BudgetScreen
from cleancloud_tui.screens.office.edit_number import EditNumberDialog
from cleancloud_tui.shop.budget.budget import Glance
from cleancloud_tui.widgets.bars import Bars
from cleancloud_tui.widgets.meter import meter_in_words
from cleancloud_tui.widgets.status_line import StatusLine
from tests.host import NOW, Host, running
from tests.screens.conftest import Counter, Open

TODAY = datetime.fromtimestamp(NOW).date()
SHOP = Connection("https://practice.invalid/api", "practice", rate=100_000, margin=0)


class HostOfOneTime(Host):
    """Its ledger goes by the host's clock as well."""

    def client_options(self) -> dict[str, Any]:
        return {"clock": lambda: self.now}

    def ledger(self, process: str, days_ago: int = 0) -> Ledger:
        now = lambda: self.now - days_ago * 86_400  # noqa: E731
        return Ledger(self.directory / "ledger.db", SHOP, process=process, clock=now)

    def spend(self, times: int, *, purpose: str = "", days_ago: int = 0) -> None:
        ledger = self.ledger("sync", days_ago)
        for _ in range(times):
            ledger.book("getOrders", background=bool(purpose), purpose=purpose)
        ledger.close()


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    faults = Faults()
    app = open_practice_shop(
        None, customers=5, rate=100_000, faults=faults, clock=lambda: NOW, most_orders=60
    )
    async for each in running(tmp_path, app, faults):
        yield HostOfOneTime(**{f.name: getattr(each, f.name) for f in dataclasses.fields(each)})


async def budget_of(counter: Counter) -> BudgetScreen:
    await counter.press("ctrl+g")
    assert isinstance(counter.app.screen, BudgetScreen)
    return counter.app.screen


async def test_the_screen_behind_the_meter_tells_where_the_requests_went(
    open_counter: Open, host: HostOfOneTime
) -> None:
    host.spend(30, purpose="changes", days_ago=1)
    host.spend(70, days_ago=2)
    async with open_counter() as counter:
        requests = len(host.requests)
        screen = await budget_of(counter)
        state = await counter.app.desk.shop.budget.state()
        assert (
            f"{state.spent:,} of 50,000 spent this month; {state.left:,} are left" in counter.text
        )
        assert f"{state.forecast:,} by 31 May: they last" in counter.text
        assert "for changes every " in counter.text
        assert "50,000 from day 1, 100 % for this computer, 5,000 (10 %) for people" in counter.text
        for word in ("people", "changes", "first fill", "getOrders", "sync", "counter"):
            assert word in counter.text
        bars = screen.query_one(Bars)
        assert len(bars.bars) == TODAY.day
        assert [bar.amount for bar in bars.bars[1:3]] == ["30", "70"]
        assert bars.bars[2].part == bars.bars[2].whole == 70
        assert bars.bars[1].part == 0
        assert "Correct" in counter.text.splitlines()[-1]
        assert len(host.requests) == requests
        await counter.press("ctrl+g", "escape")
        assert not isinstance(counter.app.screen, BudgetScreen)


async def test_the_count_is_corrected_and_the_meter_follows(counter: Counter) -> None:
    await budget_of(counter)
    await counter.press("c", *["backspace"] * 6, *"12,345", "ctrl+s")
    assert "The count is corrected" in counter.text
    assert "12,345 of 50,000 spent this month; 37,655 are left" in counter.text
    assert "37,655 left" in counter.text.splitlines()[0]
    assert "other programs" in counter.text
    assert "correction" in counter.text


async def test_the_terms_are_set_one_by_one(counter: Counter) -> None:
    await budget_of(counter)
    for key, typed in (("m", "40000"), ("d", "15"), ("s", "50"), ("r", "20")):
        await counter.press(key)
        counter.app.screen.query_one(Input).value = typed
        await counter.press("ctrl+s")
    assert await counter.app.desk.shop.budget.terms() == MonthTerms(40_000, 15, 50, 20)
    assert "40,000 from day 15, 50 % for this computer, 4,000 (20 %) for people" in counter.text
    assert "of 20,000 spent this month" in counter.text


async def test_a_number_that_cannot_be_stays_to_be_mended(counter: Counter) -> None:
    await budget_of(counter)
    await counter.press("s", "9", "9", "ctrl+s")
    assert isinstance(counter.app.screen, EditNumberDialog)
    assert "It is to be a whole number from 1 to 100." in counter.text
    assert counter.app.screen.query_one(Input).value == "10099"
    await counter.press(*["backspace"] * 2, "x", "ctrl+s")
    assert isinstance(counter.app.screen, EditNumberDialog)
    await counter.press("backspace", "ctrl+s")
    assert isinstance(counter.app.screen, BudgetScreen)
    await counter.press("m", "escape")
    assert await counter.app.desk.shop.budget.terms() == MonthTerms()


async def test_read_only_looks_and_changes_nothing(open_counter: Open) -> None:
    async with open_counter(read_only=True) as counter:
        await budget_of(counter)
        for key in ("c", "m", "d", "s", "r"):
            await counter.press(key)
            assert isinstance(counter.app.screen, BudgetScreen)
            assert "The budget was not changed: this session is read-only." in counter.text


async def test_a_month_that_falls_short_is_told_on_every_screen(
    counter: Counter, host: HostOfOneTime
) -> None:
    shop = counter.app.desk.shop
    await shop.budget.correct(10)
    await shop.budget.set_terms(MonthTerms(month=1_200))
    host.spend(1_000)
    await counter.press("ctrl+g", "f5")
    state = await shop.budget.state()
    assert state.short_on is not None
    assert f"! {state.forecast:,} by 31 May: short by " in " ".join(counter.text.split())
    assert f"used up on {state.short_on.day} May" in " ".join(counter.text.split())
    await counter.press("escape", "f4")
    line = counter.app.screen.query_one(StatusLine)
    assert "! " in str(line.right)
    assert "short by the " in str(line.right)


async def test_a_month_used_up_leaves_the_mirror_to_read(counter: Counter) -> None:
    shop = counter.app.desk.shop
    await shop.budget.correct(50_000)
    customer = shop.search("")[0].customer.id
    await counter.press("f4", "f5")
    assert "are used up" in " ".join(counter.text.split())
    assert "Ctrl+G" in counter.text
    assert "month used up" in counter.text.splitlines()[0]
    assert shop.customer(customer) is not None
    await budget_of(counter)
    assert "0 are left" in counter.text
    assert "stopped: what is left belongs to people" in counter.text


async def test_a_ledger_that_fails_is_told_and_what_was_counted_stays(
    counter: Counter, host: HostOfOneTime
) -> None:
    await budget_of(counter)
    client = await counter.app.desk.shop.parts.link.client()
    assert isinstance(client, Client)
    await client.pace.ask(lambda ledger: ledger.close())
    database = host.directory / "ledger.db"
    for file in host.directory.glob("ledger.db*"):
        file.unlink()
    database.mkdir()
    await counter.press("f5")
    assert "is no file" in counter.text
    assert "are left" in counter.text
    database.rmdir()
    await counter.press("f5")
    assert "The record of requests in" not in counter.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_fits_the_terminal(open_counter: Open, size: tuple[int, int]) -> None:
    async with open_counter(size=size) as counter:
        await budget_of(counter)
        lines = counter.text.splitlines()
        assert len(lines) == size[1]
        for word in ("Month", "Requests", "Forecast", "Asking", "Terms", "Spent on", "as of"):
            assert word in counter.text
        assert "First day" in lines[-1]


@pytest.mark.parametrize(
    ("glance", "words"),
    [
        (Glance(38_412, 5_000, None), "38,412 left"),
        (Glance(38_412, 5_000, TODAY.replace(day=24)), "! 38,412 left, short by the 24th"),
        (Glance(38_412, 5_000, TODAY.replace(day=1)), "! 38,412 left, short by the 1st"),
        (Glance(38_412, 5_000, TODAY.replace(day=12)), "! 38,412 left, short by the 12th"),
        (Glance(38_412, 5_000, TODAY.replace(day=23)), "! 38,412 left, short by the 23rd"),
        (Glance(4_999, 5_000, TODAY), "! 4,999 left, kept for people"),
        (Glance(0, 5_000, TODAY), "! month used up"),
    ],
)
def test_the_meter_says_in_words_what_is_wrong(glance: Glance, words: str) -> None:
    assert str(meter_in_words(glance)) == words
