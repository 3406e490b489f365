"""What was sent is said in the shop's words, and not by the names of requests."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.value_words import name_in_words, value_in_words


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("duration", "0", "orders in all: until cancelled"),
        ("duration", "6", "orders in all: 6"),
        ("deliveryDays", "0", "delivery after: no delivery"),
        ("deliveryDays", "1", "delivery after: 1 day"),
        ("schedulerType", "1", "confirmation: by SMS"),
        ("schedulerConfirmDays", "2", "asked ahead: 2 days"),
        ("frequency", "2", "how often: Every 2 weeks"),
        ("pickupStart", "9am", "pickup from: 9am"),
        ("tipPercent", "10", "tip per cent: 10 %"),
    ],
)
def test_a_schedule(name: str, value: str, said: str) -> None:
    parameter = OPERATIONS["updateRepeatPickup"].parameter(name)
    assert parameter is not None
    assert f"{name_in_words(name)}: {value_in_words(parameter, value)}" == said
