"""More customers than can have grown old since the last time: a person is asked about them.

A clock, a setting or an answer may be wrong, and what is forgotten is gone for good.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

FACT: Final = "retention asks"
"""The fact that tells what a person is asked about."""

_ALWAYS: Final = 3
"""So few go without a question, however small the shop is."""

_SHARE: Final = 20
"""One in so many goes without a question: more than a month's worth where two years are kept."""


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
