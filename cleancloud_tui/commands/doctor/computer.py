"""This computer: its time and zone, the printer, the shop's folder and room on the disk."""

from __future__ import annotations

import os
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ...api.clocks.true_time import TOLERANCE
from ...api.text import one_line
from ...settings import ShopSettings
from ...shop.tickets.printing import words_of
from ...stores.private import is_open_to_others
from ...wording.clock import clock_sentence
from .finding import Finding, State

_ROOM: Final = 200_000_000
"""Bytes that are to be free: a large shop's files, and as much for writing them anew."""


def time_of_day(settings: ShopSettings, now: float) -> Finding:
    """Tell how late it is in the shop's zone.

    Raises:
        ZoneError: Nothing is known of the zone.
    """
    zone = settings.zone
    named = settings.time_zone or "this computer's own zone"
    words = f"{datetime.fromtimestamp(now, UTC).astimezone(zone):%a %d %b %Y %H:%M %Z} in {named}"
    return Finding("time", State.OK, words)


def clock(ahead: float | None) -> Finding:
    """Tell how this computer's clock and CleanCloud's differ.

    Args:
        ahead: By how many seconds it is ahead; None where CleanCloud told no time.
    """
    words = clock_sentence(ahead)
    if ahead is None:
        return Finding("clock", State.UNKNOWN, words)
    if abs(ahead) <= TOLERANCE:
        return Finding("clock", State.OK, words)
    return Finding("clock", State.WRONG, words, "Let the clock be set by the network (NTP).")


def printer(settings: ShopSettings) -> Finding:
    """Tell whether the printing command can be run; it is not."""
    if not settings.print_command:
        words = "no printing command is set: tickets are saved as files"
        return Finding("printer", State.OK, words)
    shown = one_line(settings.print_command)
    to_do = "Mend print_command in the settings."
    try:
        program = words_of(settings.print_command)[0]
    except ValueError as error:
        return Finding("printer", State.WRONG, f"“{shown}” is no command: {error}", to_do)
    if found := shutil.which(program):
        words = f"“{shown}” can be run ({found}); it was not"
        return Finding("printer", State.OK, words)
    why = "can't be run by this user" if Path(program).exists() else "is not on this computer"
    return Finding("printer", State.WRONG, f"“{shown}”: {program} {why}", to_do)


def folder(directory: Path) -> Finding:
    """Tell where a shop's files are, who may read them, and whether there is room."""
    there = next((each for each in (directory, *directory.parents) if each.exists()), directory)
    if directory.exists() and os.name == "posix" and is_open_to_others(directory.stat().st_mode):
        mend = f"Mend it with: chmod -R go= {shlex.quote(str(directory))}"
        words = f"{directory}, into which others of this computer can look"
        return Finding("files", State.WARNING, words, mend)
    if not os.access(there, os.W_OK):
        words = f"{directory}, in which this user can keep nothing"
        return Finding("files", State.WRONG, words, f"Look whose {there} is.")
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding("files", State.UNKNOWN, f"{directory}; room on the disk: {error.strerror}")
    if free < _ROOM:
        words = f"{directory}, with only {free / 1e6:,.0f} MB free on its disk"
        return Finding("files", State.WARNING, words, "Make room there.")
    return Finding("files", State.OK, str(directory))
