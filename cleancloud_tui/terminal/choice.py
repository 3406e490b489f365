"""Which driver reads and paints the terminal of this system."""

from __future__ import annotations

import sys

from textual.driver import Driver


def driver() -> type[Driver]:
    """Return what reads and paints the terminal of this system."""
    if sys.platform == "win32":
        from .windows import guarded_driver

        return guarded_driver()
    from .driver import CounterDriver

    return CounterDriver
