"""Subscriptions, as `getSubscription` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..models.cards import Subscription
from .fields import ReplyRow, all_read
from .replies.listing import Listing

_IDS: Final = ("subscriptionID", "planID", "plan", "id")
_NAME: Final = ("name", "planName")
_STATUS: Final = ("status", "state", "subscriptionStatus")
_PRICE: Final = ("price", "amount")
_STARTED: Final = ("started", "startDate", "created")
_RENEWS: Final = ("renews", "nextBilling", "currentPeriodEnd", "renewalDate")
_ENDED: Final = ("ended", "endedAt", "endDate", "canceledAt", "cancelledAt", "cancelAt")
_KNOWN: Final = (
    *("Success", "customerID"),
    *(*_IDS, *_NAME, *_STATUS, *_PRICE, *_STARTED, *_RENEWS, *_ENDED),
)
_SUBSCRIPTIONS: Final = Listing(("Subscription", "Subscriptions"), ids=_IDS)


def subscription(reply: Mapping[str, object]) -> Subscription | None:
    """Read a customer's subscription: within `Subscription`, or flat; None where there is none.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    rows = _SUBSCRIPTIONS.rows(reply)
    held = next(iter(all_read(rows, _subscription)), None)
    is_whole = not any(ReplyRow(row).tells_beside(*_KNOWN) for row in rows)
    return held if held is None or is_whole else replace(held, unread=reply)


def _subscription(row: Mapping[str, object]) -> Subscription | None:
    fields = ReplyRow(row)
    plan = fields.row("plan", "price")  # an object of its own, as Stripe tells it
    subscription_id = plan.code("id") or fields.code("subscriptionID", "planID", "plan", "id")
    if not subscription_id:
        return None
    return Subscription(
        id=subscription_id,
        name=fields.line(*_NAME) or plan.line("nickname", "name"),
        status=fields.line(*_STATUS),
        price=fields.decimal(*_PRICE),
        started=fields.instant(*_STARTED),
        renews=fields.instant(*_RENEWS),
        ended=fields.instant(*_ENDED),
    )
