"""Writing to a terminal that takes nothing, or is gone, neither raises nor waits for long."""

import os
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.terminal import output
from cleancloud_tui.terminal.output import TerminalOutput


def test_one_that_takes_nothing_is_painted_on_again_when_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(output, "STUCK_SECONDS", 0.05)
    ours, theirs = os.openpty()
    calls: list[str] = []
    out = TerminalOutput(theirs, lambda: calls.append("gone"), lambda: calls.append("moves"))
    out.open()
    began = time.monotonic()
    for _ in range(100):
        out.write("x" * 10_000)
    assert time.monotonic() - began < 5
    assert calls == []
    os.set_blocking(ours, False)
    while True:
        try:
            os.read(ours, 65536)
        except BlockingIOError:
            break
    out.write("again")
    assert calls == ["moves"]
    assert os.read(ours, 100) == b"\x18again"
    out.close()
    os.close(theirs)
    os.close(ours)


def test_one_that_is_gone_is_told_of_once() -> None:
    ours, theirs = os.openpty()
    calls: list[str] = []
    out = TerminalOutput(theirs, lambda: calls.append("gone"))
    out.open()
    os.close(ours)
    out.write("a")
    out.write("b")
    out.close()
    out.flush()
    assert calls == ["gone"]
    os.close(theirs)


def test_what_the_terminal_lacks_is_written_plainly() -> None:
    ours, theirs = os.openpty()
    out = TerminalOutput(theirs, lambda: None)
    out.encoding = "iso8859-1"
    out.write("▔é\ud800")
    assert os.read(ours, 100) == b"-\xe9?"
    os.close(ours)
    os.close(theirs)
