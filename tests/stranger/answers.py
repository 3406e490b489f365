"""How a request is answered, and what was written down of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_READS: Final = ("get", "driverLocation", "loginCustomer", "summaryReport")


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request is treated; as it stands, the shop does what it is asked and says so.

    Attributes:
        is_done: Whether the shop does what is asked.
        status: Of HTTP.
        body: What is answered instead of the shop's own words; a mapping is written as JSON.
        headers: Sent besides, or instead of the usual ones.
        before: Seconds that pass before the shop does it.
        after: Seconds that pass then, before the answer.
        until: It does nothing, and answers nothing, before this is set.
        answers_when: It has done it, and answers when this is set.
        is_dropped: The connection is closed in place of an answer.
    """

    is_done: bool = True
    status: int = 200
    body: Mapping[str, Any] | bytes | str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    before: float = 0.0
    after: float = 0.0
    until: threading.Event | None = None
    answers_when: threading.Event | None = None
    is_dropped: bool = False


@dataclass(slots=True)
class Received:
    """A request that arrived.

    Attributes:
        at: When, in seconds of `time.monotonic`.
        is_done: Whether the shop did what was asked, and did not refuse it.
        reply: What the shop had to say; None before that.
    """

    at: float
    operation: str
    parameters: Mapping[str, Any]
    is_done: bool = False
    reply: Mapping[str, Any] | None = None

    @property
    def is_write(self) -> bool:
        """Whether it asked for a change."""
        only_checks = str(self.parameters.get("onlyCheckIfValid", "0")) == "1"
        return not self.operation.startswith(_READS) and not only_checks
