"""Scans that wait: they were made while a dialog or a form was on top, and are looked up after it.

They stand among the drafts, too, one draft for each process: a program that was ended or killed
loses none of them. Each has a key, which it keeps as one of the last scans: one that was looked up
right before its program was killed comes back, and takes its own place there.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ...scanner.labels.codes import ScannedCode
from .history import NOT_KEPT, new_key

if TYPE_CHECKING:
    from ...scanner.patterns import Patterns
    from ..journal.drafts import Drafts

_KIND: Final = "scans"


class WaitingScans:
    """The scans that wait at this terminal, in their order.

    Args:
        drafts: Returns what they are kept among; not needed before something waits.
    """

    def __init__(self, drafts: Callable[[], Drafts]) -> None:
        self._drafts = drafts
        self._draft_key = secrets.token_hex(8)
        self._scans: dict[str, ScannedCode] = {}
        self._written: list[str] = []
        self._turn = asyncio.Lock()

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._scans)

    def add(self, code: ScannedCode) -> None:
        """Let a scan wait behind the others; `keep` writes it down."""
        self._scans[new_key()] = code

    def take(self) -> dict[str, ScannedCode]:
        """Return what waited, by keys, and let nothing wait; `keep` writes that down."""
        taken, self._scans = self._scans, {}
        return taken

    async def keep(self) -> None:
        """Write down what waits now, unless that was done.

        Raises:
            StorageError: It could not be written.
        """
        async with self._turn:
            if self._written == list(self._scans):
                return
            self._written = list(self._scans)
            texts = {key: _kept(code) for key, code in self._scans.items()}
            if texts:
                await self._drafts().keep(_KIND, self._draft_key, texts, are_codes=True)
            else:
                await self._drafts().drop(_KIND, self._draft_key)

    async def take_up(self, patterns: Patterns) -> None:
        """Let wait what ended programs left behind, before what was scanned since.

        Raises:
            StorageError: It could not be read.
        """
        drafts = self._drafts()
        there = reversed(await drafts.all(_KIND))
        found = [await drafts.find(_KIND, each.key) for each in there]
        left = [each for each in found if each is not None and each.key != self._draft_key]
        if not left:
            return
        texts = {key: text for draft in left for key, text in draft.values.items()}
        earlier = {key: code for key, text in texts.items() if (code := patterns.read(text))}
        self._scans = {**earlier, **self._scans}
        await self.keep()
        for draft in left:
            await drafts.drop(_KIND, draft.key)


def _kept(code: ScannedCode) -> str:
    return code.text if code.kinds else NOT_KEPT
