"""What promo codes and invitations give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
            is_valid=place.flag("valid", "isValid", "canBeUsed"),
            words=place.line("message", "reason"),
        )
        if told != Promotion(words=told.words):
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
    "referrerReward",
)
_FOR_FRIEND: Final = (
    "friendCredit",
    "friendGift",
    "friendAmount",
    "refereeCredit",
    "refereeGift",
    "refereeAmount",
    "refereeReward",
    "newCustomerCredit",
    "creditForFriend",
)
_BESIDE: Final = ("Success", "customerID", "id", "link", "url", "referralLink", "shareLink")
"""What says nothing of a gift."""

_IN_WORDS: Final = ("gift", "referralGift", "reward", "offer", "message", "description", "text")


def referral(reply: Mapping[str, object]) -> Referral:
    """Read the code by which a customer invites others, and what it gives (`getReferral`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    for place in ReplyRow(reply).places():
        if code := place.line(*_CODES):
            told = Referral(
                code=code,
                for_customer=place.decimal(*_FOR_CUSTOMER),
                for_friend=place.decimal(*_FOR_FRIEND),
                gift=place.line(*_IN_WORDS),
            )
            return told if _is_all_read(told, place) else replace(told, unread=reply)
    if content(reply):
        raise NotUnderstoodError(reply)
    return Referral()


def _is_all_read(told: Referral, place: ReplyRow) -> bool:
    """Tell whether nothing beside what was read may say what a side gets that is not known."""
    is_whole = told.for_customer is not None and told.for_friend is not None
    read = (
        *(() if told.for_customer is None else _FOR_CUSTOMER),
        *(() if told.for_friend is None else _FOR_FRIEND),
    )
    return bool(is_whole or told.gift or not place.tells_beside(*_CODES, *_BESIDE, *read))
