"""What saving a repeat pickup changes, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.saving import Change
from cleancloud_tui.wording.schedules.changes import changes_in_words
from cleancloud_tui.wording.values import Wording

WORDING = Wording(lambda: datetime(2026, 11, 28, 12, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("was", "told"),
    [
        (None, "Orders in all: unknown → 7"),
        ("", "Orders in all: until cancelled → 7"),
        ("0", "Orders in all: until cancelled → 7"),
    ],
)
def test_what_is_unknown_is_not_nothing(was: str | None, told: str) -> None:
    assert changes_in_words([Change(PickupField.ORDERS, was, "7")], WORDING) == (told,)
