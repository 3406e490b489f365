"""Subscriptions, as `getSubscription` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.cards import Subscription
from .fields import ReplyRow
from .replies.listing import Listing

_SUBSCRIPTIONS: Final = Listing(
    ("Subscription", "Subscriptions"), ids=("subscriptionID", "planID", "plan", "id")
)


def subscription(reply: Mapping[str, object]) -> Subscription | None:
    """Read a customer's subscription: within `Subscription`, or flat; None where there is none.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return next(iter(_SUBSCRIPTIONS.read(reply, _subscription)), None)


def _subscription(row: Mapping[str, object]) -> Subscription | None:
    fields = ReplyRow(row)
    plan = fields.row("plan", "price")  # an object of its own, as Stripe tells it
    subscription_id = plan.code("id") or fields.code("subscriptionID", "planID", "plan", "id")
    if not subscription_id:
        return None
    return Subscription(
        id=subscription_id,
        name=fields.line("name", "planName") or plan.line("nickname", "name"),
        status=fields.line("status"),
        price=fields.decimal("price", "amount"),
        started=fields.instant("started", "startDate", "created"),
        renews=fields.instant("renews", "nextBilling", "currentPeriodEnd", "renewalDate"),
    )
