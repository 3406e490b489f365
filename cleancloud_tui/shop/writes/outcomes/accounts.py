"""What became of what changes an account: credit, points, subscriptions, cards."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from ....api.errors import RefusedError
from ....api.models.customers import Customer
from ....api.readers.cards import cards
from ....api.readers.customers import customer
from ....api.readers.subscriptions import subscription
from ....api.wire import decimal_of
from ...journal.entries import Entry
from ..verdict import (
    NOT_UNDERSTOOD,
    Sources,
    WriteOutcome,
    cant_tell,
    did_not,
    happened,
    is_about_this,
    sent_at,
    tells_nothing,
    text,
)

_CLOCKS: Final = timedelta(seconds=120)
"""How far CleanCloud's clock may be behind this computer's."""


async def points_converted(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether the points that were there are used up."""
    now = await _account(entry, sources)
    points, used = _noted(entry, "loyaltyPointsAvailable"), _noted(entry, "loyaltyPointsUsed")
    if now is None or None in (points, used, now.loyalty_points, now.loyalty_points_used):
        return cant_tell("It is not known how many points there were before.")
    if used == now.loyalty_points_used:
        return did_not("No points were used.")
    if (used or 0) + (points or 0) == now.loyalty_points_used:
        credit = {} if now.credit is None else {"newCredit": f"{now.credit:.2f}"}
        return happened("The points are used.", **credit)
    return cant_tell("Points were used, but not just those that were there before.")


_NO_ID: Final = "promoID"
"""No use of a code is answered with an id: every one counts that was made here."""


async def promo_used(entry: Entry, sources: Sources) -> WriteOutcome:
    """Ask whether the code can still be used, and see whether it gave anything.

    A code may serve more than once, and what it gives may have come from elsewhere: only both
    together are clear.
    """
    now = await _account(entry, sources)
    credit, percent = _noted(entry, "creditAvailable"), _noted(entry, "discountPercentage")
    if now is None or None in (credit, percent, now.credit, now.discount_percent):
        return cant_tell("It is not known what credit and discount the customer had before.")
    gained = (now.credit or 0) > (credit or 0) or now.discount_percent != percent
    unchanged = (now.credit, now.discount_percent) == (credit, percent)
    if await _is_usable(entry, sources):
        if unchanged:
            return did_not("The code can still be used, and gave nothing yet.")
        return cant_tell("Credit or discount changed, but the code can still be used.")
    if gained and await sources.twins(entry, _NO_ID):
        return cant_tell("The code is used, but somebody here used it beside this.")
    if gained:
        return happened("The code is used, and the customer has what it gives.")
    return cant_tell("The code can't be used any more, but gave neither credit nor discount.")


async def subscribed(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether the customer has the subscription since."""
    reply = await sources.read("getSubscription", customerID=text(entry, "customerID"))
    held = subscription(reply)
    if held is None and tells_nothing(reply):
        return did_not("The customer has no subscription.")
    if held is None:
        return NOT_UNDERSTOOD
    if held.id != text(entry, "subscriptionID"):
        return cant_tell("The customer has another subscription.")
    if held.started is None or held.started < sent_at(entry) - _CLOCKS:
        return cant_tell("The customer has this subscription, but may have had it before.")
    return happened("The customer has this subscription since.")


async def unsubscribed(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether the customer has no subscription any more."""
    reply = await sources.read("getSubscription", customerID=text(entry, "customerID"))
    if subscription(reply) is not None:
        return did_not("The customer still has a subscription.")
    if tells_nothing(reply):
        return happened("The customer has no subscription any more.")
    return NOT_UNDERSTOOD


async def card_made_default(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether the card is the default."""
    of_type = {"type": text(entry, "type")} if text(entry, "type") else {}
    reply = await sources.read("getCards", customerID=text(entry, "customerID"), **of_type)
    card_id = text(entry, "cardID").strip()
    card = next((each for each in cards(reply) if each.id == card_id), None)
    if card is None or card.is_default is None:
        return cant_tell("CleanCloud does not tell which card is the default.")
    if card.is_default:
        return happened("The card is the default.")
    return did_not("Another card is the default.")


async def _account(entry: Entry, sources: Sources) -> Customer | None:
    return customer(await sources.read_customers(customerID=text(entry, "customerID")))


async def _is_usable(entry: Entry, sources: Sources) -> bool:
    """Ask whether a promo code can be used by its customer."""
    try:
        await sources.read(
            "usePromo",
            customerID=text(entry, "customerID"),
            promoCode=text(entry, "promoCode"),
            onlyCheckIfValid="1",
        )
    except RefusedError as error:
        if not is_about_this(error):
            raise
        return False
    return True


def _noted(entry: Entry, name: str) -> Decimal | None:
    return decimal_of((entry.before or {}).get(name))
