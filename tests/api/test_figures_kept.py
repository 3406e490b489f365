"""What is private in a reply about people is none in one about days: what cards brought."""

from __future__ import annotations

from typing import Any

import pytest

from cleancloud_tui.api.privacy import WITHHELD, private_withheld, without_private

WAYS = {"Credit Card": "2.00", "Card (Stripe)": 4, "Gift Card": "5.00", "Card": "1.00"}


def test_what_cards_brought_stays_among_figures() -> None:
    day: dict[str, Any] = {"giftCardsSold": "3", "cardFees": "0.50", "revenueByPaymentType": WAYS}
    assert private_withheld({"Days": [day]}) == {"Days": [day]}
    assert without_private(day) == {"revenueByPaymentType": {}}


def test_what_stands_within_a_name_of_cards_is_kept_as_far_as_it_is_figures() -> None:
    told = {"Gift Card": [{"amount": "6.00", "count": 2, "of": "Ada"}], "voidedCard": ""}
    kept = {"Gift Card": [{"amount": "6.00", "count": 2, "of": WITHHELD}], "voidedCard": ""}
    assert private_withheld(told) == kept


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
def test_what_is_no_amount_of_cards_is_kept_nowhere_and_seen_to_be_told(
    name: str, value: str
) -> None:
    assert private_withheld({name: value}) == {name: WITHHELD}
