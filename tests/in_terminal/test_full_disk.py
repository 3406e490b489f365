"""The real counter on a disk that takes nothing: it goes on reading, says so once, and its end."""

from __future__ import annotations

import sys

import pytest

if sys.platform != "linux":
    pytest.skip("limits another process's files", allow_module_level=True)

import resource

from tests.stranger import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

TOLD, OVER = "Nothing can be kept on this", "keeps again what"
SIGN = "NOTHING CAN BE KEPT"


def allow(counter: Terminal, size: int) -> None:
    """Let files of the program's grow to a size, as if the disk had no room for more."""
    resource.prlimit(counter.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_it_is_said_once_reading_goes_on_and_the_end_is_told() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.press("abbott")
        counter.wait_for("Abbott Ines")
        counter.press("enter")
        counter.wait_for("203  Completed")
        allow(counter, 4096)
        counter.press("f5")
        counter.wait_for(SIGN)
        counter.wait_for(TOLD)
        counter.press("f5", "f5", "f5")
        assert counter.text.count(TOLD) <= 1
        counter.press("f2")
        counter.wait_for("abbott")
        counter.press("enter")
        counter.wait_for("204  Cleaning")
        assert counter.text.count(TOLD) <= 1
        allow(counter, resource.RLIM_INFINITY)
        counter.wait_for(OVER)
        counter.wait_until_gone(SIGN)
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
