"""On which line of a settings file something stands that is wrong."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]")


def line_of(text: str, section: str, number: int, name: str) -> int | None:
    """Return the line of a setting, or of its section's header where it has none.

    Args:
        text: The whole file.
        section: The section's name.
        number: Which of the sections of that name, from 1.
        name: The setting's.

    Returns:
        The line, from 1; None where the section is not written under a header of its own.
    """
    setting = re.compile(rf"""\s*(["']?){re.escape(name)}\1\s*=""")
    header, met = None, 0
    for place, line in enumerate(text.splitlines(), 1):
        if found := _HEADER.match(line):
            if header is not None:
                return header
            met += found[1] == section
            header = place if found[1] == section and met == number else None
        elif header is not None and setting.match(line):
            return place
    return header
