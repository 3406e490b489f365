"""Subscriptions, as `getSubscription` tells them."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.cards import Subscription
from .fields import ReplyRow


def subscription(reply: Mapping[str, object]) -> Subscription | None:
    """Read a customer's subscription: within `Subscription`, or flat; None where there is none."""
    fields = ReplyRow(reply)
    nested = next(iter(fields.rows("Subscription", "Subscriptions")), None)
    return _subscription(ReplyRow(nested) or fields)


def _subscription(fields: ReplyRow) -> Subscription | None:
    subscription_id = fields.code("subscriptionID", "planID", "plan", "id")
    if not subscription_id:
        return None
    return Subscription(
        id=subscription_id,
        name=fields.line("name", "planName"),
        status=fields.line("status"),
        price=fields.decimal("price", "amount"),
        started=fields.instant("started", "startDate", "created"),
        renews=fields.instant("renews", "nextBilling", "currentPeriodEnd", "renewalDate"),
    )
