"""How far filling the mirror is, in the words of the counter."""

from __future__ import annotations

from typing import Final

from ..shop.records import FillProgress
from ..values.cells import cells

_BAR: Final = 20
"""Signs of the bar."""


def fill_line(progress: FillProgress, width: int = 80) -> str:
    """Return one line for a terminal of so many columns: a bar, then figures, as many as fit."""
    percent = 100 if progress.finished else min(99, progress.done * 100 // max(1, progress.total))
    done = percent * _BAR // 100
    line = f"[{'#' * done}{'-' * (_BAR - done)}] {percent} %"
    for part in _parts(progress):
        if cells(line) + cells(part) + 2 < width:  # a full line would break on some terminals
            line += f"  {part}"
    return line


def _parts(progress: FillProgress) -> list[str]:
    left = time_left_in_words(progress.seconds_left)
    if progress.is_paused or progress.is_stopped:
        left = "paused" if progress.is_paused else "stopped"
    return [
        "done" if progress.finished else left,
        f"{progress.done:,} of about {progress.total:,} requests",
        f"{progress.customers:,} customers, {progress.orders:,} orders",
        progress.what,
    ]


def time_left_in_words(seconds: float | None) -> str:
    """Return how long something still takes: `about 12 min left`."""
    if seconds is None:
        return "just begun"
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"about {minutes} min left"
    return f"about {minutes / 60:.1f} h left"
