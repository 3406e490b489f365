"""What a shop has settled about new orders: taxes and fees, when they are ready, tickets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..opening_hours import USUAL, OpeningHours
from .totals import NOTHING, TaxRates

if TYPE_CHECKING:
    from ...api.models.customers import Customer


@dataclass(frozen=True, slots=True)
class OrderRules:
    """The shop's rules for new orders, and what it prints and counts with.

    Attributes:
        rates: Taxes, and what express adds.
        has_said_taxes: Whether somebody has said which taxes there are, be it none.
        minimum: What the items of an order that is fetched or brought are lifted to.
        delivery_fee: What is asked for bringing an order, unless something else is agreed.
        ready_days: Days after the drop-off.
        ready_time: On the 12-hour clock.
        hours: When the shop is open: an order is not made ready for a day when it is not.
        print_command: Prints what stands on its standard input; empty for none.
        print_encoding: What the printer takes.
        letterhead: Where the shop is, under its name on tickets.
        ticket_lines: Stand at the ticket's end.
        notes_and_coins: What is counted when the till is closed; empty for the currency's own.
        point_worth: Credit that a loyalty point gives; 0 where only CleanCloud knows.
    """

    rates: TaxRates = field(default_factory=TaxRates)
    has_said_taxes: bool = True
    minimum: Decimal = NOTHING
    delivery_fee: Decimal = NOTHING
    ready_days: int = 2
    ready_time: str = "5pm"
    hours: OpeningHours = field(default_factory=lambda: OpeningHours.parse(USUAL))
    print_command: str = ""
    print_encoding: str = "utf-8"
    letterhead: tuple[str, ...] = ()
    ticket_lines: tuple[str, ...] = ()
    notes_and_coins: str = ""
    point_worth: Decimal = NOTHING

    def rates_for(self, customer: Customer | None) -> TaxRates:
        """Return what an order of a customer bears: who is exempt bears tax 1 no more."""
        if customer is None or not customer.tax_exempt:
            return self.rates
        return replace(self.rates, taxes=(Decimal(0), *self.rates.taxes[1:]))

    def least(self, *, is_driven: bool) -> Decimal:
        """Return what the items are lifted to; nothing where nobody drives for them."""
        return self.minimum if is_driven else NOTHING

    def ready_by(self, dropped_off: date) -> date:
        """Return the day by which an order is ready: the first open one after its time."""
        day = dropped_off + timedelta(days=self.ready_days)
        for _ in self.hours.week:
            if self.hours.week[day.weekday()]:
                break
            day += timedelta(days=1)
        return day
