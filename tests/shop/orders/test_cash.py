from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.orders.cash import change_of, likely_amounts
from cleancloud_tui.values.numbers import amount_typed

AMOUNTS = st.decimals(min_value="0.01", max_value=100_000, places=2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("20", "20.00"),
        ("20.00", "20.00"),
        ("20,00", "20.00"),
        (" 20.5 ", "20.50"),
        ("20.", "20.00"),
        (".50", "0.50"),
        ("007", "7.00"),
        ("1,250.00", "1250.00"),
        ("1.250,5", "1250.50"),
        ("1'250.00", "1250.00"),
        ("12 500", "12500.00"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, amount: str) -> None:
    read = amount_typed(typed)
    assert read == Decimal(amount)
    assert str(read) == amount


@pytest.mark.parametrize(
    "typed", ["", " ", ".", ",", "-5", "+5", "1,25,00", "1.2.3", "abc", "1e3", "5 0"]
)
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert amount_typed(typed) is None


@given(AMOUNTS)
def test_an_amount_written_either_way_is_itself(amount: Decimal) -> None:
    plain = f"{amount:.2f}"
    assert amount_typed(plain) == amount
    assert amount_typed(plain.replace(".", ",")) == amount
    assert amount_typed(f"{amount:,.2f}") == amount


@given(st.text("0123456789.,' ", max_size=20))
def test_whatever_is_typed_is_an_amount_in_cents_or_none(typed: str) -> None:
    amount = amount_typed(typed)
    assert amount is None or (amount >= 0 and amount.as_tuple().exponent == -2)


@given(AMOUNTS, AMOUNTS)
def test_change_is_what_was_given_beyond_what_is_due(due: Decimal, given: Decimal) -> None:
    change = change_of(due, given)
    assert change is None if given < due else change == given - due


@pytest.mark.parametrize(
    ("due", "likely"),
    [
        ("7.25", ["10", "20", "50", "100"]),
        ("20.00", ["50", "100"]),
        ("23.40", ["25", "30", "40", "50"]),
        ("57.50", ["60", "100"]),
        ("157.50", ["160", "200"]),
        ("5750.00", ["5800", "6000"]),
    ],
)
def test_likely_amounts_are_whole_notes(due: str, likely: list[str]) -> None:
    assert list(map(str, likely_amounts(Decimal(due)))) == [f"{each}.00" for each in likely]


@given(AMOUNTS)
def test_likely_amounts_are_few_and_enough(due: Decimal) -> None:
    likely = likely_amounts(due)
    assert len(likely) <= 4
    assert all(amount > due for amount in likely)
    assert list(likely) == sorted(set(likely))
