"""Push tokens: which phones of a customer are told about the orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, Reply, customer_of


def add_push_token(call: PracticeCall) -> Reply:
    """Store a phone's token; doing it again replaces it."""
    call.store.execute(
        "INSERT OR REPLACE INTO push_tokens (customer_id, token, platform, bundle_id, added)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            customer_of(call)["id"],
            call.text("pushToken"),
            call.number("platform"),
            call.text("bundleID"),
            call.now,
        ),
    )
    return replies.success()


def delete_push_token(call: PracticeCall) -> Reply:
    """Forget a phone's token; one that is not there is forgotten already."""
    call.store.execute(
        "DELETE FROM push_tokens WHERE customer_id = ? AND token = ?",
        (customer_of(call)["id"], call.text("pushToken")),
    )
    return replies.success()


HANDLERS: Final[Mapping[str, Handler]] = {
    "addPushToken": add_push_token,
    "deletePushToken": delete_push_token,
}
