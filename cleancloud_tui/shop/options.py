"""What a shop is opened with, and who works with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from ..api.clocks.uptime import boot, uptime
from ..api.rights import EVERYTHING, Rights
from .connection.api_link import MakeClient

if TYPE_CHECKING:
    from .journal.doubt import Doubt
    from .opening_hours import OpeningHours
    from .orders.rules import OrderRules
    from .writes.declaration import Writes


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopTerms:
    """What of a shop's settings may change while it is open; see `ShopOptions`."""

    hours: OpeningHours | None = None
    closed_days: Collection[date] = frozenset()
    may_charge: bool = True
    retention_months: int = 0
    order_rules: Callable[[], OrderRules] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopOptions(ShopTerms):
    """What a shop is opened with.

    Attributes:
        directory: Of the shop's files on this host; made where there is none.
        connect: Makes the client; awaited once, when something is first sent.
        time_zone: The shop's.
        first_day: The shop's first day, where it is known: nothing older is read.
        hours: When the shop is open; the usual hours where that is not known.
        closed_days: Days on which it is closed all the same.
        rights: What may be done in this session. Where they tell nobody's in particular, people
            sign in, if there are any.
        beside: The directories of other shops of this computer: where nobody was set up for this
            one, their people sign in here, too. Else whoever may do little in one shop could set
            up everything from another.
        roles: What people may do, beside the usual roles: as the shop's settings have it.
        may_charge: Whether saved cards may be charged from this terminal.
        doubt: How a write whose reply was lost is looked for; as usual where not told.
        retention_months: After how many without an order a customer is forgotten; 0 for never.
        order_rules: Returns what is settled about orders, once that is asked; as usual where not
            told.
        writes: What is known of each write operation; those of the catalogue where not told.
        stores: All files whose damage is told, those of the directory and others.
        clock: Tells Unix seconds, by this computer's clock.
        uptime: Tells seconds by a clock that nobody can set.
        boot: Tells this start of the computer from others.
    """

    directory: Path
    connect: MakeClient
    time_zone: tzinfo
    first_day: date | None = None
    rights: Rights = EVERYTHING
    beside: Sequence[Path] = ()
    roles: Sequence[str] = ()
    doubt: Doubt | None = None
    writes: Writes | None = None
    stores: Sequence[Path] = ()
    clock: Callable[[], float] = time.time
    uptime: Callable[[], float] = uptime
    boot: Callable[[], str] = boot


@dataclass(slots=True)
class Session:
    """Who works with the shop here, and at what.

    Attributes:
        staff: Who is said to be at the counter, for the audit trail, where nobody signs in; empty
            where nobody said so.
        order_at_hand: The order that was opened last, or whose ticket was scanned; empty for none.
    """

    staff: str = ""
    order_at_hand: str = ""
