"""Every kind of screen opens in a real terminal.

A terminal, since from Python 3.12 on Textual orders its tasks otherwise there than in its tests.
"""

import re
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

HOME = r"Last in, of \d+ customers"


def command(terminal: Terminal, words: str, told: str) -> None:
    """Choose a command of the palette, once it is offered."""
    terminal.press("\x10")
    terminal.wait_for("Search for commands")
    terminal.press(words)
    terminal.wait_for(told)
    terminal.press("enter")


def test_places_dialogs_and_commands_open() -> None:
    with Terminal() as terminal:
        terminal.wait_for(HOME)
        for key, sign in (
            ("f3", "scan a label"),
            ("f1", "Scan a garment.s label"),
            ("escape", "scan a label"),
            ("f4", "Revenue"),
            ("f2", HOME),
            ("ctrl+n", "Starch"),
            ("escape", HOME),
        ):
            terminal.press(key)
            terminal.wait_for(sign)
        command(terminal, "connect a shop", "Paste its token")
        terminal.wait_for("API token")
        terminal.press("escape")
        terminal.wait_for(HOME)
        command(terminal, "set up the scanner", "Scan three labels")
        terminal.wait_for("label")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_an_idle_counter_is_hidden_and_shown_again(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[app]\nhide_seconds = 1\n")
    settings.chmod(0o600)
    with Terminal() as terminal:
        terminal.wait_for("Hidden, for nobody was typing")
        # On a slow machine it may be hidden again before the screen was read.
        looks = (terminal.press("up") or re.search(HOME, terminal.text) for _ in range(500))
        assert any(looks)
