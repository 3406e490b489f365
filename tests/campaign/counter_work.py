"""What is done at the counter itself: taking in, handing out, and money."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from cleancloud_tui.api.wire import day_stamp

from .floor import CODES, Floor, OnFloor
from .inputs import Asked

_DAYS: Final = {
    "storeDropOffDate": day_stamp(date(2026, 5, 28)),
    "storeReadyByDate": day_stamp(date(2026, 5, 30)),
}
_COMPLETED: Final = "2"
_CASH, _CARD, _CHECK = "1", "2", "3"


class CounterWork:
    """Scripts of the desk where customers stand.

    Args:
        floor: What is in the shop.
        dice: Decide what is done next.

    Attributes:
        kinds: What may be done; each returns what is put in at the same moment.
    """

    def __init__(self, floor: Floor, dice: random.Random) -> None:
        self._floor = floor
        self._dice = dice
        self.kinds: Sequence[Callable[[], list[Asked]]] = (
            self._taken_in,
            self._taken_in,
            self._handed_out,
            self._handed_out,
            self._charged_by_two_keys,
            self._promo_by_two_keys,
            self._credit,
        )

    def _taken_in(self) -> list[Asked]:
        """Take in two items, one of them listed nowhere else; with a discount, or with credit."""
        products = [
            {"id": "0", "name": self._text(), "price": "9.50", "pieces": "1", "quantity": "2"},
            {"id": "0", "name": "Hat", "price": "4.00", "pieces": "1", "quantity": "1"},
        ]
        order: dict[str, object] = {
            "customerID": self._dice.choice(self._floor.customers),
            "finalTotal": "21.50",
            "status": "5",
            "storeOrder": "1",
            **_DAYS,
            "products": products,
        }
        reduced = {"discount": "1.50"} if self._dice.random() < 0.5 else {"creditUsed": "1.50"}
        return [Asked("addOrder", order | reduced)]

    def _handed_out(self) -> list[Asked]:
        """Hand out all that a customer has in the shop, paid together."""
        customer_id = self._order().customer_id
        paid_by = self._dice.choice((_CASH, _CARD, _CHECK))
        return [
            Asked("updateOrder", _hand_out(order, paid_by))
            for order in self._floor.orders
            if order.customer_id == customer_id and order.status != _COMPLETED
        ]

    def _charged_by_two_keys(self) -> list[Asked]:
        """Charge an order twice at the same moment, whether or not it is paid."""
        order = self._order()
        charge = {"customerID": order.customer_id, "orderID": order.id}
        return [Asked("chargeCard", charge)] * 2

    def _promo_by_two_keys(self) -> list[Asked]:
        promo = {"customerID": self._dice.choice(self._floor.customers)}
        code = f"CODE{next(self._floor.numbers) % CODES}"
        return [Asked("usePromo", {**promo, "promoCode": code})] * 2

    def _credit(self) -> list[Asked]:
        """Pay a part of an order with credit; there may be less of it."""
        part = self._dice.choice(("0.50", "0.75", "1.00"))
        change = {"orderID": self._order().id, "finalTotal": "20.00", "creditUsed": part}
        return [Asked("updateOrder", change)]

    def _order(self) -> OnFloor:
        return self._dice.choice(self._floor.orders)

    def _text(self) -> str:
        return f"item {next(self._floor.numbers)}"


def _hand_out(order: OnFloor, paid_by: str) -> dict[str, object]:
    done: dict[str, object] = {"orderID": order.id, "status": _COMPLETED}
    return done if order.is_paid else {**done, "paid": "1", "paymentType": paid_by}
