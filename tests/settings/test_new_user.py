"""A new user connects a shop, sets its taxes and prints the closing sheet, in one go."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.settings import read_file
from tests.conftest import PracticeServer
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

EMPTIED = "\x15"
"""Ctrl+U takes away what stands in a line."""


def connect(counter: Terminal, base_url: str) -> None:
    counter.wait_for("Welcome to the counter")
    counter.press("ctrl+n")
    counter.wait_for("Token +paste it here")
    counter.press("practice")
    counter.wait_for("Token +•")
    counter.press("tab", EMPTIED, "Mill")
    counter.wait_for("Name +Mill")
    counter.press("tab", EMPTIED, base_url, "ctrl+s")


def set_up(counter: Terminal, printed: Path) -> None:
    counter.wait_for("Set up Mill(.|\\n)*First tax, % +8")  # so it is in its orders
    counter.press("$", "tab")
    counter.wait_for("First tax, %  ·")  # of the field that has the cursor
    counter.press(EMPTIED, "7", "tab")
    counter.wait_for("Second tax, %  ·")
    counter.press(EMPTIED, "0")
    counter.wait_for("Currency +\\$ +First tax, % +7\n Second tax, % +0")
    counter.press("shift+tab", "shift+tab", "shift+tab", f"tee {printed}")
    counter.wait_for(r"Print with [^\n]*/p\b")
    counter.press("ctrl+s")
    counter.wait_for("Last in, of")


def close_the_till(counter: Terminal) -> None:
    counter.press("ctrl+b")
    counter.wait_for("8  Closing sheets")
    counter.press("8")
    counter.wait_for("n Close today")
    counter.press("n")
    counter.wait_for("Close the till of")
    counter.press("100", "ctrl+s")
    counter.wait_for("Keep this sheet")
    counter.press("f12")
    counter.wait_for("p Print")
    counter.press("p")
    counter.wait_for("Printed")


@pytest.fixture
def printed() -> Iterator[Path]:
    """Where the printer puts its paper: a short path, for a long one comes at a scanner's pace."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, "p")


def test_a_new_user_gets_as_far_as_the_closing_sheet(
    practice_server: PracticeServer, printed: Path
) -> None:
    with Terminal(is_new=True) as counter:
        connect(counter, practice_server.base_url)
        set_up(counter, printed)
        close_the_till(counter)
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
    [shop] = read_file().shops
    assert (shop.name, shop.tax, shop.tax2, shop.currency) == ("Mill", 7, 0, "$")
    assert "Mill" in printed.read_text(encoding="utf-8")
    with Terminal(is_new=True) as counter:  # and is welcomed once only
        counter.wait_for("Mill(.|\\n)*Last in, of")
