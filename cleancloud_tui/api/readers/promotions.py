"""What a promo code gives."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.promotions import Promotion
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
