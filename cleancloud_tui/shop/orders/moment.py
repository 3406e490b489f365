"""What is as good as read now, where money is taken by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ...api.clocks.true_time import was_within

_MOMENT: Final = timedelta(seconds=20)
"""What was read this recently is as good as read now."""


def is_of_now(read_at: datetime, now: datetime) -> bool:
    """Tell whether what was read then is as good as read now."""
    return was_within(read_at.timestamp(), now.timestamp(), _MOMENT.total_seconds())
