"""Subscriptions: a plan that a customer pays every month, some after 3D Secure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of
from ..shop_days import DAY

_MONTH: Final = 30 * DAY


def add_subscription(call: PracticeCall) -> Reply:
    """Subscribe a customer; a plan may ask for 3D Secure once, and then for the same call again."""
    customer = customer_of(call)
    plan = call.store.row("SELECT * FROM plans WHERE id = ?", (call.text("subscriptionID"),))
    if plan is None:
        raise RefusalError("No Subscription With That ID")
    held = call.store.row("SELECT * FROM subscriptions WHERE customer_id = ?", (customer["id"],))
    if held and held["status"] == "active":
        raise RefusalError("Customer already has a subscription")
    was_asked = held is not None and held["plan_id"] == plan["id"]
    is_confirmed = was_asked and call.is_set("subscriptionConfirmed")
    must_ask = bool(plan["needs_3d_secure"]) and not is_confirmed
    call.store.execute(
        "INSERT OR REPLACE INTO subscriptions (customer_id, plan_id, status, started)"
        " VALUES (?, ?, ?, ?)",
        (customer["id"], plan["id"], "authenticating" if must_ask else "active", call.now),
    )
    if must_ask:
        return replies.refusal("3D Secure Authentication required")
    return replies.success()


def delete_subscription(call: PracticeCall) -> Reply:
    """End a customer's subscription."""
    ended = call.store.execute(
        "DELETE FROM subscriptions WHERE customer_id = ? AND status = 'active'",
        (customer_of(call)["id"],),
    )
    if not ended:
        raise RefusalError("Customer does not have a subscription")
    return replies.success()


def get_subscription(call: PracticeCall) -> Reply:
    """Answer a customer's subscription, an empty one where there is none."""
    row = call.store.row(
        "SELECT * FROM subscriptions JOIN plans ON plans.id = plan_id"
        " WHERE customer_id = ? AND status = 'active'",
        (customer_of(call)["id"],),
    )
    if row is None:
        return replies.success(Subscription=[])
    renews = row["started"] + ((call.now - row["started"]) // _MONTH + 1) * _MONTH
    return replies.success(Subscription=replies.subscription(row, renews))


HANDLERS: Final[Mapping[str, Handler]] = {
    "addSubscription": add_subscription,
    "deleteSubscription": delete_subscription,
    "getSubscription": get_subscription,
}
