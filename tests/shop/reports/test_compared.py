"""Periods beside others, and what was told beside what was counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cleancloud_tui.shop.mirror.counting.undated import Undated
from cleancloud_tui.shop.reports.compared import (
    Reason,
    compared,
    differences,
    received_by_way,
    way_differences,
)
from cleancloud_tui.shop.reports.counted import Counted
from cleancloud_tui.shop.reports.figures import Figures, summed
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.reports.told import Told
from cleancloud_tui.wording.reports.figures import change_in_words, difference_in_words
from cleancloud_tui.wording.values import Wording

DAY = date(2026, 11, 27)
PERIOD = Period(DAY, DAY, "yesterday")
EARLY, LATE = datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 28, 9, tzinfo=UTC)
WORDING = Wording(lambda: LATE, UTC)


def both(
    told: Figures, own: Figures, *, as_told: Any = None, as_counted: Any = None
) -> tuple[Told, Counted]:
    return (
        Told(PERIOD, {DAY: told}, told, **{"read_at": LATE, "goes_on": False, **(as_told or {})}),
        Counted(PERIOD, {DAY: own}, own, **{"as_of": LATE, **(as_counted or {})}),
    )


@pytest.mark.parametrize(
    ("told", "own", "about", "reason"),
    [
        (Figures(orders=3), Figures(orders=3), {}, None),
        (Figures(), Figures(orders=3), {}, Reason.NOT_TOLD),
        (Figures(orders=3), Figures(), {}, None),
        (Figures(tips=None), Figures(tips=Decimal(3)), {}, None),
        (Figures(orders=4), Figures(orders=3), {}, Reason.UNKNOWN),
        (
            Figures(orders=4),
            Figures(orders=3),
            {"as_counted": {"unknown": (DAY,)}},
            Reason.DAYS_NOT_COUNTED,
        ),
        (
            Figures(orders=2),
            Figures(orders=3),
            {"as_told": {"missing": (DAY,)}},
            Reason.DAYS_NOT_TOLD,
        ),
        (
            Figures(revenue=Decimal(4)),
            Figures(revenue=Decimal(3)),
            {"as_counted": {"is_all_read": False}},
            Reason.OLD_ORDERS,
        ),
        (
            Figures(orders=4),
            Figures(orders=5),
            {"as_told": {"read_at": EARLY, "goes_on": True}},
            Reason.READ_BEFORE,
        ),
        (Figures(orders=4), Figures(orders=3), {"as_counted": {"as_of": EARLY}}, Reason.READ_SINCE),
        (
            Figures(sales=Decimal("11.50")),
            Figures(sales=Decimal(10), tips=Decimal("1.50")),
            {},
            Reason.TIPS,
        ),
        (
            Figures(sales=Decimal(11)),
            Figures(sales=Decimal(10)),
            {"as_counted": {"partial": {"sales": 2}}},
            Reason.LACKING,
        ),
        (
            Figures(orders=4),
            Figures(orders=3),
            {"as_counted": {"undated": Undated(2, made=2)}},
            Reason.UNDATED,
        ),
        (
            Figures(cleaned=4),
            Figures(cleaned=3),
            {"as_counted": {"undated": Undated(2, made=2)}},
            Reason.UNKNOWN,
        ),
        (
            Figures(orders=4),
            Figures(orders=3),
            {"as_counted": {"forgotten": 2, "forgotten_since": 1}},
            Reason.FORGOTTEN,
        ),
        (Figures(new_customers=4), Figures(new_customers=3), {}, Reason.DEACTIVATED),
    ],
)
def test_why_two_sources_differ(
    told: Figures, own: Figures, about: dict[str, Any], reason: Reason | None
) -> None:
    found = differences(*both(told, own, **about))
    assert [
        each.reason for each in found if each.told is not None or reason is Reason.NOT_TOLD
    ] == ([reason] if reason else [])
    assert all(difference_in_words(each, WORDING).endswith(".") for each in found)


def test_a_difference_is_said_with_both_and_the_reason() -> None:
    (found,) = differences(
        *both(Figures(orders=4), Figures(orders=5), as_told={"read_at": EARLY, "goes_on": True})
    )
    assert difference_in_words(found, WORDING) == (
        "Orders: CleanCloud told 4, counted 5. "
        "CleanCloud's was read yesterday 12:00; orders may have changed since."
    )


def test_a_period_beside_another_one() -> None:
    told = compared(
        Figures(orders=12, sales=Decimal(120)), Figures(orders=10, sales=Decimal(160), pieces=0)
    )
    assert change_in_words(told["orders"], WORDING) == "2 more (+20 %)"
    assert change_in_words(told["sales"], WORDING) == "$40.00 less (-25 %)"
    assert change_in_words(told["average_order"], WORDING) == "$6.00 less (-38 %)"
    assert change_in_words(told["pieces"], WORDING) == "–"
    assert "tips" not in told


def test_what_one_day_lacks_is_unknown_of_all() -> None:
    days = [
        Figures(orders=1, unique_customers=1, others={"bags": "2", "mood": "good"}),
        Figures(orders=2, unique_customers=2, sales=Decimal(3), others={"bags": "3"}),
    ]
    total = summed(days)
    assert (total.orders, total.sales, total.unique_customers) == (3, None, None)
    assert total.others == {"bags": "5", "mood": "good"}
    assert summed(days, known_only=True).sales == 3
    assert summed([]) == Figures()


NEXT = date(2026, 11, 28)
TWO_DAYS = Period(DAY, NEXT, "two days")


@pytest.mark.parametrize(
    ("told", "own", "about", "reason"),
    [
        (3, 5, {"unknown": (DAY,)}, Reason.UNKNOWN),
        (3, 5, {"forgotten_since": 1}, Reason.UNKNOWN),
        (3, 5, {"partial": {"orders": 1}}, Reason.UNKNOWN),
        (3, 5, {"forgotten_since": 1, "as_of": EARLY}, Reason.READ_SINCE),
        (5, 3, {"forgotten": 1}, Reason.UNKNOWN),
        (5, 3, {"forgotten_since": 1, "as_of": EARLY}, Reason.FORGOTTEN),
        (5, 3, {"forgotten_since": 1, "unknown": (NEXT,)}, Reason.FORGOTTEN),
    ],
)
def test_a_reason_explains_which_of_the_two_is_more(
    told: int, own: int, about: dict[str, Any], reason: Reason
) -> None:
    (found,) = differences(*both(Figures(orders=told), Figures(orders=own), as_counted=about))
    assert found.reason is reason


def test_what_is_long_over_did_not_change_since() -> None:
    told, own = both(Figures(new_customers=4), Figures(new_customers=3))
    late = LATE.replace(day=30)
    settled = replace(own, as_of=late)
    told = replace(told, read_at=late.replace(hour=10))
    assert [each.reason for each in differences(told, settled)] == [Reason.DEACTIVATED]
    for name, reason in (("orders", Reason.UNKNOWN), ("pieces", Reason.READ_SINCE)):
        one = replace(told, total=Figures(**{name: 4}))
        (found,) = differences(one, replace(settled, total=Figures(**{name: 3})))
        assert found.reason is reason


def test_days_that_are_lacking_explain_what_was_told_of_them() -> None:
    own = Counted(
        TWO_DAYS,
        {DAY: Figures(orders=3)},
        Figures(orders=3),
        LATE,
        (NEXT,),
        forgotten=1,
        forgotten_since=1,
    )
    for of_next, reason in ((2, Reason.DAYS_NOT_COUNTED), (0, Reason.FORGOTTEN)):
        days = {DAY: Figures(orders=5 - of_next), NEXT: Figures(orders=of_next)}
        told = Told(TWO_DAYS, days, Figures(orders=5), LATE, goes_on=False)
        (found,) = differences(told, own)
        assert found.reason is reason
        assert found.count == 1
    told = Told(TWO_DAYS, {DAY: Figures(orders=2)}, Figures(orders=2), missing=(NEXT,))
    (found,) = differences(told, own)
    assert found.reason is Reason.DAYS_NOT_TOLD


def test_ways_of_payment_differ_as_what_was_received_does() -> None:
    ways = {"Cash": Decimal(5), "Card": Decimal(2)}
    told = Figures(revenue=Decimal(7), by_payment_type=ways)
    own = Figures(revenue=Decimal(6), by_payment_type={"Cash": Decimal(5), "Check": Decimal(1)})
    found = way_differences(*both(told, own, as_counted={"forgotten": 1}))
    assert [(each.way, each.reason) for each in found] == [
        ("Card", Reason.FORGOTTEN),
        ("Check", Reason.UNKNOWN),
    ]
    assert difference_in_words(found[0], WORDING) == (
        "Card: CleanCloud told $2.00, counted $0.00. 1 customer was forgotten here, with all of "
        "their orders: they are not counted."
    )
    assert way_differences(*both(Figures(revenue=Decimal(7)), own)) == ()


def test_a_way_of_payment_that_may_be_called_otherwise_is_unknown_and_not_nothing() -> None:
    told = {"Cash": Decimal(5), "Credit Card": Decimal(2), "Invoice": Decimal(1)}
    own = {"Cash": Decimal(5), "Card": Decimal(2), "Invoice": Decimal(4)}
    assert received_by_way(told, own) == {
        "Cash": (5, 5),
        "Credit Card": (2, None),
        "Invoice": (1, 4),
        "Card": (None, 2),
    }
    figures = [Figures(revenue=sum(each.values()), by_payment_type=each) for each in (told, own)]
    found = way_differences(*both(*figures))
    assert [(each.way, each.told, each.reason) for each in found] == [
        ("Invoice", 1, Reason.UNKNOWN),
        ("Card", None, Reason.NOT_TOLD),
    ]
