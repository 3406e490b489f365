"""A new order while it is taken in: its items, what is agreed, what it comes to, what is sent.

What is typed is kept as it was typed, under the names of `addOrder`, so that it can be parked
and taken up again; it is read where it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.models.orders import OrderKind
from ...api.wire import decimal_of, money_text, time_text
from ...values.cards import without_cards
from ...values.days import iso_day
from ...values.drives import Drive
from ...values.numbers import amount_typed, percent_text
from ...values.times import time_typed
from ..journal.kept_orders import draft_of_order, kept_order
from ..orders.fields import window_fields
from ..orders.rules import OrderRules
from ..orders.totals import NOTHING, Charges, OrderTerms, charges_for
from .item import OrderItem
from .quick_entry import amount_or_percent
from .unreadable import ALL_CREDIT, PRICES, TIMES, why_unreadable

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...api.models.orders import Order
    from ...api.models.promotions import Promotion
    from ..stock.catalogue import ProductCatalogue

MOST_ONE_OFFS: Final = 5
"""`addOrder`: one-off items in one order."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)

_DELIVERY: Final = ("delivery", "deliveryDate", "deliveryStart", "deliveryEnd")
_FIELDS: Final[Mapping[OrderKind, tuple[str, ...]]] = {
    OrderKind.STORE: ("storeDropOffDate", "storeReadyByDate", "storeReadyByTime"),
    OrderKind.PICKUP: ("pickupDate", "pickupStart", "pickupEnd", *_DELIVERY),
    OrderKind.LOCKER: ("lockerNumber", "lockerLocationID", *_DELIVERY),
}
"""The parameters that belong to one kind alone."""

_ANY_KIND: Final = ("orderNotes", "notifyMethod", "sendEmail", "staffVerify", "express")


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A new order.

    Attributes:
        typed: What was typed, by the names of `addOrder`, those of other kinds included.
    """

    customer_id: str
    kind: OrderKind = OrderKind.STORE
    items: tuple[OrderItem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def pieces(self) -> int:
        """All its pieces."""
        return sum(item.all_pieces for item in self.items)

    @property
    def price_list(self) -> str:
        """The id of its price list."""
        return self.typed.get("priceListID") or "0"

    @property
    def can_take_one_off(self) -> bool:
        """Whether there is room for one more one-off item."""
        return sum(item.is_one_off for item in self.items) < MOST_ONE_OFFS

    def text(self, name: str) -> str:
        """Return what was typed under a name."""
        return self.typed.get(name, "").strip()

    def with_typed(self, **typed: str) -> NewOrder:
        """Return the order with something typed."""
        return replace(self, typed={**self.typed, **typed})

    def with_item(self, item: OrderItem) -> NewOrder:
        """Return the order with an item more; more of the same is added to the line it has."""
        for place, known in enumerate(self.items):
            if not item.is_one_off and replace(known, quantity=item.quantity) == item:
                return self.with_items(
                    place, replace(known, quantity=known.quantity + item.quantity)
                )
        return replace(self, items=(*self.items, item))

    def with_items(self, place: int, *items: OrderItem) -> NewOrder:
        """Return the order with other items in the place of one; none takes it away."""
        return replace(self, items=(*self.items[:place], *items, *self.items[place + 1 :]))

    def with_prices_of(self, customer: Customer | None, orders: Sequence[Order]) -> NewOrder:
        """Return the order by the customer's own price list, else by that of the newest order."""
        if customer and customer.price_list_id not in ("", "0"):
            return self.with_typed(priceListID=customer.price_list_id)
        dated = [each for each in orders if each.created]
        newest = max(dated, key=lambda each: each.created or _NEVER, default=None)
        return self.with_typed(priceListID=newest.price_list_id if newest else "")

    def with_kind(self, kind: OrderKind, rules: OrderRules) -> NewOrder:
        """Return the order as one of another kind; what is picked up is delivered, for the fee."""
        order = replace(self, kind=kind)
        if kind is not OrderKind.PICKUP or self.text("delivery"):
            return order
        fee = money_text(rules.delivery_fee) if rules.delivery_fee else ""
        return order.with_typed(delivery="1", deliveryFee=self.text("deliveryFee") or fee)

    def dropped_off_from(self, today: date, rules: OrderRules) -> NewOrder:
        """Return the order with its drop-off moved out of the past, and when it is ready too."""
        dropped_off = self.day("storeDropOffDate")
        if dropped_off is None or dropped_off >= today:
            return self
        ready = max(rules.ready_by(today), self.day("storeReadyByDate") or today)
        return self.with_typed(
            storeDropOffDate=today.isoformat(), storeReadyByDate=ready.isoformat()
        )

    def with_slot(self, what: str, day: date, start: str = "", end: str = "") -> NewOrder:
        """Return the order with a day and a window of time.

        Args:
            what: `pickup` or `delivery`.
            day: The day.
            start: From when on; empty where only the day is known.
            end: Until when; empty for the start.
        """
        return self.with_typed(**window_fields(what, day.isoformat(), start, end or start))

    def with_promo(self, code: str, gives: Promotion) -> NewOrder:
        """Return the order with a promo code, and what it gives: a percentage, or credit."""
        order = self.with_typed(promoCode=code)
        if gives.percent:
            return order.with_typed(discount=percent_text(gives.percent))
        if gives.credit:
            return order.with_typed(promoCredit=money_text(gives.credit), creditUsed=ALL_CREDIT)
        return order

    def without_promo(self) -> NewOrder:
        """Return the order without its promo code, and without the credit that it gives."""
        return self.with_typed(promoCode="", promoCredit="")

    def repriced(self, catalogue: ProductCatalogue) -> NewOrder:
        """Return the order with the prices of another price list, where that has the items."""
        items = tuple(item.priced_by(catalogue.product(item.product_id)) for item in self.items)
        return replace(self, items=items)

    def charges(self, rules: OrderRules, customer: Customer | None) -> Charges:
        """Return what it comes to; what can't be read counts as nothing."""
        discount, discount_percent = self._agreed("discount")
        tip, tip_percent = self._agreed("tip")
        is_driven = self.kind is OrderKind.PICKUP or self.text("delivery") == "1"
        terms = OrderTerms(
            discount=discount,
            discount_percent=discount_percent,
            is_express=self.text("express") == "1",
            delivery_fee=amount_typed(self.text("deliveryFee")) or NOTHING,
            tip=tip,
            tip_percent=tip_percent,
            minimum=rules.least(is_driven=is_driven) if self.items else NOTHING,
            credit=self.credit(customer),
        )
        priced = [item.priced for item in self.items]
        return charges_for(priced, terms, rules.rates_for(customer))

    def credit(self, customer: Customer | None) -> Decimal:
        """Return what may be used of the customer's credit: no more than there is."""
        balance = NOTHING if customer is None else customer.credit or NOTHING
        balance += decimal_of(self.text("promoCredit")) or NOTHING
        wanted = self.text("creditUsed").lower()
        return min(balance, balance if wanted == ALL_CREDIT else amount_typed(wanted) or NOTHING)

    def parameters(
        self, rules: OrderRules, customer: Customer | None, payment: str
    ) -> dict[str, object]:
        """Return what `addOrder` is sent.

        Args:
            rules: The shop's.
            customer: Whose it is, as far as known.
            payment: The code of how it is paid now; empty for later.
        """
        money = self.charges(rules, customer).parameters()
        sent: dict[str, object] = {
            "customerID": self.customer_id,
            **{name: amount for name, amount in money.items() if decimal_of(amount)},
            "finalTotal": money["finalTotal"],
            "status": self._status,
            **{name: self._sent(name) for name in _FIELDS[self.kind] if self.text(name)},
            **{name: self.text(name) for name in _ANY_KIND if self.text(name) not in ("", "0")},
        }
        if self.items:
            sent["products"] = [item.parameters() for item in self.items]
        if self.kind is not OrderKind.PICKUP:
            sent["storeOrder" if self.kind is OrderKind.STORE else "lockerOrder"] = "1"
        if self.price_list != "0":
            sent["priceListID"] = self.price_list
        if payment:
            sent |= {"paid": "1", "paymentType": payment}
        return sent

    def problem(self, first_delivery: date | None = None) -> str:
        """Return what keeps it from being made, as a sentence; empty for nothing.

        What the API's own rules say of texts is found when it is sent. Its route may bring nothing
        before `first_delivery`.
        """
        if not self.items and self.kind is OrderKind.STORE:
            return "There is no item yet: type one, such as 3 shirts, and press Enter."
        unreadable = next(iter(self.unreadable().values()), "")
        return unreadable or self._missing() or self._too_soon(first_delivery)

    def unreadable(self) -> Mapping[str, str]:
        """Return what of amounts, days and times can't be read, each a sentence by its name."""
        told = {name: self.text(name) for name in (*PRICES, *_FIELDS[self.kind])}
        wrong = {name: why_unreadable(name, text) for name, text in told.items() if text}
        return {name: sentence for name, sentence in wrong.items() if sentence}

    def day(self, name: str) -> date | None:
        """Return the day that stands under a name; None where it tells none."""
        return iso_day(self.text(name))

    @property
    def pickup_day(self) -> date | None:
        """The day on which it is fetched; None where nobody fetches it, or none is told yet."""
        return self.day("pickupDate") if self.kind is OrderKind.PICKUP else None

    def _missing(self) -> str:
        if self.kind is OrderKind.STORE:
            dropped, ready = self.day("storeDropOffDate"), self.day("storeReadyByDate")
            if dropped is None or ready is None or ready < dropped:
                return "The day by which it is ready is missing, or before the drop-off."
            return ""
        if self.kind is OrderKind.LOCKER and not self.text("lockerNumber"):
            return "Which locker is it? F8 has a field for its number."
        if self.kind is OrderKind.PICKUP and self.day("pickupDate") is None:
            return "The day of the pickup is missing: F9 offers the route's, F8 takes any."
        if self.text("delivery") == "1" and self.day("deliveryDate") is None:
            return "The day of the delivery is missing: F9 offers the route's, F8 takes any."
        return ""

    def too_little(self, rules: OrderRules, customer: Customer | None) -> str:
        """Return that more is taken off than there is, as a sentence, if it is so."""
        if self.charges(rules, customer).net < 0:
            return "The items come to less than nothing: something takes off more than there is."
        return ""

    def _too_soon(self, first_delivery: date | None) -> str:
        """Return that the delivery is before the pickup, or the route's first, as a sentence."""
        if self.kind is OrderKind.STORE or self.text("delivery") != "1":
            return ""
        delivery, pickup = self._drive("delivery"), self._drive("pickup")
        if self.kind is OrderKind.PICKUP and delivery.is_before(pickup):
            return "The delivery is before the pickup: F9 offers the route's times, F8 takes any."
        if first_delivery and delivery.day and delivery.day < first_delivery:
            return f"The route delivers from {first_delivery:%a %d %b} on: F9 offers its times."
        return ""

    def _drive(self, what: str) -> Drive:
        times = (time_typed(self.text(f"{what}{end}")) for end in ("Start", "End"))
        return Drive(self.day(f"{what}Date"), *times)

    @property
    def _status(self) -> str:
        if self.kind is not OrderKind.PICKUP:
            return self.text("status") or "0"
        return "3" if self.text("staffVerify") == "1" else "4"

    def _sent(self, name: str) -> str:
        """Return what stands under a name as it is sent; what can't be read as it was typed."""
        moment = time_typed(self.text(name)) if name.endswith(TIMES) else None
        return time_text(moment) if moment else self.text(name)

    def _agreed(self, name: str) -> tuple[Decimal, Decimal]:
        return amount_or_percent(self.text(name)) or (NOTHING, Decimal(0))

    def without_cards(self) -> NewOrder:
        """Return the order without the numbers of payment cards that were typed into its texts."""
        items = tuple(replace(item, name=without_cards(item.name)) for item in self.items)
        typed = {name: without_cards(text) for name, text in self.typed.items()}
        return replace(self, items=items, typed=typed)

    def as_draft(self) -> dict[str, str]:
        """Return it as it is parked: texts alone."""
        return draft_of_order(self.kind, [item.as_kept() for item in self.items], self.typed)


def begun(customer_id: str, customer: Customer | None, rules: OrderRules, today: date) -> NewOrder:
    """Return an order as it begins: dropped off today, with what the customer always gets."""
    percent = customer.discount_percent if customer else None
    typed = {
        "storeDropOffDate": today.isoformat(),
        "storeReadyByDate": rules.ready_by(today).isoformat(),
        "storeReadyByTime": rules.ready_time,
        "discount": percent_text(percent) if percent else "",
    }
    return NewOrder(customer_id, typed=typed)


def taken_up(customer_id: str, draft: Mapping[str, str]) -> NewOrder:
    """Return an order that was parked.

    Raises:
        ValueError: See `kept_order`.
    """
    kept = kept_order(draft)
    items = tuple(map(OrderItem.from_kept, kept.items))
    return NewOrder(customer_id, kept.kind, items, kept.typed)
