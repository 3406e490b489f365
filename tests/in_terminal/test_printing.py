"""A ticket is printed from the real counter, by commands that end in every way."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger.server import TOKEN, Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

SCRIPT = """#!/bin/sh
cat > "$1"
case "$(basename "$0")" in
  leaves) sleep 600 & echo $! > "$1.pid" ;;
  dies) kill -9 $$ ;;
  waits) until [ -e "$1.go" ]; do sleep 0.1; done; echo out of paper >&2; exit 1 ;;
esac
"""


@contextlib.contextmanager
def ticket_of_204(tmp_path: Path, behaves: str) -> Iterator[tuple[Terminal, Path]]:
    """Open the ticket of an order in a shop whose printing command behaves in some way."""
    lp, paper = tmp_path / "Program Files" / behaves, tmp_path / "the paper"
    lp.parent.mkdir()
    lp.write_text(SCRIPT)
    lp.chmod(0o755)
    with Stranger() as stranger:
        stranger.shop.orders["204"]["notes"] = "Café \u6f22\u5b57 5 \u20ac"
        settings = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(mode=0o600)
        settings.write_text(
            f'[[shops]]\nname = "Mill"\nbase_url = "{stranger.base_url}"\ntoken = "{TOKEN}"\n'
            f'print_command = \'{lp} "{paper}"\'\nprint_encoding = "cp437"\n'
        )
        with Terminal() as counter:
            counter.press("abbott")
            counter.wait_for("Abbott Ines")
            counter.press("enter")
            counter.wait_for("204  Cleaning")
            counter.press("enter")
            counter.wait_for("m More")
            counter.press("m")
            counter.press(counter.wait_for(r"(\d)\s+Ticket")[1])
            counter.wait_for("ORDER 204")
            yield counter, paper


def test_it_is_printed_when_its_own_process_ends_well(tmp_path: Path) -> None:
    with ticket_of_204(tmp_path, "leaves") as (counter, paper):
        counter.press("p")
        try:
            counter.wait_for("Printed")
        finally:
            os.kill(int(paper.with_name("the paper.pid").read_text()), signal.SIGKILL)
    printed = paper.read_bytes()
    assert b"ORDER 204" in printed
    assert b"Caf\x82 HaZi 5 ?" in printed


def test_what_nobody_knows_is_said_and_not_that_it_was_not_printed(tmp_path: Path) -> None:
    with ticket_of_204(tmp_path, "dies") as (counter, _):
        counter.press("p")
        counter.wait_for("not known whether the ticket was printed")
        assert "not printed" not in counter.text


def test_nothing_is_printed_twice_and_its_end_is_told_on_another_screen(tmp_path: Path) -> None:
    with ticket_of_204(tmp_path, "waits") as (counter, paper):
        counter.press("p")
        counter.wait_for("Printing")
        counter.press("p")
        counter.wait_for("being printed already")
        counter.press("enter")
        counter.wait_for("m More")
        paper.with_name("the paper.go").touch()
        counter.wait_for("Ticket of order 204: The")
