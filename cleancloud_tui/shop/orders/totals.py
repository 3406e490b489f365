"""What an order comes to, to the cent.

The one place that says in which order an order's money is worked out:

1. **Items**: price times quantity of each line, added up.
2. **Discount**: an amount, or a percentage of the items; never more than the items.
3. **Minimum**: what lifts the items less the discount to the least that such an order comes to.
4. **Express**: a percentage of the items less the discount.
5. **Delivery fee**: as it is agreed.
6. **Taxes**: each a percentage of the items that are not exempt from it, less their share of the
   discount. Fees, the minimum and the tip are not taxed. Where the shop's prices include the
   taxes, they are taken out of these prices instead of being added to them.
7. **Tip**: an amount, or a percentage of the items before the discount.
8. **Credit**: as much as may be used, and no more than all of the above.

Each of these amounts is rounded to the cent once, half a cent up; what lies between two roundings
is exact. No amount ever is a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from ...api.operations.rules import TAXES
from ...api.wire import money_text

if TYPE_CHECKING:
    from ...api.models.orders import Order

NOTHING: Final = Decimal("0.00")
NO_TAXES: Final = (Decimal(0), Decimal(0), Decimal(0))
NO_TAX_EXEMPT: Final = (False, False, False)


@dataclass(frozen=True, slots=True)
class PricedItem:
    """One line of an order.

    Attributes:
        price: Of one.
        tax_exempt: From taxes 1, 2 and 3.
    """

    price: Decimal
    quantity: Decimal = Decimal(1)
    tax_exempt: tuple[bool, bool, bool] = NO_TAX_EXEMPT

    @property
    def amount(self) -> Decimal:
        """What the line comes to."""
        return _cents(Fraction(self.price) * Fraction(self.quantity))


@dataclass(frozen=True, slots=True)
class TaxRates:
    """What a shop charges by percentage.

    Attributes:
        taxes: Taxes 1, 2 and 3 in percent.
        tax_included: Whether prices include the taxes.
        express: In percent.
    """

    taxes: tuple[Decimal, Decimal, Decimal] = NO_TAXES
    tax_included: bool = False
    express: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What is agreed on one order, beside its items.

    Attributes:
        discount, tip: Amounts; a percentage that is not 0 stands instead of them.
        minimum: What the items less the discount are lifted to.
        credit: What may be used of the customer's credit.
    """

    discount: Decimal = NOTHING
    discount_percent: Decimal = Decimal(0)
    is_express: bool = False
    delivery_fee: Decimal = NOTHING
    tip: Decimal = NOTHING
    tip_percent: Decimal = Decimal(0)
    minimum: Decimal = NOTHING
    credit: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Charges:
    """An order's money, part by part; `final_total` follows from the others.

    Attributes:
        items: All items before the discount.
        discount_percent, tip_percent: 0 where the amount was given as such.
        taxes: Amounts of taxes 1, 2 and 3.
        tax_included: Whether the items include the taxes.
    """

    items: Decimal
    discount: Decimal = NOTHING
    discount_percent: Decimal = Decimal(0)
    minimum_adjust: Decimal = NOTHING
    express_fee: Decimal = NOTHING
    delivery_fee: Decimal = NOTHING
    taxes: tuple[Decimal, Decimal, Decimal] = (NOTHING, NOTHING, NOTHING)
    tax_included: bool = False
    tip: Decimal = NOTHING
    tip_percent: Decimal = Decimal(0)
    credit_used: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        """The items less the discount."""
        return self.items - self.discount

    @property
    def before_credit(self) -> Decimal:
        """Everything but the credit."""
        taxes = NOTHING if self.tax_included else sum(self.taxes, NOTHING)
        fees = self.minimum_adjust + self.express_fee + self.delivery_fee
        return self.net + fees + taxes + self.tip

    @property
    def final_total(self) -> Decimal:
        """What is to pay."""
        return max(NOTHING, self.before_credit - self.credit_used)

    def with_discount(self, amount: Decimal, percent: Decimal = Decimal(0)) -> Charges:
        """Return the charges with another discount, the taxes in proportion to what it leaves.

        Which items are taxed need not be known for it: the discount is shared by all of them.

        Args:
            amount: Stands where `percent` is 0.
            percent: Of the items.
        """
        discount = _discount(self.items, amount, percent)
        before, after = Fraction(self.net), Fraction(self.items - discount)
        first, second, third = (
            _cents(Fraction(tax) * after / before) if before else tax for tax in self.taxes
        )
        return replace(
            self, discount=discount, discount_percent=percent, taxes=(first, second, third)
        )

    def with_minimum(self, minimum: Decimal) -> Charges:
        """Return the charges with the items less the discount lifted to a minimum."""
        return replace(self, minimum_adjust=max(NOTHING, minimum - self.net))

    def with_tip(self, amount: Decimal, percent: Decimal = Decimal(0)) -> Charges:
        """Return the charges with another tip; `amount` stands where `percent` is 0."""
        return replace(self, tip=_tip(self.items, amount, percent), tip_percent=percent)

    def with_credit(self, available: Decimal) -> Charges:
        """Return the charges with as much credit used as is available and needed."""
        used = max(NOTHING, min(available, self.before_credit))
        return replace(self, credit_used=_cents(Fraction(used)))

    def parameters(self) -> dict[str, str]:
        """Return all parts under the names of `addOrder` and `updateOrder`.

        The fee for express is in `finalTotal` alone: the API has no parameter for it.
        """
        amounts = {
            "finalTotal": self.final_total,
            "discount": self.discount,
            "minimumAdjust": self.minimum_adjust,
            "deliveryFee": self.delivery_fee,
            **dict(zip(TAXES, self.taxes, strict=True)),
            "tip": self.tip,
            "creditUsed": self.credit_used,
        }
        return {name: money_text(amount) for name, amount in amounts.items()} | {
            "discountPercent": f"{self.discount_percent.normalize():f}",
            "tipPercent": f"{self.tip_percent.normalize():f}",
        }


def charges_for(items: Sequence[PricedItem], terms: OrderTerms, rates: TaxRates) -> Charges:
    """Work out what a new order comes to."""
    total = sum((item.amount for item in items), NOTHING)
    discount = _discount(total, terms.discount, terms.discount_percent)
    net = total - discount
    share = Fraction(net) / Fraction(total) if total else Fraction(0)
    first, second, third = (_tax(items, number, share, rates) for number in range(len(TAXES)))
    charges = Charges(
        items=total,
        discount=discount,
        discount_percent=terms.discount_percent,
        express_fee=_percent(net, rates.express) if terms.is_express else NOTHING,
        delivery_fee=terms.delivery_fee,
        taxes=(first, second, third),
        tax_included=rates.tax_included,
        tip=_tip(total, terms.tip, terms.tip_percent),
        tip_percent=terms.tip_percent,
    )
    return charges.with_minimum(terms.minimum).with_credit(terms.credit)


def charges_of(order: Order, *, tax_included: bool = False) -> Charges | None:
    """Return the charges of a known order; None where its total is not known.

    What its items come to follows from the total and its parts: the items themselves may not be
    known, and nothing says which of them are taxed.
    """
    if order.total is None:
        return None
    without_items = Charges(
        items=NOTHING,
        discount=_known(order.discount),
        discount_percent=order.discount_percent or Decimal(0),
        minimum_adjust=_known(order.minimum_adjust),
        express_fee=_known(order.express_fee),
        delivery_fee=_known(order.delivery_fee),
        taxes=(_known(order.tax), _known(order.tax2), _known(order.tax3)),
        tax_included=tax_included,
        tip=_known(order.tip),
        tip_percent=order.tip_percent or Decimal(0),
        credit_used=_known(order.credit_used),
    )
    items = order.total + without_items.credit_used - without_items.before_credit
    return replace(without_items, items=items)


def tax_and_base(
    order: Order, number: int, *, tax_included: bool
) -> tuple[Decimal, Decimal] | None:
    """Return a tax of an order and what it was taken of, as if all of it bore that tax.

    Args:
        order: As it is known.
        number: Of the tax: 0, 1 or 2.
        tax_included: Whether prices include the taxes.

    Returns:
        None where the order bears no such tax, or its total is not known.
    """
    charges = charges_of(order, tax_included=tax_included)
    tax = charges.taxes[number] if charges else Decimal(0)
    if charges is None or not tax:
        return None
    base = charges.net - (sum(charges.taxes) if charges.tax_included else 0)
    return (tax, base) if base > 0 else None


def _known(amount: Decimal | None) -> Decimal:
    return NOTHING if amount is None else amount


def _discount(items: Decimal, amount: Decimal, percent: Decimal) -> Decimal:
    return max(NOTHING, min(items, _percent(items, percent) if percent else amount))


def _tip(items: Decimal, amount: Decimal, percent: Decimal) -> Decimal:
    return _percent(items, percent) if percent else amount


def _tax(items: Iterable[PricedItem], number: int, share: Fraction, rates: TaxRates) -> Decimal:
    """Return one of the taxes, on the share of the items' prices that the discount leaves."""
    rate = Fraction(rates.taxes[number])
    taxed = (item for item in items if not item.tax_exempt[number])
    return _cents(
        sum((Fraction(item.amount) * rate / _base(item, rates) for item in taxed), Fraction(0))
        * share
    )


def _base(item: PricedItem, rates: TaxRates) -> Fraction:
    """Return how many hundredths an item's price has: over 100 where taxes are included."""
    if not rates.tax_included:
        return Fraction(100)
    borne = zip(rates.taxes, item.tax_exempt, strict=True)
    return 100 + sum((Fraction(rate) for rate, exempt in borne if not exempt), Fraction(0))


def _percent(amount: Decimal, percent: Decimal) -> Decimal:
    return _cents(Fraction(amount) * Fraction(percent) / 100)


def _cents(amount: Fraction) -> Decimal:
    """Round to the cent, half a cent up."""
    return Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2)
