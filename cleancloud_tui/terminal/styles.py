"""From one style of text to the next with few bytes: only what differs is told."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

_TRUE_COLOR: Final = "2"
_FOREGROUND: Final = ("3", "9")
_BACKGROUND: Final = ("4", "10")
"""How the codes of plain colours begin; one more digit follows."""


class Style(NamedTuple):
    """A style, as the codes that it is told by."""

    flags: frozenset[str]
    foreground: str
    background: str


@lru_cache(maxsize=4096)
def turned(before: str, after: str) -> str:
    """Return what turns one style into another, each as `ESC [ … m` tells it; empty for none."""
    if before == after:
        return ""
    if not after:
        return "\x1b[m"
    old, new = style_of(before), style_of(after)
    anew = f"\x1b[0;{after}m" if before else f"\x1b[{after}m"
    if old.flags - new.flags:
        return anew  # a flag is taken back by others' codes, which terminals do not agree on
    told = sorted(new.flags - old.flags)
    if new.foreground != old.foreground:
        told.append(new.foreground or "39")
    if new.background != old.background:
        told.append(new.background or "49")
    return min(f"\x1b[{';'.join(told)}m" if told else "", anew, key=len)


@lru_cache(maxsize=4096)
def style_of(told: str) -> Style:
    """Return the style that codes tell."""
    flags: set[str] = set()
    colors = {"38": "", "48": ""}
    codes = iter(told.split(";") if told else ())
    for code in codes:
        if code in colors:
            kind = next(codes, "")
            count = 3 if kind == _TRUE_COLOR else 1
            colors[code] = ";".join([code, kind, *(next(codes, "0") for _ in range(count))])
        elif code[:-1] in _FOREGROUND:
            colors["38"] = code
        elif code[:-1] in _BACKGROUND:
            colors["48"] = code
        else:
            flags.add(code)
    return Style(frozenset(flags), colors["38"], colors["48"])
