"""One request as the handlers see it: checked parameters, the store and the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from ..api import wire
from ..api.operations import Operation, Wire, WireParameters
from .shop_days import DAY, NOON, ShopDays
from .store import PracticeStore, Row, StoredValue

Reply = dict[str, object]
"""A reply's JSON object."""

_WHOLE_NUMBERS: Final = frozenset({Wire.ID, Wire.FLAG, Wire.INTEGER, Wire.DAY, Wire.CHOICE})
_CLEARABLE: Final = frozenset({Wire.TEXT, Wire.SECRET, Wire.TIME})


class RefusalError(Exception):
    """The request is refused with this `Error`; whatever it changed is undone."""


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """One request.

    Attributes:
        parameters: What was sent, each value checked by its kind; empty ones are kept.
        now: The instant of the request.
        days: The shop's.
        site: Absolute address of the server, with no slash at its end.
        most_orders: How many orders `getOrders` answers at most.
    """

    store: PracticeStore
    operation: Operation
    parameters: WireParameters
    now: int
    days: ShopDays
    site: str
    most_orders: int

    @property
    def today(self) -> int:
        """The stamp of the current day."""
        return self.days.of(self.now) * DAY + NOON

    def has(self, name: str) -> bool:
        """Tell whether a parameter was sent and says something."""
        return bool(self.parameters.get(name))

    def is_set(self, name: str) -> bool:
        """Tell whether a flag is 1."""
        return self.parameters.get(name) == "1"

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter's text."""
        value = self.parameters.get(name)
        return value if isinstance(value, str) and value else default

    def number(self, name: str, default: int = 0) -> int:
        """Return an id, a day's stamp, a code or a count."""
        return int(self.text(name) or default)

    def cents(self, name: str) -> int:
        """Return an amount of money."""
        return cents_of(self.text(name, "0"))

    def beginning_of(self, name: str) -> int:
        """Return the instant from which a filter's day goes, or its date and time."""
        return self.days.moment_of(datetime.fromisoformat(self.text(name)))

    def ending_of(self, name: str) -> int:
        """Return the instant before which a filter's day ends, or the second that it names."""
        begins = self.beginning_of(name)
        is_whole_day = len(self.text(name)) == len("yyyy-mm-dd")
        return self.days.begins(self.days.of(begins) + 1) if is_whole_day else begins + 1

    def columns(self, names: Mapping[str, str]) -> dict[str, StoredValue]:
        """Return the parameters that were sent as columns, by a map from names to columns.

        An empty value clears a text and leaves anything else alone.
        """
        found: dict[str, StoredValue] = {}
        for name, column in names.items():
            parameter = self.operation.parameter(name)
            if parameter is None or name not in self.parameters:
                continue
            if parameter.wire in _WHOLE_NUMBERS and self.has(name):
                found[column] = self.number(name)
            elif parameter.wire is Wire.MONEY and self.has(name):
                found[column] = self.cents(name)
            elif self.has(name) or parameter.wire in _CLEARABLE:
                found[column] = self.text(name)
        return found


Handler = Callable[[PracticeCall], Reply]
"""What answers an operation: it returns the reply, or raises `RefusalError`."""


def cents_of(amount: str) -> int:
    """Return an amount as integer cents."""
    return int(Decimal(amount) * 100)


def instant_on(days: ShopDays, stamp: int, time_of_day: str) -> int:
    """Return the instant of a 12-hour time on a day's stamp; the day's noon without a time."""
    moment = wire.time_of(time_of_day)
    seconds = NOON if moment is None else moment.hour * 3600 + moment.minute * 60
    return days.at(stamp // DAY, seconds)


def customer_of(call: PracticeCall) -> Row:
    """Return the customer that `customerID` names, deactivated or not."""
    found = call.store.row("SELECT * FROM customers WHERE id = ?", (call.number("customerID"),))
    if found is None:
        raise RefusalError("No Customer With That ID")
    return found


def order_of(call: PracticeCall) -> Row:
    """Return the order that `orderID` names."""
    found = call.store.row(
        "SELECT * FROM orders WHERE id = ? AND deleted = 0", (call.number("orderID"),)
    )
    if found is None:
        raise RefusalError("No Order With That ID")
    return found


def order_of_customer(call: PracticeCall) -> Row:
    """Return the order that `orderID` names, which must be of the customer `customerID`."""
    order = order_of(call)
    if order["customer_id"] != customer_of(call)["id"]:
        raise RefusalError("No Order With That ID")
    return order


def route_of(call: PracticeCall, name: str = "routeID") -> Row:
    """Return the route that a parameter names."""
    found = call.store.row("SELECT * FROM routes WHERE id = ?", (call.number(name),))
    if found is None:
        raise RefusalError("No Route With That ID")
    return found
