"""A call after some time, which comes however busy the program is.

Textual's own timer for a single call leaves it out where its time has passed before it began to
wait: on a busy computer, what hung on a thousandth of a second never came.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.message_pump import MessagePump


def call_in(pump: MessagePump, seconds: float, act: Callable[[], Any]) -> asyncio.TimerHandle:
    """Call something once, as a part of the work of a widget or the app.

    Returns:
        What cancels it.
    """

    def call() -> None:
        if pump.is_running:
            pump.call_next(act)

    return asyncio.get_running_loop().call_later(seconds, call)
