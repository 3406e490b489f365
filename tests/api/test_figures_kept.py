"""What is private in a reply about people is none in one about days: what cards brought."""

from __future__ import annotations

from typing import Any

import pytest

from cleancloud_tui.api.privacy import without_private

WAYS = {"Credit Card": "2.00", "Card (Stripe)": 4, "Gift Card": "5.00", "Card": "1.00"}


def test_what_cards_brought_stays_among_figures() -> None:
    day: dict[str, Any] = {"giftCardsSold": "3", "cardFees": "0.50", "revenueByPaymentType": WAYS}
    assert without_private({"Days": [day]}, are_figures=True) == {"Days": [day]}
    assert without_private(day) == {"revenueByPaymentType": {"Card": "1.00"}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cardNumber", "4242"),
        ("card", "4242424242424242"),
        ("Gift Card", "4242424242424242"),
        ("cardCvc", "123"),
        ("cardPassword", "1"),
        ("stripeToken", "tok_1"),
        ("birthdayCard", "1"),
        ("creditCard", "Visa 4242"),
    ],
)
def test_what_is_no_amount_of_cards_is_kept_nowhere(name: str, value: str) -> None:
    assert without_private({name: value}, are_figures=True) == {}
