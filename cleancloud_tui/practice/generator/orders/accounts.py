"""Credit spent and loyalty points earned on the way, written to the store at the end."""

from __future__ import annotations

from collections import Counter

from ...store import PracticeStore
from .order import OrderRow


class Accounts:
    """What orders have changed on their customers' accounts."""

    def __init__(self, store: PracticeStore) -> None:
        self._credit: dict[int, int] = {
            row["id"]: row["credit"]
            for row in store.rows("SELECT id, credit FROM customers WHERE credit > 0")
        }
        self._spent: Counter[int] = Counter()
        self._points: Counter[int] = Counter()

    def credit_of(self, customer_id: int) -> int:
        """Return the cents that a customer has left."""
        return self._credit.get(customer_id, 0)

    def note_credit(self, customer_id: int, used: int) -> None:
        """Take the cents of credit that an order uses off its customer's account."""
        if used:
            self._credit[customer_id] -= used
            self._spent[customer_id] += used

    def note_payment(self, order: OrderRow) -> None:
        """Give the points for an order that was paid: one for each whole unit of money."""
        self._points[order.customer_id] += order.total // 100

    def write(self, store: PracticeStore) -> None:
        """Bring the store up to date, and begin anew."""
        for column, changes, sign in (
            ("credit", self._spent, -1),
            ("loyalty_points", self._points, 1),
        ):
            for customer_id, amount in changes.items():
                store.execute(
                    f"UPDATE customers SET {column} = {column} + ? WHERE id = ?",  # noqa: S608
                    (sign * amount, customer_id),
                )
            changes.clear()
