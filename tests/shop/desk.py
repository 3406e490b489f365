"""A counter whose writes lose their replies: entries of the journal, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.api.operations import WireParameters
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.entries import Entry, EntryState, kept_parameters, subject_of
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.declarations import WRITES
from cleancloud_tui.shop.writes.verdict import WriteOutcome
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def entry_of(
    operation: str,
    sent: Mapping[str, object],
    *,
    before: Mapping[str, object] | None = None,
    at: float = NOW,
    state: EntryState = EntryState.UNKNOWN,
    needs_person: bool = False,
) -> Entry:
    """Return what the journal would hold of a write that was sent at a moment."""
    moment = datetime.fromtimestamp(at, UTC)
    wire = cast(WireParameters, sent)
    return Entry(
        id=10_000,
        operation=operation,
        parameters=kept_parameters(operation_named(operation), wire),
        subject=subject_of(operation, sent),
        state=state,
        created_at=moment,
        sent_at=moment,
        settled_at=None,
        before=before,
        reply={},
        error="",
        staff="",
        user="",
        terminal="",
        address="",
        needs_person=needs_person,
    )


@dataclass
class Desk:
    """One customer at the counter, with an open, unpaid order."""

    host: Host
    shop: Shop
    customer_id: str
    order_id: str
    barcode: str

    @property
    def store(self) -> Any:
        return self.host.app.state.server.store

    @property
    def mirror(self) -> Mirror:
        return self.shop.mirror

    async def entry(self, operation: str, parameters: Mapping[str, object]) -> Entry:
        """Return the entry of a write that is about to be sent."""
        sent = checked(operation_named(operation), parameters)
        before = WRITES.of(operation).before(sent, self.mirror)
        return entry_of(operation, sent, before=before, at=self.host.clock())

    async def elsewhere(self, operation: str, parameters: Mapping[str, object]) -> Any:
        """Change something from another computer."""
        client = await self.host.connect()
        try:
            return await client.call(operation, parameters)
        finally:
            await client.aclose()

    async def lose(self, operation: str, parameters: Mapping[str, object], fault: Fault) -> Entry:
        """Send a write whose reply is lost, and return its entry."""
        entry = await self.entry(operation, parameters)
        self.host.faults.cause(fault, times=1, operation=operation)
        try:
            await self.elsewhere(operation, parameters)
        except OutcomeUnknownError:
            return entry
        raise AssertionError("the reply came")

    async def look_up(self, entry: Entry) -> WriteOutcome:
        return await self.shop.parts.outcomes().look_up(entry)


async def open_desk(host: Host) -> Desk:
    """Open a shop that knows one customer with the customer's orders."""
    shop = host.open()
    row = host.app.state.server.store.row(
        "SELECT orders.id, customer_id, min(barcode) AS barcode FROM orders"
        " JOIN garments ON order_id = orders.id JOIN customers ON customers.id = customer_id"
        " WHERE deleted = 0 AND paid = 0 AND status IN (0, 5) AND deactivated = 0"
        " AND customer_id NOT IN (SELECT customer_id FROM subscriptions)"
        " AND customer_id NOT IN (SELECT customer_id FROM repeat_pickups)"
        " AND (SELECT count(*) FROM garments AS g WHERE g.barcode = garments.barcode) = 1"
        " GROUP BY orders.id ORDER BY orders.id LIMIT 1"
    )
    desk = Desk(host, shop, str(row["customer_id"]), str(row["id"]), row["barcode"])
    await shop.ask.refresh_customer(desk.customer_id)
    await shop.ask.refresh_order(desk.order_id)
    await shop.ask.refresh_repeat_pickups(desk.customer_id)
    return desk
