"""What is said where the number of a payment card was typed."""

from __future__ import annotations

from typing import Final

CARD_DROPPED: Final = (
    "The number of a payment card was dropped from what was typed: it is never kept or sent. A "
    "phone number of so many digits is taken with + in front."
)

CARD_SECONDS: Final = 20.0
"""For how long."""
