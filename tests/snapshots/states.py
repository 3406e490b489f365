"""The states in which a screen is seen: which shop it is opened on, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cleancloud_tui.practice.http.faults import Fault
from tests.host import Host
from tests.reshaping import in_an_unknown_way

from .ways import EMPTY, WAYS, Way


@dataclass(frozen=True)
class State:
    """What is the case when somebody goes to a screen.

    Attributes:
        is_read_only: Whether the session may change nothing.
        days_later: For how long the network has been gone when the counter is opened.
        is_offline: Whether it went while the counter was open.
        is_ill: Whether CleanCloud answers with the page of an outage.
        is_strange: Whether it tells everything by names that nobody knows.
    """

    is_read_only: bool = False
    days_later: int = 0
    is_offline: bool = False
    is_ill: bool = False
    is_strange: bool = False

    def begin(self, host: Host) -> None:
        """Let go wrong what does."""
        host.is_offline = host.is_offline or self.is_offline
        if self.is_ill:
            host.faults.cause(Fault.HTML)
        if self.is_strange:
            host.disguise = in_an_unknown_way


STATES: Final = {
    "filled": State(),
    "empty": State(),
    "stale": State(days_later=2),
    "offline": State(is_offline=True),
    "error": State(is_ill=True),
    "not-understood": State(is_strange=True),
    "read-only": State(is_read_only=True),
}

_ASKING: Final = (
    *("customer", "repeat-pickups", "order", "order-form", "order-driver", "charge", "hand-out"),
    *("new-order", "scan", "summary", "messages", "cards", "subscription", "all-pickups"),
    "holidays",
)
"""Screens that ask CleanCloud when they are opened."""

_TELLING: Final = ("repeat-pickups", "charge", "summary", "inventory", "messages", "referral")
"""Screens that would say so if there were nothing."""

_SHOWING: Final = ("search", "todays-work", "customer", "order", "scan", "summary")
"""Screens that show what may be old."""

_CHANGING: Final = (
    *("search", "customer", "repeat-pickups", "order", "scan", "operations", "budget", "holiday"),
    *("closing", "settings"),
)
"""Screens that offer changes."""


@dataclass(frozen=True)
class Seen:
    """A screen in a state."""

    screen: str
    state: str
    way: Way

    def __str__(self) -> str:
        return f"{self.screen}-{self.state}"


def _seen() -> Iterator[Seen]:
    yield from (Seen(screen, "filled", way) for screen, way in WAYS.items())
    yield from (Seen(screen, "empty", way) for screen, way in EMPTY.items())
    for state, screens in (
        ("stale", _SHOWING),
        ("offline", _ASKING),
        ("error", _ASKING),
        ("not-understood", _TELLING),
        ("read-only", _CHANGING),
    ):
        yield from (Seen(screen, state, WAYS[screen]) for screen in screens)


SEEN: Final = tuple(_seen())
