"""What a scan has to wait for: CleanCloud, or a person who says what it is.

Meanwhile scanning goes on. What was waited for is done only where the mode, and what it does scans
to, are still the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...scanner.labels.codes import ScannedCode
from ...shop.connection.status import ConnectionState
from ...shop.scans.finding import Search
from ...shop.scans.history import Scan
from ...wording.values import counted
from ..dialogs.choose import ChooseDialog
from .modes.mode import UNKNOWN, asked, noted
from .words import short_name_of

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...shop.scans.resolving import CodeMeaning
    from .screen import ScanScreen

FINDING: Final = "find"
"""The group of what asks CleanCloud while a scan waits for it: it can be stopped."""

_NOT_ASKED: Final = f"{UNKNOWN}, and CleanCloud can't be asked"
_NOT_UNDERSTOOD: Final = f"{UNKNOWN}, and what CleanCloud answers is not understood"
_OUT_OF_REACH: Final = (
    ConnectionState.OFFLINE,
    ConnectionState.UNCLEAR,
    ConnectionState.REFUSED,
)
_CHANGED: Final = "something else was begun meanwhile: scan it again"


class ScanQuestions:
    """Asks for the scan screen."""

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen
        self._turn = asyncio.Lock()

    @property
    def is_finding(self) -> bool:
        """Whether CleanCloud is being asked for what was scanned."""
        return any(each.group == FINDING and not each.is_finished for each in self._screen.workers)

    def stop(self) -> None:
        """Ask CleanCloud no longer."""
        self._screen.workers.cancel_group(self._screen, FINDING)

    def find(self, scan: Scan, code: ScannedCode) -> None:
        """Ask CleanCloud for a code that is not known here."""
        self._screen.now(asked(scan, "is not known here: asking CleanCloud"))
        self._screen.while_finding(partial(self._find, scan, code))
        self._screen.refresh_bindings()

    def read_garments(self, scan: Scan, meaning: CodeMeaning) -> None:
        """Read the garments of an order that was scanned, then go on with it."""
        self._screen.now(asked(scan, "asking for the order's garments"))
        self._screen.while_finding(partial(self._read_garments, scan, meaning))

    def which(self, scan: Scan, meanings: list[CodeMeaning]) -> None:
        """Have a person tell which of several things was scanned: nothing is guessed."""
        self._screen.now(asked(scan, "which one is it?"))
        self._screen.while_asked(partial(self._which, scan, meanings))

    async def choose(self, code: str, meanings: list[CodeMeaning]) -> CodeMeaning | None:
        """Ask, where there is a choice, which of several things is meant; None for none."""
        if len(meanings) == 1:
            return meanings[0]
        choices = {str(place): short_name_of(each) for place, each in enumerate(meanings)}
        chosen = await self._screen.ask(ChooseDialog(f"What is {code}?", choices))
        return None if chosen is None else meanings[int(chosen)]

    def refresh(self, garment: Garment, then: Callable[[Garment], None] | None = None) -> None:
        """Ask for a garment again where what is known of it is old; `then` gets it as it is now."""
        if self._screen.shop.scans.is_due(garment):
            self._screen.while_refreshing(partial(self._refresh, garment, then))

    async def _find(self, scan: Scan, code: ScannedCode) -> None:
        screen = self._screen
        is_same = self._sameness()

        def tell(search: Search) -> None:
            of = counted(search.orders, "order")
            screen.now(asked(scan, f"is not known here: asked {search.asked} of {of}"))

        is_found, why = False, UNKNOWN
        try:
            is_found = await screen.shop.scans.find(code, screen.shop.session.order_at_hand, tell)
        except CleanCloudError as error:
            screen.notice.failed(error)
            why = _NOT_UNDERSTOOD if isinstance(error, NotUnderstoodError) else _NOT_ASKED
        except asyncio.CancelledError:
            if not screen.is_mounted:
                raise
            why = f"{UNKNOWN}; asking was stopped"
        if why == UNKNOWN and screen.shop.connection.state in _OUT_OF_REACH:
            why = _NOT_ASKED  # nothing was known that could have been asked about
        if is_found and is_same():
            screen.resolve(scan, code)
        elif is_found:
            screen.now(noted(scan, _CHANGED))
        else:
            screen.now(screen.state.mode.take_unknown(scan, why))

    async def _read_garments(self, scan: Scan, meaning: CodeMeaning) -> None:
        is_same = self._sameness()
        try:
            await self._screen.shop.ask.refresh_garments(meaning.order_id)
        except CleanCloudError as error:
            self._screen.notice.failed(error)
        if is_same():
            self._screen.now(self._screen.state.mode.take(scan, meaning))
        else:
            self._screen.now(noted(scan, _CHANGED))

    async def _which(self, scan: Scan, meanings: list[CodeMeaning]) -> None:
        async with self._turn:
            is_same = self._sameness()
            meaning = await self.choose(scan.code, meanings)
            if meaning and self._screen.state.mode.changes:
                what = f"{scan.code}: {short_name_of(meaning)}?"
                told = "What scans do in this mode is done with it."
                meaning = meaning if await self._screen.confirm(what, told) else None
        if meaning is None:
            self._screen.now(noted(scan, "nobody said what it is"))
        elif is_same():
            self._screen.act(scan, meaning)
        else:
            self._screen.now(noted(scan, _CHANGED))

    async def _refresh(self, garment: Garment, then: Callable[[Garment], None] | None) -> None:
        screen = self._screen
        try:
            await screen.shop.scans.refresh(garment)
        except CleanCloudError as error:
            screen.notice.failed(error)
            return
        for now in screen.shop.garments_of(garment.order_id):
            if then is not None and now.barcode == garment.barcode:
                then(now)
        screen.view.show_soon()

    def _sameness(self) -> Callable[[], bool]:
        """Return what tells whether scans still do what they do now."""
        screen = self._screen
        mode, target = screen.state.mode, screen.state.mode.target
        return lambda: (
            screen.state.mode is mode
            and screen.state.mode.target == target
            and screen.state.alarm is None
        )
