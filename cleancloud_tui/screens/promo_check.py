"""Checking a promo code, which uses nothing: one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..api.errors import CleanCloudError, RefusedError

if TYPE_CHECKING:
    from ..api.models.promotions import Promotion
    from .base import ShopScreen

_NOT_KNOWN: Final = "Whether the code “{}” is valid is not known."


async def checked_promo(screen: ShopScreen, customer_id: str, code: str) -> Promotion | None:
    """Return what a code gives a customer; None where that is refused or not known, which is told.

    Only a refusal says that the code is not taken.
    """
    screen.notice.waiting()
    try:
        gives = await screen.shop.ask.check_promo(customer_id, code)
    except CleanCloudError as error:
        is_refused = isinstance(error, RefusedError)
        told = f"The code “{code}” was not taken." if is_refused else _NOT_KNOWN.format(code)
        screen.notice.failed(f"{told} {error}", about=error)
        screen.app.bell()
        return None
    screen.notice.arrived()
    return gives
