"""The cash payments of a day: as this computer counts them, else as CleanCloud told them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...shop.reports.counted import counted_figures
from ...shop.reports.periods import Period
from ...shop.reports.told import told_figures
from ...wording.reports.figures import undated_said
from ...wording.values import Wording
from ...wording.values import counted as orders_counted

if TYPE_CHECKING:
    from ...shop.reports.figures import Figures
    from ...shop.shop import Shop

_CASH: Final = "Cash"


@dataclass(frozen=True, slots=True)
class Received:
    """Cash payments of a day.

    Attributes:
        counted, told: By both sources; None for unknown.
        as_of: Up to when this computer knows of payments; None for unknown.
        not_counted: How many orders are not counted yet, while it is not known.
        undated: How many orders were paid in cash on days that nobody knows: then it is not known
            by counting.
    """

    counted: Decimal | None
    told: Decimal | None
    as_of: datetime | None = None
    not_counted: int = 0
    undated: int = 0

    @classmethod
    def on(cls, shop: Shop, day: date) -> Received:
        """Read both from the mirror."""
        period = Period(day, day, day.isoformat())
        counted, told = counted_figures(shop, period), told_figures(shop, period)
        undated = counted.undated.paid.get(_CASH, 0)
        own = None if undated else _cash(counted.days.get(day))
        told_cash = _cash(told.days.get(day))
        return cls(own, told_cash, counted.as_of, counted.not_counted, undated)

    @property
    def amount(self) -> Decimal | None:
        """What is taken for right: CleanCloud's was read at some time of the day."""
        return self.told if self.counted is None else self.counted

    def said(self, wording: Wording) -> str:
        """Say where it is from."""
        money = wording.money
        if self.not_counted and self.amount is None:
            left = orders_counted(self.not_counted, "order")
            return f"Cash payments of the day: {left} not counted yet; wait a moment."
        if self.undated and self.amount is None:
            return f"Cash payments of the day: unknown; {undated_said(self.undated)}."
        if self.amount is None:
            return "Cash payments of the day: unknown; the difference can't be told."
        said = f"Cash payments of the day: {money(self.amount)}"
        if self.counted is None:
            return f"{said}, as CleanCloud told."
        if self.as_of:
            said = f"{said}, as known {wording.age(self.as_of)}"
        if self.told is not None and self.told != self.counted:
            return f"{said}; CleanCloud told {money(self.told)}."
        return f"{said}."


def _cash(figures: Figures | None) -> Decimal | None:
    if figures is None or figures.by_payment_type is None:
        return None
    return figures.by_payment_type.get(_CASH, Decimal("0.00"))
