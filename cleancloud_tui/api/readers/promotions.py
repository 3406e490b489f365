"""What a promo code gives."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.promotions import Promotion
from .fields import ReplyRow


def promotion(reply: Mapping[str, object]) -> Promotion:
    """Read what a promo code gives (`usePromo`): a percentage off, or credit."""
    fields = ReplyRow(reply)
    return Promotion(
        percent=fields.decimal("discountPercent", "discountPercentage", "discount", "percent"),
        credit=fields.decimal("credit", "creditAmount", "amount"),
    )
