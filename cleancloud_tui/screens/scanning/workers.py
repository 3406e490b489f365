"""The workers of the scan screen, a group for each purpose: none of them holds up the next scan."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from textual import work

from ..base import ShopScreen

Job = Callable[[], Awaitable[None]]

FINDING: Final = "find"
"""The group of what asks CleanCloud while a scan waits for it: it can be stopped."""


class ScanWorkers(ShopScreen):
    """A screen on which much goes on at once."""

    @work(group="find", exit_on_error=False, description="find what was scanned")
    async def while_finding(self, job: Job) -> None:
        """Ask CleanCloud for what a scan waits for."""
        await job()

    @work(group="refresh scan", exit_on_error=False, description="refresh a garment")
    async def while_refreshing(self, job: Job) -> None:
        """Ask CleanCloud again for what was shown already."""
        await job()

    @work(group="ask", exit_on_error=False, description="ask what was scanned")
    async def while_asked(self, job: Job) -> None:
        """Have a person answer."""
        await job()

    @work(group="write", exit_on_error=False, description="write what was scanned")
    async def while_writing(self, job: Job) -> None:
        """Write what a scan changes."""
        await job()

    @work(group="keep", exit_on_error=False, description="keep the scans")
    async def while_keeping(self, job: Job) -> None:
        """Keep the scans on this computer."""
        await job()
