"""Writes down what was scanned and waits, so that it outlives the program."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from textual.app import App

from ...api.errors import CleanCloudError
from ...api.rights import Right, Rights
from ...scanner.setup import ScanSetup
from ...screens.base import tell_status
from ...shop.scans.waiting import WaitingScans


class ScanKeeper:
    """Keeps the scans that wait for the scan place, in the background."""

    def __init__(
        self, app: App[Any], waiting: WaitingScans, setup: ScanSetup, rights: Rights
    ) -> None:
        self._app = app
        self._waiting = waiting
        self._setup = setup
        self._rights = rights
        self._are_kept = True

    def take_up(self) -> None:
        """Let wait again what waited when a program ended."""
        self._begin(self._take_up(), "take up scans", "bring back what was scanned")

    def keep(self) -> None:
        """Write down what waits now; without the right to, it waits as long as the program runs."""
        if self._rights.may(Right.KEEP):
            self._begin(self._keep(), "keep scans", "keep what was scanned")

    def _begin(self, work: Coroutine[Any, Any, None], group: str, description: str) -> None:
        self._app.run_worker(work, group=group, description=description, exit_on_error=False)

    async def _take_up(self) -> None:
        try:
            await self._waiting.take_up(self._setup.patterns)
        except CleanCloudError as error:
            self._tell(str(error))
        if self._waiting:
            tell_status(self._app)

    async def _keep(self) -> None:
        try:
            await self._waiting.keep()
        except CleanCloudError as error:
            if self._are_kept:  # it is said once, however many are scanned
                self._tell(f"What was scanned waits, but is not kept if the program ends. {error}")
            self._are_kept = False
        else:
            self._are_kept = True

    def _tell(self, sentence: str) -> None:
        self._app.notify(sentence, severity="error", markup=False)
