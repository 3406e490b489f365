"""A desk as the campaign sees it: a process that is told what to do, and killed."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

_HUNG_SECONDS: Final = 60.0
_LAST_WORDS_SECONDS: Final = 2.0

_ROOT: Final = Path(__file__).parents[2]


class Desk:
    """A desk's process.

    Attributes:
        place: Which desk of the shop it is.
    """

    def __init__(
        self, place: int, process: asyncio.subprocess.Process, crashed: Callable[[str], None]
    ) -> None:
        self.place = place
        self._process = process
        self._crashed = crashed
        self._ids = itertools.count()
        self._asked: dict[int, asyncio.Future[dict[str, Any] | None]] = {}
        self._is_open = True
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, place: int, *arguments: object, crashed: Callable[[str], None]) -> Self:
        """Start a desk's process and wait until it is ready.

        Args:
            place: Which desk of the shop it is.
            arguments: Of `tests.campaign.desk`.
            crashed: Is told the traceback of what should never be raised.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.campaign.desk",
            *map(str, arguments),
            cwd=_ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1_000_000,
        )
        assert process.stdout is not None
        if not await process.stdout.readline():
            raise RuntimeError("a desk did not open")
        return cls(place, process, crashed)

    @property
    def is_open(self) -> bool:
        """Whether its process runs."""
        return self._is_open

    async def tell(self, do: str, **what: object) -> dict[str, Any] | None:
        """Have something done, and return how it ended; None where the process died before.

        One that does not answer for long is killed, and told of.
        """
        if not self._is_open:
            return None
        assert self._process.stdin is not None
        number = next(self._ids)
        ended = asyncio.get_running_loop().create_future()
        self._asked[number] = ended
        self._process.stdin.write(json.dumps({"id": number, "do": do, **what}).encode() + b"\n")
        try:
            told: dict[str, Any] | None = await asyncio.wait_for(ended, _HUNG_SECONDS)
        except TimeoutError:
            await self._give_up(f"never answered: {do} {what}")
            return None
        return told

    def kill(self) -> None:
        """End the process as `kill -9` does."""
        if self._process.returncode is None:
            # Past asyncio, which would reap a process that is gone already a second time.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    async def ended(self) -> None:
        """Wait until the process is gone and all that it said was heard."""
        await self._listening
        await self._process.wait()

    async def close(self) -> None:
        """Let the process finish what it does and end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(self._listening), _HUNG_SECONDS)
        except TimeoutError:
            await self._give_up("never ended")
        await self.ended()

    async def _give_up(self, why: str) -> None:
        """Have the process tell what it is doing, then kill it."""
        self._crashed(f"desk {self.place} {why}")
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGUSR1)
            await asyncio.sleep(_LAST_WORDS_SECONDS)
        self.kill()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            if not line.endswith(b"\n"):
                break  # killed while it said it
            told = json.loads(line)
            if "crash" in told:
                self._crashed(f"desk {self.place}: {told['crash']}")
            else:
                _answer(self._asked.pop(told.pop("id")), told)
        self._is_open = False
        for ended in self._asked.values():
            _answer(ended, None)


def _answer(ended: asyncio.Future[dict[str, Any] | None], told: dict[str, Any] | None) -> None:
    if not ended.done():
        ended.set_result(told)
