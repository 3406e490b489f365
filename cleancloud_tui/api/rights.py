"""What a session may do: one object, made where the parts are put together, and asked below them.

Whatever changes something asks it right there, so that a screen or a command that forgets to ask
still changes nothing. Screens ask it too, to say so beforehand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from .errors import ReadOnlyError


class Right(Enum):
    """Something that a session may do; its value tells what was not done where it may not."""

    SEND = ("The change", "sent")
    """Send a change to CleanCloud."""
    DECIDE = ("What became of the change", "decided")
    """Say what became of a change that nobody knows about."""
    KEEP = ("What was typed or scanned", "kept")
    """Keep, take up and throw away drafts, scans and counts of the racks."""
    CLOSE = ("The closing sheet", "kept")
    """Keep a closing sheet for good."""
    SET_TERMS = ("The budget", "changed")
    """Set the terms of the month's requests, and their count."""
    SET_UP = ("The settings file", "changed")
    """Write the settings."""
    CONNECT = ("The shop", "connected")
    """Connect a shop."""
    PAUSE = ("The fetching", "paused or resumed")
    """Let the background of all programs of this computer rest, and go on."""
    FORGET = ("The customer", "forgotten")
    """Remove customers from this computer."""
    UNASKED = ("Who is to be forgotten", "removed without a question")
    """Remove customers by a command that asks nobody."""
    PRINT = ("The ticket", "printed")
    """Run the shop's command for printing."""
    SAVE = ("The file", "written")
    """Write files wherever this user may, and over others."""
    READ_FILES = ("The file", "read")
    """Read what this user may, wherever it is, and have what stands there told or sent."""
    OPEN = ("The link", "opened")
    """Start a browser, or what the system has in its place."""
    TAKE_NOTE = ("Damage", "noted as read")
    """Let damaged files be mended by a command, and be spoken of no more."""
    SERVE = ("The practice shop", "served")
    """Serve a shop that others may change."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What one session may do.

    Attributes:
        granted: What.
        session: What a session is called that may not do everything.
    """

    granted: frozenset[Right]
    session: str = "read-only"

    def may(self, right: Right) -> bool:
        """Tell whether something may be done."""
        return right in self.granted

    def require(self, right: Right, what: str = "") -> None:
        """Go on where something may be done.

        Args:
            right: To do what.
            what: What is to be done exactly, such as `updateOrder`.

        Raises:
            ReadOnlyError: It may not; nothing was changed.
        """
        if right not in self.granted:
            usual, done = right.value
            raise ReadOnlyError(what or usual, done, self.session)

    def refusal(self, right: Right) -> str:
        """Return why something may not be done, as a sentence; empty where it may."""
        try:
            self.require(right)
        except ReadOnlyError as error:
            return str(error)
        return ""

    def only(self, rights: Collection[Right]) -> Rights:
        """Return what of these is granted, for a part of the program that needs no more."""
        return replace(self, granted=self.granted.intersection(rights))


EVERYTHING: Final = Rights(frozenset(Right))
READ_ONLY: Final = Rights(frozenset({Right.READ_FILES}))
"""Nothing is changed, anywhere."""
KIOSK: Final = Rights(
    frozenset(Right)
    - {
        *(Right.SAVE, Right.OPEN, Right.SET_UP, Right.CONNECT, Right.SERVE, Right.READ_FILES),
        Right.UNASKED,
    },
    "a kiosk",
)
"""The shop's work and nothing of the computer's: what is set up there is the owner's.

A setting may name a program, so whoever may change settings may run anything.
"""
