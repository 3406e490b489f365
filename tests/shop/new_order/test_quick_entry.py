from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.new_order.quick_entry import (
    DiscountEntry,
    ItemEntry,
    UnclearEntry,
    amount_or_percent,
    read_entry,
)

D = Decimal


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("shirt", ItemEntry("shirt")),
        ("3 shirts", ItemEntry("shirts", D(3))),
        ("3shirts", ItemEntry("shirts", D(3))),
        ("3x shirts", ItemEntry("shirts", D(3))),
        ("2 × duvet, king size", ItemEntry("duvet, king size", D(2))),
        ("2.5 wash & fold", ItemEntry("wash & fold", D("2.5"))),
        ("2,5 wash", ItemEntry("wash", D("2.5"))),
        ("curtain hem 12.50", ItemEntry("curtain hem", D(1), D("12.50"))),
        ("2 cushions 8,00 4p", ItemEntry("cushions", D(2), D("8.00"), 4)),
        ("4 napkins 1.10 2 pcs", ItemEntry("napkins", D(4), D("1.10"), 2)),
        ("xl coat", ItemEntry("xl coat")),
        ("7", ItemEntry("7")),
        ("10%", DiscountEntry("10%")),
        ("12.5 %", DiscountEntry("12.5 %")),
        ("-5", DiscountEntry("5")),
        ("- 5.50", DiscountEntry("5.50")),
        ("101%", ItemEntry("101%")),
        ("delivery fee -3.50", ItemEntry("delivery fee", D(1), D("-3.50"))),
        ("2 fees -$5", ItemEntry("fees", D(2), D("-5.00"))),
        ("hem-5.50", ItemEntry("hem-5.50")),
    ],
)
def test_what_staff_type(text, entry):
    assert read_entry(text) == entry
    assert read_entry(f"  {text} ") == entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("0,500 wash 1,250.00", ItemEntry("wash", D("0.5"), D("1250.00"))),
        ("hem 1.250,50", ItemEntry("hem", D(1), D("1250.50"))),
        ("hem $5", ItemEntry("hem", D(1), D("5.00"))),
        ("2 hem 5 €", ItemEntry("hem", D(2), D("5.00"))),
        ("hem £12.5 2p", ItemEntry("hem", D(1), D("12.50"), 2)),
        ("2 lamps .50 2p", ItemEntry("lamps", D(2), D("0.50"), 2)),
        ("duvet 13.5", ItemEntry("duvet 13.5")),
        ("lamp 1 50.00", ItemEntry("lamp 1", D(1), D("50.00"))),
        ("\uff13 shirts", ItemEntry("shirts", D(3))),
    ],
)
def test_thousands_and_parts_of_one(text, entry):
    assert read_entry(text) == entry


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0 shirts", "“0” is no quantity"),
        ("0.000 shirts", "“0.000” is no quantity"),
        ("1,250 shirts", "may be 1250 or 1.25"),
        ("1.250 shirts", "may be 1250 or 1.25"),
        ("20000 shirts", "“20000” is no quantity"),
        ("hem 1.250", "may be 1250 or 1.25"),
        ("hem 1 250.00", "may be 1250.00 or 250.00"),
        ("hem 0.005", "“0.005” is no amount"),
        ("hem 12.5055", "“12.5055” is no amount"),
        ("2 cushions 8.00 0p", "“0” pieces can't be"),
        ("2 cushions 8.00 1000p", "“1000” pieces can't be"),
    ],
)
def test_what_is_no_number_or_two_is_asked_about(text, said):
    entry = read_entry(text)
    assert isinstance(entry, UnclearEntry)
    assert said in entry.sentence


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("-5", None),
        ("0.005", None),
        ("0.500", (D("0.50"), D(0))),
        ("1,250", None),
        ("1,250%", None),
        ("", (D(0), D(0))),
        ("5", (D("5.00"), D(0))),
        ("5,50", (D("5.50"), D(0))),
        ("10%", (D(0), D(10))),
        ("200%", None),
        ("much", None),
    ],
)
def test_amounts_and_percentages(text, read):
    assert amount_or_percent(text) == read


@given(st.text(max_size=40))
def test_anything_can_be_typed(text):
    entry = read_entry(text)
    if isinstance(entry, ItemEntry):
        assert entry.quantity >= 0
        assert entry.price is None or entry.price >= 0 or "-" in text
