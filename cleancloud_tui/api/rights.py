"""What a session may do: one object, made where the parts are put together, and asked below them.

Whatever changes something asks it right there, so that a screen or a command that forgets to ask
still changes nothing. Screens ask it too, to say so beforehand. Where the shop's people sign in,
what the one who is there may do is asked each time: another may take their place at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from .errors import NotAllowedError, ReadOnlyError


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
    CHARGE = ("The card", "charged")
    """Take money by a customer's saved card, and begin what does."""
    DISCOUNT = ("The discount", "given")
    """Take something off a price, as far as who does it may."""
    OWN_PRICE = ("The item", "taken")
    """Take one-off items, which cost what is typed."""
    DELETE = ("What was to be deleted", "deleted")
    """Delete orders, deactivate customers, end subscriptions."""
    EXPORT = ("The export", "written")
    """Write lists and figures to files."""
    SEE = ("What the shop knows", "shown")
    """See customers, orders and who changed what."""
    SEE_FIGURES = ("The report", "shown")
    """See what the shop takes: the summary, its lists, the closing sheets."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What whoever is there may do.

    Attributes:
        name: Who it is, as the audit trail has it; empty where nobody said so.
        role: What they may do is called; empty where nobody has signed in.
        granted: What.
        most_discount: The percentage that they may take off a price; None for any.
    """

    name: str
    role: str
    granted: frozenset[Right]
    most_discount: Decimal | None = None

    @property
    def who(self) -> str:
        """Who it is, in words that a sentence begins with; empty where nobody has signed in."""
        return f"{self.name or 'nobody'} ({self.role})" if self.role else ""


_ANYBODY: Final = Allowance("", "", frozenset(Right))


def anybody() -> Allowance:
    """Allow everything to whoever is there: nobody signs in here."""
    return _ANYBODY


@dataclass(frozen=True, slots=True)
class Rights:
    """What one session may do.

    Attributes:
        granted: What, whoever is there.
        session: What a session is called that may not do everything.
        allowed: Tells what whoever is there at this moment may do.
    """

    granted: frozenset[Right]
    session: str = "read-only"
    allowed: Callable[[], Allowance] = field(default=anybody, compare=False)

    def may(self, right: Right) -> bool:
        """Tell whether something may be done."""
        return right in self.granted and right in self.allowed().granted

    def require(self, right: Right, what: str = "") -> None:
        """Go on where something may be done.

        Args:
            right: To do what.
            what: What is to be done exactly, such as `updateOrder`.

        Raises:
            ReadOnlyError: It may not; nothing was changed.
        """
        usual, done = right.value
        if right not in self.granted:
            raise ReadOnlyError(what or usual, done, self.session)
        if not self.may(right):
            raise NotAllowedError(what or usual, done, self.why_not(right))

    def why_not(self, right: Right) -> str:
        """Return why something may not be done, as the end of a sentence."""
        if right not in self.granted:
            return f"this session is {self.session}"
        who = self.allowed().who
        return f"{who} may not" if who else "nobody has signed in"

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

    def of_whom(self, allowed: Callable[[], Allowance]) -> Rights:
        """Return the same for whoever is there; for somebody in particular, they stay."""
        return replace(self, allowed=allowed) if self.allowed is anybody else self

    @property
    def of_session(self) -> Rights:
        """What the session may do by itself, whoever is there: for what runs in the background."""
        return replace(self, allowed=anybody)


EVERYTHING: Final = Rights(frozenset(Right))
READ_ONLY: Final = Rights(frozenset({Right.READ_FILES, Right.EXPORT, Right.SEE, Right.SEE_FIGURES}))
"""Nothing is changed, anywhere; what is seen may be written to the folder for exports."""
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
