"""The line at the top: what is not settled is seen, whatever else stands there."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.errors import LedgerError
from cleancloud_tui.shop.journal.doubt import Doubt
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.office.steps import unknown_message
from tests.screens.orders.steps import an_order


async def test_a_doubt_is_seen_beside_a_long_name(open_counter: Open, host: Host) -> None:
    async with open_counter(read_only=False, doubt=Doubt()) as counter:
        object.__setattr__(counter.app.desk, "is_practice", False)
        object.__setattr__(counter.app.desk, "name", "The Laundry at the Corner of Two Streets")
        counter.app.desk.shop.session.staff = "Bartholomew at the second till"
        await become_unknown(counter, host)
        (line, *_) = counter.text.splitlines()
        assert line.startswith(" The Laundry at the Corner")
        assert "1 being looked up Ctrl+R" in line


async def test_a_doubt_is_seen_where_the_requests_cannot_be_counted(
    open_counter: Open, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_counter(doubt=Doubt()) as counter:

        async def fail() -> None:
            raise LedgerError("ledger.db", "the disk is full")

        monkeypatch.setattr(counter.app.desk.shop.budget, "glance", fail)
        await become_unknown(counter, host)
        assert "1 being looked up Ctrl+R" in counter.text.splitlines()[0]


async def test_a_doubt_is_told_beneath_a_dialog(open_counter: Open, host: Host) -> None:
    async with open_counter(doubt=Doubt()) as counter:
        await counter.press("f1")
        await become_unknown(counter, host)
        assert counter.is_asking
        # The screen beneath is painted by its own clock.
        await counter.until(lambda: "1 being looked up Ctrl+R" in counter.text.splitlines()[0])


async def become_unknown(counter: Counter, host: Host) -> None:
    """Let another process leave a message of which nobody knows whether it arrived."""
    await unknown_message(counter, host, an_order(counter), needs_person=False)
    await counter.app.desk.shop.outbox.see_standing()
    await counter.settle()
