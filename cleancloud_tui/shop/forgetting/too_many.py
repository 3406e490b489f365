"""More customers than can have grown old since the last time: a person is asked about them.

A clock, a setting or an answer may be wrong, and what is forgotten is gone for good.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

from ...api.errors import CleanCloudError

_ALWAYS: Final = 3
"""So few go without a question, however small the shop is."""

_SHARE: Final = 20
"""One in so many goes without a question: more than a month's worth where two years are kept."""


class AskedAnewError(CleanCloudError):
    """Something else is asked by now than what somebody said yes to; nobody was forgotten."""

    sent = False

    def __init__(self) -> None:
        super().__init__(
            "Nobody was forgotten: it was found out anew who was not in for long. Look again."
        )


@dataclass(frozen=True, slots=True)
class TooMany:
    """What a person is asked about.

    Attributes:
        count: Customers who would be forgotten.
        known: All customers.
        before: When they were last in, at the latest, in Unix seconds.
    """

    count: int
    known: int
    before: float

    @property
    def is_implausible(self) -> bool:
        """Whether it is more than a daily pass finds as a rule."""
        return self.count > max(_ALWAYS, self.known // _SHARE)

    @property
    def sentence(self) -> str:
        """What is asked about, for people."""
        day = datetime.fromtimestamp(self.before, UTC)
        return (
            f"{self.count:,} of {self.known:,} customers were not in since {day.day} {day:%B %Y}, "
            "by CleanCloud's time, and would be forgotten at once (retention_months). That is "
            "more than a day makes old, so nobody is forgotten before somebody says so."
        )

    def as_text(self) -> str:
        """Return it as a text that `of_text` reads."""
        return json.dumps(asdict(self))

    @classmethod
    def of_text(cls, text: str) -> TooMany | None:
        """Read it from a text; None where that asks nothing."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None
