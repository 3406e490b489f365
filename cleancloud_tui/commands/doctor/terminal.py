"""The terminal: its size, colours and signs, pasting, and keys that something else may take."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ...terminal.charset import UTF_8, encoding_of
from ...terminal.kind import size_of, why_not_painted_on
from ...terminal.there import missing_terminal
from .finding import Finding, State

_LEAST: Final = (80, 24)
_MANY: Final = ("truecolor", "24bit")
_FEW: Final = frozenset({"linux", "vt100", "vt220", "ansi", "xterm"})
"""Names of terminals that stand for 16 colours or fewer, unless they say otherwise."""

_TAKEN: Final = {
    "TMUX": ("tmux", "Ctrl+B", "Press it twice for the shop's menu, or set another prefix"),
    "STY": ("screen", "Ctrl+A", "Press Ctrl+A and then A for the start of a line"),
    "ZELLIJ": ("zellij", "Ctrl+G, Ctrl+N, Ctrl+O and others", "Lock it with Ctrl+G first"),
}
"""What stands between a terminal and the counter, the keys it takes, and the way around."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of a terminal from a command.

    Attributes:
        missing: Why there is none; empty where there is one.
        size: Columns and lines; zeros where it does not tell.
        environ: The environment.
        takes_utf_8: What it said when it was asked; None for silence.
        takes_pastes: Whether it says that it marks what is pasted; None for silence.
    """

    missing: str = ""
    size: tuple[int, int] = (0, 0)
    environ: Mapping[str, str] = field(default_factory=dict)
    takes_utf_8: bool | None = None
    takes_pastes: bool | None = None


def seen() -> Seen:
    """Look at this terminal, and ask it where it can be asked."""
    if missing := missing_terminal():
        return Seen(missing=missing, environ=os.environ)
    reading, writing = sys.stdin.fileno(), sys.stdout.fileno()
    size = size_of(writing, reading)
    if os.name != "posix" or why_not_painted_on():
        return Seen(size=size, environ=os.environ)
    from ...terminal.probe import marks_pastes, takes_utf_8

    utf_8, _ = takes_utf_8(reading, writing)
    # What does not tell where its cursor is tells nothing else.
    pastes = None if utf_8 is None else marks_pastes(reading, writing)
    return Seen("", size, os.environ, utf_8, pastes)


def terminal(seen: Seen) -> Iterator[Finding]:
    """Tell how the counter would look and be typed into on a terminal."""
    if seen.missing:
        words = "there is none here, so it was not looked at"
        yield Finding("terminal", State.UNKNOWN, words, "Run doctor at the till's own terminal.")
        return
    if wrong := why_not_painted_on(seen.environ):
        yield Finding("terminal", State.WRONG, wrong, "export TERM=xterm-256color")
        return
    yield _size(seen)
    yield _colours(seen)
    yield _signs(seen)
    yield _pastes(seen)
    yield _keys(seen)


def _size(seen: Seen) -> Finding:
    width, height = seen.size
    if not width or not height:
        words = "it does not tell its size: 80×24 is taken"
        return Finding("terminal", State.UNKNOWN, words)
    words = f"{seen.environ.get('TERM', '')} of {width}×{height}"
    if width < _LEAST[0] or height < _LEAST[1]:
        to_do = "Make the window larger, or its letters smaller: 80×24 is needed."
        return Finding("terminal", State.WARNING, f"{words}: not all is in sight", to_do)
    return Finding("terminal", State.OK, words)


def _colours(seen: Seen) -> Finding:
    if seen.environ.get("NO_COLOR"):
        return Finding("colours", State.OK, "none, as NO_COLOR says; marks say what colours do")
    name = seen.environ.get("TERM", "")
    if seen.environ.get("COLORTERM", "").lower() in _MANY or name.endswith("-direct"):
        return Finding("colours", State.OK, "16 million")
    if "256color" in name or name.startswith(("alacritty", "foot", "kitty", "xterm-ghostty")):
        return Finding("colours", State.OK, "256")
    if name in _FEW:
        to_do = "Where it has more: export TERM=xterm-256color"
        return Finding("colours", State.OK, f"16 or fewer, as {name} stands for", to_do)
    return Finding("colours", State.UNKNOWN, f"{name} does not say how many")


def _signs(seen: Seen) -> Finding:
    encoding = encoding_of(seen.takes_utf_8, seen.environ)
    if encoding != UTF_8:
        words = f"written in {encoding}, with plain signs for lines and plots"
        to_do = "Where the terminal takes UTF-8: export LANG=C.UTF-8"
        return Finding("signs", State.WARNING, words, to_do)
    if seen.takes_utf_8 is None:
        return Finding("signs", State.UNKNOWN, "UTF-8; the terminal did not say that it takes it")
    return Finding("signs", State.OK, "UTF-8, and the terminal takes it")


def _pastes(seen: Seen) -> Finding:
    if seen.takes_pastes is None:
        words = "the terminal did not say whether it marks what is pasted"
        return Finding("pasting", State.UNKNOWN, words)
    if seen.takes_pastes:
        return Finding("pasting", State.OK, "what is pasted is marked as such")
    words = "what is pasted looks like typing or a scan"
    to_do = "Use a terminal with bracketed paste, or type instead of pasting."
    return Finding("pasting", State.WARNING, words, to_do)


def _keys(seen: Seen) -> Finding:
    for variable, (name, keys, way) in _TAKEN.items():
        if seen.environ.get(variable):
            return Finding("keys", State.WARNING, f"{name} takes {keys} for itself", f"{way}.")
    words = "which keys and scans arrive shows only when they are pressed"
    to_do = "In the counter: F1 to F12, then Ctrl+P, “Set up the scanner”."
    return Finding("keys", State.UNKNOWN, words, to_do)
