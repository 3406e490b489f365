"""What is looked at and asked before a change of an order is sent."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api.errors import BadParametersError, CleanCloudError
from ...api.models.orders import Order
from ...api.value_words import FieldChange
from ..connection.status import ConnectionState
from ..writes.conflicts import Conflict, conflict_of
from ..writes.steps import Looked, LooksAgain, Send, Steps
from . import verbs
from .edit import changes, values_of
from .fields import KNOWN, OrderField

if TYPE_CHECKING:
    from ..shop import Shop
    from .rules import OrderRules


@dataclass(frozen=True, slots=True)
class OrderChange:
    """A change of an order.

    Attributes:
        before: Its values when editing began, by `OrderField`.
        fields: The new values, by `OrderField`.
        is_reviewed: Whether everything that is sent is shown first.
    """

    order_id: str
    before: Mapping[str, str]
    fields: Mapping[str, str]
    is_reviewed: bool = False

    @classmethod
    def of_one(cls, order_id: str, field: OrderField, before: str, after: str) -> OrderChange:
        """Return the change of a single field."""
        return cls(order_id, {field: before}, {field: after})


@dataclass(frozen=True, slots=True)
class Deleted:
    """Says that the order was deleted meanwhile, so that nothing is sent."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """Asks whether what somebody else changed may be overwritten; answered True or False.

    Attributes:
        order: As it stands.
    """

    order: Order
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class UnclearOrder:
    """Says what of the new values can't be sent."""

    error: BadParametersError


@dataclass(frozen=True, slots=True)
class Review:
    """Asks whether all of this is meant; answered True or False.

    Attributes:
        changes: What is sent, and differs from how the order stands.
        settles_by_hand: Whether the total of an order changes that is paid already.
    """

    changes: tuple[FieldChange, ...]
    settles_by_hand: bool


Step = LooksAgain | Looked | Deleted | Overwrite | UnclearOrder | Review | Send


async def changing(shop: Shop, change: OrderChange, rules: OrderRules) -> Steps[Step]:
    """Send new values of an order, after a look at whether somebody else changed the same.

    Args:
        shop: Knows the order.
        change: What is to be changed.
        rules: The shop's.
    """
    known = shop.order(change.order_id)
    is_fresh = known is not None and shop.is_fresh(known.read_at)
    if not is_fresh and shop.connection.state is not ConnectionState.OFFLINE:
        yield LooksAgain()
        # Where that fails, what is known has to do: the change waits, or tells what is wrong.
        with contextlib.suppress(CleanCloudError):
            await shop.ask.refresh_order_alone(change.order_id, items=True)
        yield Looked()
        known = shop.order(change.order_id)
    if known is None:
        yield Deleted()
        return
    order, stands = known.value, values_of(known.value)
    conflict = conflict_of(change.fields, change.before, stands, KNOWN)
    if conflict and (yield Overwrite(order, conflict)) is not True:
        return
    try:
        request = verbs.edit(order, change.fields, rules)
    except BadParametersError as error:
        yield UnclearOrder(error)
        return
    if change.is_reviewed:
        settles_by_hand = order.paid is True and OrderField.TOTAL in request.parameters
        shown = tuple(changes(stands, request.parameters))
        if (yield Review(shown, settles_by_hand)) is not True:
            return
    yield Send(request)
