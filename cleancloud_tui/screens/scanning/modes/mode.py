"""What every mode of the scan screen is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from ....scanner.labels.codes import CodeKind, ScannedCode
from ....shop.exports.csv_forms import Cell
from ....shop.scans.history import Scan, ScanVerdict
from ....shop.scans.resolving import CodeMeaning

if TYPE_CHECKING:
    from ....shop.shop import Shop
    from ....widgets.table import TableRow
    from ....wording.values import Wording
    from ..desk import ScanDesk

COLLECTED: Final = "was already collected"
UNKNOWN: Final = "is not known here"


class Mode(ABC):
    """What is done with scans. Each takes a scan at once, from what the mirror knows.

    Attributes:
        name: In words: `look up`.
        key: The key that chooses it.
        kinds: What codes are taken for.
        changes: Whether a scan does something: not while a wrong one stands unseen.
        finds: Whether CleanCloud is asked for a code that is not known.
    """

    name: ClassVar[str]
    key: ClassVar[str]
    kinds: ClassVar[Collection[CodeKind]] = (CodeKind.GARMENT, CodeKind.TICKET)
    changes: ClassVar[bool] = True
    finds: ClassVar[bool] = True

    def __init__(self, desk: ScanDesk) -> None:
        self.desk = desk
        self.begin()

    @property
    def shop(self) -> Shop:
        """The shop that is scanned for."""
        return self.desk.shop

    @property
    def wording(self) -> Wording:
        """How the shop writes its values."""
        return self.desk.wording

    # What each mode says; what most have nothing to say to is empty

    @property
    def target(self) -> str:
        """What scans are done to now, such as a place; empty for nothing."""
        return ""

    @abstractmethod
    def instruction(self) -> str:
        """Return what to scan now, and what that does."""

    @abstractmethod
    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Do what is to be done about a scan; returns it with what was done."""

    def take_unknown(self, scan: Scan, why: str) -> Scan:
        """Return a scan that nobody knows, with what was done about it."""
        return wrong(scan, why)

    def reads_garments_for(self, meaning: CodeMeaning) -> bool:
        """Whether all garments of the order have to be known first."""
        return False

    def panel(self) -> Content | None:
        """Return how far it is; None to tell about the newest scan instead."""
        return None

    def rows(self) -> Sequence[TableRow] | None:
        """Return the rows to show in place of the scans; None for the scans."""
        return None

    def order_at(self, key: str | None) -> str | None:
        """Return the order of one of those rows, empty where it has none; None for the scans."""
        return None

    def table(self) -> tuple[str, list[Sequence[Cell]]] | None:
        """Return what can be saved in place of the scans: its name, headings and lines."""
        return None

    def begin(self) -> None:  # noqa: B027
        """Begin anew: with the next order, without a place."""

    def leave(self) -> None:  # noqa: B027
        """Say what stays undone when another mode is chosen, or this one begun anew."""

    async def enter(self) -> None:  # noqa: B027
        """Do what the mode needs when it is chosen."""

    def next_step(self) -> str:
        """Return what F9 does now: `ready`, `hand out`, `compare`; empty for nothing."""
        return ""

    async def go_on(self) -> None:  # noqa: B027
        """Do that."""

    # What all of them share

    def meanings(self, code: ScannedCode) -> list[CodeMeaning]:
        """Return what a code may be taken for here: a garment for one of its open orders."""
        found = self.shop.scans.meanings(code, self.kinds)
        return [each for meaning in found for each in meaning.apart()]


def done(scan: Scan, what: str) -> Scan:
    """Return a scan about which something was done."""
    return replace(scan, verdict=ScanVerdict.DONE, done=what)


def noted(scan: Scan, why: str) -> Scan:
    """Return a scan about which nothing was done."""
    return replace(scan, verdict=ScanVerdict.NOTED, done=why)


def asked(scan: Scan, what: str) -> Scan:
    """Return a scan whose answer is waited for."""
    return replace(scan, verdict=ScanVerdict.ASKED, done=what)


def wrong(scan: Scan, why: str) -> Scan:
    """Return a scan that is wrong here."""
    return replace(scan, verdict=ScanVerdict.WRONG, done=why)


def is_collected(meaning: CodeMeaning) -> bool:
    """Tell whether the order of a code was collected, as far as is known."""
    return meaning.order is not None and not meaning.order.is_open
