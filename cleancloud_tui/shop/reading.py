"""Reading from the API into the mirror: whatever was asked for, by whom ever, is kept."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final, Protocol

from ..api.errors import NothingFoundError
from ..api.http.joining import Before
from ..api.operations import OperationKind, WireParameters
from ..api.readers.customers import customer_rows
from ..api.readers.garments import garment_rows
from ..api.readers.orders import order_row, order_rows
from ..api.readers.repeat_pickups import repeat_pickup_rows
from ..api.readers.reports import day_summaries
from ..api.readers.routes import available_days, slots
from ..api.readers.stock import inventory, price_lists, products
from ..api.request import Request
from .mirror import storing
from .mirror.mirror import Mirror
from .nothing_found import (
    RECORDS,
    another_record,
    is_empty_list,
    is_known,
    is_seen,
    record_asked_for,
    tells_record,
)
from .records import Change, Known, Reading, Row

Reply = Mapping[str, object]

_MANY: Final = 50
"""More changes than this at once are told as one."""


class SendRequest(Protocol):
    """Sends one request; `api.client.Client.send`."""

    def __call__(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Awaitable[Reply]:
        """Return the reply's JSON object, or raise a `CleanCloudError`."""


class Reader:
    """Sends reads and keeps their replies.

    Args:
        mirror: Where they are kept.
        call: Sends a request.
        clock: Tells Unix seconds.
        report: Is told what changed.
    """

    def __init__(
        self,
        mirror: Mirror,
        call: SendRequest,
        clock: Callable[[], float],
        report: Callable[[Sequence[Change]], None],
    ) -> None:
        self._mirror = mirror
        self._call = call
        self._clock = clock
        self._report = report

    async def read(
        self,
        name: str,
        parameters: Mapping[str, object],
        *,
        background: bool = False,
        purpose: str = "",
        as_told: bool = False,
    ) -> Reply:
        """Send a read, keep what it tells, and return the reply.

        Args:
            name: The operation's wire name.
            parameters: As `checks.checked` takes them.
            background: Whether nobody waits for it.
            purpose: What the background asks for; empty where a person does.
            as_told: Whether the answer itself is wanted, in one request: that there is nothing is
                concluded from none then.

        Raises:
            NotUnderstoodError: What came is kept nowhere, and nothing follows from it.
            NothingFoundError: There is no such customer, where `is_sure`; else nobody knows
                what that means. An order that is gone is an empty reply.
            CleanCloudError: It could not be read, or not be kept.
            ValueError: The operation is no read; writes go another way.
        """
        request = Request.of(name, parameters)
        sent = request.parameters
        if request.kind is not OperationKind.READ:
            raise ValueError(f"{name} changes something: it is to be written, not read")
        asked_at = self._clock()
        try:
            reply = await self._call(request, background=background, purpose=purpose)
        except NothingFoundError as error:
            if as_told:
                raise
            reply = await self._nothing(request, error, background, purpose, asked_at)
        else:
            if self._takes_away(request, reply):
                if as_told:
                    return reply
                came_empty = NothingFoundError(name, "nothing", is_sure=True, is_refusal=False)
                reply = await self._nothing(request, came_empty, background, purpose, asked_at)
        await self._keep(name, sent, reply, self._mirror.reading(asked_at))
        return reply

    def known(self, name: str, parameters: Mapping[str, object]) -> Known[Reply] | None:
        """Return the last reply to a request whose replies are kept whole."""
        request = Request.of(name, parameters)
        return self._mirror.document(document_key(name, request.parameters))

    async def _nothing(
        self,
        request: Request,
        error: NothingFoundError,
        background: bool,
        purpose: str,
        asked_at: float,
    ) -> Reply:
        """Return the reply that an answer stands for; raise it where it stands for none."""
        name, record = request.name, record_asked_for(request.name, request.parameters)
        if is_empty_list(error, record, self._mirror):
            return {}
        if not record or (name == "getPickups" and not error.is_sure):
            raise error
        if not is_seen(error):
            ask = partial(self._call, background=background, purpose=purpose)
            if not await self._tells_of_another(error, record, ask):
                raise error.settled(is_sure=False) from error
            with contextlib.suppress(NothingFoundError):
                again = await ask(request)
                if tells_record(name, again):
                    return again  # it was in trouble, and is no longer
            if not error.is_sure and name == "getOrders" and await self._is_listed(record, ask):
                raise error.settled(is_sure=False) from error
        reading = self._mirror.reading(asked_at)
        if name == "getOrders":
            gone = partial(storing.delete_order, order_id=record, reading=reading)
            self._report(_changes("order", await self._mirror.file.run(gone)))
        if name != "getCustomer":
            return {}
        gone = partial(storing.deactivate_customer, customer_id=record, reading=reading)
        self._report(_changes("customer", await self._mirror.file.run(gone)))
        raise error.settled(is_sure=True) from error

    def _takes_away(self, request: Request, reply: Reply) -> bool:
        """Tell whether an answer has nothing where something is known, which may be an odd one."""
        name, record = request.name, record_asked_for(request.name, request.parameters)
        if not record or not is_known(name, record, self._mirror):
            return False
        return not tells_record(name, reply)

    async def _tells_of_another(
        self, error: NothingFoundError, record: str, ask: Callable[[Request], Awaitable[Reply]]
    ) -> bool:
        """Tell whether another record than this is answered, asked for in the same way.

        Where there is no other one, the refusal's words have to say so.
        """
        name, now = error.operation, self._clock()
        another = another_record(name, record, self._mirror)
        if not another:
            return error.is_sure
        sent = {RECORDS[name]: another}
        request = Request.of(name, sent)
        try:
            reply = await ask(request)
        except NothingFoundError:
            return False
        if not tells_record(name, reply):
            return False  # as odd as the first one, so nothing of it is kept either
        await self._keep(name, request.parameters, reply, self._mirror.reading(now))
        return True

    async def _is_listed(self, order_id: str, ask: Callable[[Request], Awaitable[Reply]]) -> bool:
        """Tell whether an order stands among its customer's: then it was refused for a while."""
        order = self._mirror.order(order_id)
        if order is None or not order.value.customer_id:
            return False
        try:
            reply = await ask(Request.of("getOrders", {"customerID": order.value.customer_id}))
        except NothingFoundError:
            return False
        return order_id in [row.id for row in map(order_row, order_rows(reply)) if row]

    async def _keep(self, name: str, sent: WireParameters, reply: Reply, reading: Reading) -> None:
        """Put what a reply tells into the mirror."""
        kept = _KEPT.get(name)
        if kept is None:
            return
        put = partial(kept.put, sent=sent, reading=reading)
        rows = kept.rows(reply)
        if kept.as_one:
            changed = await self._mirror.file.run(partial(put, rows=rows))
        else:
            changed = await self._mirror.file.store(rows, put)
        self._report(_changes(kept.kind, changed))


def document_key(name: str, sent: WireParameters) -> str:
    """Return the name under which the reply to a request is known."""
    return f"{name} {json.dumps(sent, sort_keys=True)}"


class _Put(Protocol):
    def __call__(
        self,
        connection: sqlite3.Connection,
        rows: Sequence[Row],
        *,
        sent: WireParameters,
        reading: Reading,
    ) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """How the replies of an operation are kept.

    Attributes:
        kind: Of the changes that are told.
        rows: Takes the rows out of a reply.
        put: Stores rows.
        as_one: Whether the rows belong together, to be stored in one transaction.
    """

    kind: str
    rows: Callable[[Reply], Sequence[Row]]
    put: _Put
    as_one: bool = True


def _put_customers(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    active = sent.get("excludeDeactivated") == "1"
    return storing.store_customers(connection, rows, reading, active=active)


def _put_orders(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    return storing.store_orders(connection, rows, reading)


def _put_garments(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    return storing.store_garments(connection, str(sent["orderID"]), rows, reading)


def _put_garment(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    order_id = str(sent["orderID"])
    changed = [storing.store_garment(connection, order_id, row, reading) for row in rows]
    return list(dict.fromkeys(chain.from_iterable(changed)))


def _put_pickups(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    customer_id = str(sent["customerID"])
    return storing.store_whole(connection, "repeat_pickups", customer_id, rows, reading)


def _put_summary(
    connection: sqlite3.Connection, rows: Sequence[Row], *, sent: WireParameters, reading: Reading
) -> list[str]:
    first, last = str(sent["dateFrom"]), str(sent["dateTo"])
    return storing.store_summary(connection, first, last, rows[0], reading)


def _whole(read: Callable[[Reply], object]) -> Callable[[Reply], Sequence[Row]]:
    """Return what takes a reply as it is, where it is understood."""

    def rows(reply: Reply) -> Sequence[Row]:
        read(reply)
        return [reply]

    return rows


def _document(name: str, read: Callable[[Reply], object]) -> _Kept:
    def put(
        connection: sqlite3.Connection,
        rows: Sequence[Row],
        *,
        sent: WireParameters,
        reading: Reading,
    ) -> list[str]:
        key = document_key(name, sent)
        return storing.store_whole(connection, "documents", key, rows[0], reading)

    return _Kept("document", _whole(read), put)


_KEPT: Final[Mapping[str, _Kept]] = {
    "getCustomer": _Kept("customer", customer_rows, _put_customers, as_one=False),
    "getOrders": _Kept("order", order_rows, _put_orders, as_one=False),
    "getGarments": _Kept("garments", garment_rows, _put_garments),
    "getGarment": _Kept("garments", garment_rows, _put_garment),
    "getPickups": _Kept("repeat_pickups", repeat_pickup_rows, _put_pickups),
    "summaryReport": _Kept("day_summaries", _whole(day_summaries), _put_summary),
    # Asked for again and again, and wanted offline too.
    "getPriceLists": _document("getPriceLists", price_lists),
    "getProducts": _document("getProducts", products),
    "getInventory": _document("getInventory", inventory),
    "getDates": _document("getDates", available_days),
    "getSlots": _document("getSlots", slots),
}


def _changes(kind: str, ids: Sequence[str]) -> list[Change]:
    """Return the changes to tell: one without an id where there are many."""
    if len(ids) > _MANY:
        return [Change(kind)]
    return [Change(kind, each) for each in ids]
