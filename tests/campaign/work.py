"""What desks do: a day's work in a small shop, chosen by the dice from what is on the floor.

Whatever text is put in is told nowhere else, so that it can be found again in the shop.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

from cleancloud_tui.practice.call import DAY, NOON

from .clock import START
from .counter_work import CounterWork
from .floor import CODES, ORDERS, Floor, OnFloor
from .inputs import UNDO, Asked

_NEXT: Final = {"5": "0", "0": "1", "1": "2"}
"""Detailing, Cleaning, Ready, Completed."""

_WINDOWS: Final = (("8am", "10am"), ("10am", "12pm"), ("2pm", "4pm"), ("5pm", "7pm"))


class Work:
    """One desk's work.

    Args:
        floor: What is in the shop.
        dice: Decide what is done next.
    """

    def __init__(self, floor: Floor, dice: random.Random) -> None:
        self._floor = floor
        self._dice = dice
        self._kinds: Sequence[Callable[[], list[Asked]]] = (
            self._new_customer,
            self._new_order,
            self._new_order,
            self._next_status,
            self._next_status,
            self._paid,
            self._notes,
            self._edited_twice,
            self._undone,
            self._undone,
            self._cancelled,
            self._garment,
            self._garment,
            self._new_pickup,
            self._pickup,
            self._message,
            self._charge,
            self._charge,
            self._promo_code,
            self._points,
            self._address,
            *CounterWork(floor, dice).kinds,
        )

    def next(self) -> list[Asked]:
        """Return what is put in next, at the same moment."""
        while not (asked := self._dice.choice(self._kinds)()):
            pass
        return asked

    def beside(self, asked: Asked) -> Asked:
        """Return what a second desk does to the same thing at the same moment."""
        order_id = asked.parameters.get("orderID")
        if asked.operation == "updateOrder" and self._dice.random() < 0.7:
            return Asked("updateOrder", {"orderID": order_id, "orderNotes": self._text()})
        if asked.operation == "updateGarment":
            return Asked(
                "updateGarment",
                {**_ids(asked), "conveyorLocation": f"C{next(self._floor.numbers)}"},
            )
        if asked.operation == "updateCustomer":
            return Asked("updateCustomer", {**_ids(asked), "customerNotes": self._text()})
        return asked

    # What may be done

    def _new_customer(self) -> list[Asked]:
        number = next(self._floor.numbers)
        who = {
            "customerName": f"Ada Lane {number}",
            "customerTel": f"555{number:07}",
            "customerEmail": f"ada{number}@example.com",
            "customerAddress": f"{number} Lane",
        }
        return [Asked("addCustomer", who)]

    def _new_order(self) -> list[Asked]:
        order: dict[str, object] = {
            "customerID": self._customer(),
            "finalTotal": f"{self._dice.randrange(5, 90)}.50",
            "status": "5",
            "orderNotes": self._text(),
            "products": [
                {"id": "0", "name": "Coat", "price": "9.50", "pieces": "1", "quantity": "2"},
                {"id": "0", "name": "Hat", "price": "4.00", "pieces": "1", "quantity": "1"},
            ],
        }
        return [Asked("addOrder", order)]

    def _next_status(self) -> list[Asked]:
        order = self._order()
        if order.status not in _NEXT:
            return []
        return [Asked("updateOrder", {"orderID": order.id, "status": _NEXT[order.status]})]

    def _paid(self) -> list[Asked]:
        order = self._order()
        if order.is_paid:
            return []
        return [Asked("updateOrder", {"orderID": order.id, "paid": "1", "paymentType": "1"})]

    def _notes(self) -> list[Asked]:
        return [Asked("updateOrder", {"orderID": self._order().id, "orderNotes": self._text()})]

    def _edited_twice(self) -> list[Asked]:
        order = self._order()
        return [
            Asked("updateOrder", {"orderID": order.id, "orderNotes": self._text()}),
            Asked("updateOrder", {"orderID": order.id, "orderNotes": self._text()}),
        ]

    def _undone(self) -> list[Asked]:
        subject = self._dice.choice(
            [
                f"order:{self._order().id}",
                f"garment:{self._dice.choice(self._floor.garments)[0]}",
                f"customer:{self._customer()}",
            ]
        )
        return [Asked(UNDO, {"subject": subject})]

    def _cancelled(self) -> list[Asked]:
        if len(self._floor.orders) < ORDERS:
            return []
        return [Asked("deleteOrder", {"orderID": self._order().id})]

    def _garment(self) -> list[Asked]:
        barcode, order_id = self._dice.choice(self._floor.garments)
        change = self._dice.choice(
            [
                {"extraNotes": self._text()},
                {"conveyorLocation": f"C{next(self._floor.numbers)}"},
            ]
        )
        return [Asked("updateGarment", {"barcodeID": barcode, "orderID": order_id, **change})]

    def _new_pickup(self) -> list[Asked]:
        pickup = {"customerID": self._customer(), **self._window(), "frequency": "1"}
        return [Asked("repeatPickup", pickup)]

    def _pickup(self) -> list[Asked]:
        if not self._floor.pickups:
            return []
        pickup_id, customer_id = self._dice.choice(self._floor.pickups)
        which = {"pickupID": pickup_id, "customerID": customer_id}
        if self._dice.random() < 0.3:
            return [Asked("deletePickup", which)]
        return [Asked("updateRepeatPickup", {**which, **self._window()})]

    def _message(self) -> list[Asked]:
        return [Asked("addMessage", {"customerID": self._customer(), "message": self._text()})]

    def _charge(self) -> list[Asked]:
        order = self._order()
        if order.is_paid:
            return []
        return [Asked("chargeCard", {"customerID": order.customer_id, "orderID": order.id})]

    def _promo_code(self) -> list[Asked]:
        code = f"CODE{next(self._floor.numbers) % CODES}"
        return [Asked("usePromo", {"customerID": self._customer(), "promoCode": code})]

    def _points(self) -> list[Asked]:
        return [Asked("convertLoyaltyPoints", {"customerID": self._customer()})]

    def _address(self) -> list[Asked]:
        change = {"customerAddress": f"{next(self._floor.numbers)} Moved Street"}
        return [Asked("updateCustomer", {"customerID": self._customer(), **change})]

    def _customer(self) -> str:
        return self._dice.choice(self._floor.customers)

    def _order(self) -> OnFloor:
        return self._dice.choice(self._floor.orders)

    def _text(self) -> str:
        return f"text {next(self._floor.numbers)}"

    def _window(self) -> dict[str, object]:
        day = int(START) // DAY * DAY + NOON + (2 + next(self._floor.numbers)) * DAY
        start, end = self._dice.choice(_WINDOWS)
        return {"pickupDate": str(day), "pickupStart": start, "pickupEnd": end}


def _ids(asked: Asked) -> dict[str, object]:
    return {name: value for name, value in asked.parameters.items() if name.endswith("ID")}
