"""Charging a saved card for an order, by what was just read of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.cards import Card
from ...api.models.orders import Order
from ..writes.steps import LooksAgain, NotRead, Send, Steps
from . import cards as verbs
from .moment import is_of_now
from .payment import Refused, WhyNot

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class CardsRead:
    """Says how the cards stand; the order is in the mirror.

    Attributes:
        cards: None where the order is gone, so that nobody knows whose they are.
    """

    cards: tuple[Card, ...] | None


@dataclass(frozen=True, slots=True)
class TypeAmount:
    """Asks for the amount, or the word for it, to be typed; answered True or False.

    Attributes:
        card: The one that is charged, where CleanCloud tells it.
    """

    order: Order
    due: Decimal
    card: Card | None


@dataclass(frozen=True, slots=True)
class Charge(Send):
    """Nothing speaks against it any more: the card is charged, once."""

    due: Decimal


Step = LooksAgain | NotRead | CardsRead | Refused | TypeAmount | Charge


async def charging(shop: Shop, order_id: str, processor: str = "") -> Steps[Step]:
    """Read an order, have its amount confirmed by typing, and charge it.

    Whoever takes more than a moment to type is asked again, by what stands then.

    Args:
        shop: Knows the order.
        order_id: The order.
        processor: The code of the shop's card processor; empty for CleanCloud to know.

    Raises:
        BadParametersError: CleanCloud told the order under a number that it does not take.
    """
    while True:
        yield LooksAgain()
        try:
            order = await shop.ask.refresh_order_alone(order_id)
            # Another card may be the default by now.
            told = await shop.ask.cards_of(order.customer_id, processor) if order else None
            is_blocked = bool(await shop.open_charges([order_id]))
        except CleanCloudError as error:
            yield NotRead(error)
            return
        yield CardsRead(told)
        cards = told or ()
        if why_not := _speaks_against(order, cards, is_blocked=is_blocked):
            yield Refused(why_not, order)
            return
        if order is None or order.due is None:
            return
        if (yield TypeAmount(order, order.due, charged_card(cards))) is not True:
            return
        known = shop.order(order_id)
        if known and is_of_now(known.read_at, shop.now()):
            break
    yield Charge(verbs.charge(order, processor), order.due)


def charged_card(cards: Sequence[Card]) -> Card | None:
    """Return which card CleanCloud charges: the default, or the only one; None for not told."""
    default = next((card for card in cards if card.is_default), None)
    return cards[0] if default is None and len(cards) == 1 else default


def _speaks_against(
    order: Order | None, cards: Sequence[Card], *, is_blocked: bool
) -> WhyNot | None:
    if order is None:
        return WhyNot.GONE
    if is_blocked:
        return WhyNot.CHARGED
    if order.paid:
        return WhyNot.PAID
    if not order.due:
        return WhyNot.ON_INVOICE if order.is_on_invoice else WhyNot.NOTHING_DUE
    return None if cards else WhyNot.NO_CARD
