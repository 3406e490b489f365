"""Reading orders that are more than CleanCloud answers at once: `getOrders` has no pages.

How many are too many is nowhere told. Where a question is refused for it, it is asked for each
status, or for days instead, in windows that are halved until they are answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from ...api.errors import RefusedError
from ...api.readers.orders import order_rows
from ..reading import Reader
from ..records import Row
from .looking import look

_TOO_MANY: Final = "too many orders"
"""`getOrders`: "Requesting too many orders in one request"."""

OPEN_STATUSES: Final = ("1", "0", "5", "4")
"""Ready, Cleaning, Detailing, Awaiting pickup. Pickup to confirm (3) can't be asked for."""

_COMPLETED: Final = "2"

_DAYS: Final = 14
"""Days of a window that is asked for first."""

_DAY: Final = timedelta(days=1)


async def orders(
    reader: Reader,
    parameters: Mapping[str, object],
    *,
    background: bool,
    purpose: str,
    surely: bool = False,
) -> Sequence[Row] | None:
    """Read orders, and return their rows; None where they were too many to come at once.

    Args:
        reader: Reads them.
        parameters: What they are filtered by.
        background: Whether nobody waits for it.
        purpose: What it is counted as.
        surely: Whether a refusal in words that are not known is no answer.

    Raises:
        NothingFoundError: There may be none, or not; only where it is to be sure.
        CleanCloudError: They could not be read.
    """
    ask = reader.read if surely else partial(look, reader)
    try:
        reply = await ask("getOrders", parameters, background=background, purpose=purpose)
    except RefusedError as error:
        if not are_too_many(error):
            raise
        return None
    return order_rows(reply)


def are_too_many(error: RefusedError) -> bool:
    """Tell whether orders were refused for being too many to come at once."""
    return _TOO_MANY in error.text.lower()


async def orders_by_status(
    reader: Reader,
    parameters: Mapping[str, object],
    *,
    completed: bool,
    background: bool,
    purpose: str,
    surely: bool = False,
) -> Sequence[Row] | None:
    """Read orders, all at once or one status after another; None where that is too many, too.

    Args:
        reader: Reads them.
        parameters: What else they are filtered by.
        completed: Whether completed ones are wanted as well as open ones.
        background: Whether nobody waits for it.
        purpose: What it is counted as.
        surely: Whether a refusal in words that are not known is no answer.

    Raises:
        NothingFoundError: There may be none, or not; only where it is to be sure.
        CleanCloudError: They could not be read.
    """
    whole = parameters if completed else {**parameters, "completed": "0"}
    found = await orders(reader, whole, background=background, purpose=purpose, surely=surely)
    if found is not None:
        return found
    rows: list[Row] = []
    for status in (*OPEN_STATUSES, _COMPLETED) if completed else OPEN_STATUSES:
        asked = {**parameters, "status": status}
        found = await orders(reader, asked, background=background, purpose=purpose)
        if found is None:
            return None
        rows += found
    return rows


async def orders_since(
    reader: Reader, moment: float, now: float, *, background: bool, purpose: str
) -> Sequence[Row]:
    """Read the orders made since a moment, by days: in Unix seconds, both.

    One day that is refused can't be cut smaller, and is left out.

    Raises:
        CleanCloudError: They could not be read.
    """
    # A day more at both ends: whatever the time zone, and whether ends count or not.
    first, last = _day(moment) - _DAY, _day(now) + _DAY
    rows: list[Row] = []
    windows = [(first, last)]
    while windows:
        first, last = windows.pop()
        found = None
        if (last - first).days < _DAYS:
            window = {"dateFrom": first.isoformat(), "dateTo": last.isoformat()}
            found = await orders(reader, window, background=background, purpose=purpose)
        if found is not None:
            rows += found
        elif first < last:
            middle = first + (last - first) // 2
            windows += [(first, middle), (middle + _DAY, last)]
    return rows


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).date()
