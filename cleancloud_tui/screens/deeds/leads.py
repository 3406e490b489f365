"""What leads to a dialog or to another screen, and is not there yet.

Between a key and the question that it leads to, a worker may read from the disk or ask CleanCloud.
What is typed meanwhile is typed for that question, and not for the screen that still stands.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Collection
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App
from textual.screen import Screen
from textual.worker import NoActiveWorker, Worker, get_current_worker

Result = TypeVar("Result")

DEED: Final = "deed"
"""The group of workers that change something; see `deeds`."""

LEADING: Final = frozenset({DEED, "edit", "find draft", "leave", "quit", "save"})
"""Groups of workers that ask, open or close something; the others change no screen."""

_ASKED_BY_SCANS: Final = "ask"
"""The group of what asks about a scan: whoever scans on types for what stands, meanwhile."""

LEAD_SECONDS: Final = 2.0
"""How long a worker may be on its way; nobody types on for longer without looking."""


class LeftError(Exception):
    """A deed was given up, or its screen left, before it had asked everything: nothing is done."""


class Leads:
    """Knows of each worker that leads somewhere whether it has arrived."""

    def __init__(self) -> None:
        self._asking: WeakKeyDictionary[Worker[Any], Screen[Any]] = WeakKeyDictionary()
        self._since: WeakKeyDictionary[Worker[Any], float] = WeakKeyDictionary()
        self._sending: WeakSet[Worker[Any]] = WeakSet()
        self._given_up: WeakSet[Worker[Any]] = WeakSet()

    async def ask(self, app: App[Any], dialog: Screen[Result]) -> Result | None:
        """Put a question from a worker, and wait for its answer.

        Raises:
            LeftError: The deed was given up meanwhile.
            RuntimeError: Nobody waits for that worker's group, so keys for the question go astray.
        """
        worker = get_current_worker()
        if worker in self._given_up:
            raise LeftError
        if worker.group not in (*LEADING, _ASKED_BY_SCANS):
            raise RuntimeError(f"a worker of the group {worker.group} is not to ask")
        answered = app.push_screen(dialog, wait_for_dismiss=True)
        self._asking[worker] = dialog
        return await asyncio.shield(answered)

    def send(self) -> None:
        """Note that the worker that runs has asked what it had to: what comes now takes long.

        Raises:
            LeftError: The deed was given up meanwhile.
        """
        with contextlib.suppress(NoActiveWorker):
            worker = get_current_worker()
            if worker in self._given_up:
                raise LeftError
            self._sending.add(worker)

    def give_up(self, app: App[Any]) -> bool:
        """Let no deed ask or send any more that has not begun to; tell whether there was one."""
        found = [each for each in app.workers if each.group == DEED and self._leads(each, app)]
        self._given_up.update(found)
        return bool(found)

    def on_the_way(self, app: App[Any]) -> Collection[Worker[Any]]:
        """Return the workers that may put a question in a moment."""
        return [each for each in app.workers if self._leads(each, app) and not self.is_late(each)]

    def is_late(self, worker: Worker[Any]) -> bool:
        """Tell whether a worker has been on its way for too long."""
        is_begun = worker in self._since and not worker.is_finished
        return is_begun and get_time() - self._since[worker] > LEAD_SECONDS

    def asks(self, worker: Worker[Any], app: App[Any]) -> bool:
        """Tell whether a worker waits for the answer to a question that stands."""
        dialog = self._asking.get(worker)
        return dialog is not None and any(dialog in each for each in app._screen_stacks.values())

    def _leads(self, worker: Worker[Any], app: App[Any]) -> bool:
        if worker.is_finished or worker.group not in LEADING:
            return False
        if worker in self._sending or worker in self._given_up:
            return False
        if self.asks(worker, app):
            self._since.pop(worker, None)  # from its answer on, it is on its way again
            return False
        self._since.setdefault(worker, get_time())
        return True
