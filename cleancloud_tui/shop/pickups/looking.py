"""What is read first, as steps of a rule, before a schedule is saved or moved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ..writes.steps import Looked, LooksAgain, NotRead, Steps
from .drafted import drafted
from .fields import PickupField
from .form_values import PickupForm
from .knowledge import refresh_day
from .route_days import DayState
from .troubles import Surroundings

if TYPE_CHECKING:
    from ..shop import Shop

JUST_READ: Final = timedelta(seconds=2)
"""How old what was asked about may be when it is sent."""


async def looking_at_schedules(
    shop: Shop, customer_id: str, lately: timedelta | None = None
) -> Steps[LooksAgain | Looked | NotRead]:
    """Read a customer's schedules where they were not read lately; say where that can't be.

    Args:
        shop: Asks, and keeps what is told.
        customer_id: The customer.
        lately: How long ago that is at most; None for what is recent enough to be shown.
    """
    known = shop.repeat_pickups_of(customer_id)
    read_at = known.read_at if known else None
    if shop.is_fresh(read_at, lately) if lately else shop.is_fresh(read_at):
        return
    yield LooksAgain()
    try:
        await shop.ask.refresh_repeat_pickups(customer_id)
    except CleanCloudError as error:
        yield NotRead(error)
    else:
        yield Looked()


async def looking_at_the_day(
    shop: Shop, form: PickupForm, around: Surroundings
) -> Steps[LooksAgain | Looked | NotRead]:
    """Ask for a route's times on the first day, where it is new and beyond what the route told."""
    day = drafted(form.customer_id, form.pickup, form.typed, around.today).next_day
    route, before = around.route, form.before.get(PickupField.DAY)
    if day is None or day.isoformat() == before or route.state(day) is not DayState.UNKNOWN:
        return
    if route.route:
        yield LooksAgain()
        try:
            await refresh_day(shop, route.route, day)
        except CleanCloudError as error:
            yield NotRead(error)
        else:
            yield Looked()
