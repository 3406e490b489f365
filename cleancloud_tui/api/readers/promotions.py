"""What promo codes and invitations give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.promotions import Promotion, Referral
from .fields import ReplyRow
from .replies.not_understood import NotUnderstoodError, content


def promotion(reply: Mapping[str, object]) -> Promotion:
    """Read what a promo code gives (`usePromo`): a percentage off, or credit.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    for place in ReplyRow(reply).places():
        told = Promotion(
            percent=place.decimal("discountPercent", "discountPercentage", "discount", "percent"),
            credit=place.decimal("credit", "creditAmount", "amount"),
        )
        if told != Promotion():
            return told
    if content(reply):
        raise NotUnderstoodError(reply)
    return Promotion()


_CODES: Final = ("referralCode", "referral", "inviteCode", "shareCode", "promoCode", "code")
_FOR_CUSTOMER: Final = (
    "referrerCredit",
    "referrerGift",
    "referrerAmount",
    "customerCredit",
    "customerGift",
    "creditForReferrer",
)
_FOR_FRIEND: Final = (
    "friendCredit",
    "friendGift",
    "friendAmount",
    "refereeCredit",
    "newCustomerCredit",
    "creditForFriend",
)
_IN_WORDS: Final = ("gift", "referralGift", "reward", "offer", "message", "description", "text")


def referral(reply: Mapping[str, object]) -> Referral:
    """Read the code by which a customer invites others, and what it gives (`getReferral`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    fields = ReplyRow(reply)
    for place in (fields, *map(fields.row, fields.names())):
        if code := place.line(*_CODES):
            return Referral(
                code=code,
                for_customer=place.decimal(*_FOR_CUSTOMER),
                for_friend=place.decimal(*_FOR_FRIEND),
                gift=place.line(*_IN_WORDS),
            )
    if content(reply):
        raise NotUnderstoodError(reply)
    return Referral()
