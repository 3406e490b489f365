"""How the scanner at a terminal sends its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

CR: Final = "enter"
LF: Final = "ctrl+j"
TAB: Final = "tab"
ESCAPE: Final = "escape"

SUFFIX_KEYS: Final = frozenset({CR, LF, TAB})
"""All keys that may end a code."""

_SHIFTING: Final = ("shift", "level3_shift", "level5_shift")
"""Ends of the names of keys that some terminals report beside the character they help to type."""

SUFFIXES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "any": SUFFIX_KEYS,
        "cr": frozenset({CR}),
        "lf": frozenset({LF}),
        "cr lf": frozenset({CR}),  # the LF behind a CR is swallowed in any case
        "tab": frozenset({TAB}),
        "none": frozenset(),
    }
)
"""The keys that end a code, by the names that settings have for them."""


SLOW: Final = 0.17
"""Seconds between the keys of slow scanners at most, where keys are commands at a counter."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """A terminal's scanner.

    Attributes:
        prefix: What it sends before a code. Where it is set, nothing else is a scan.
        suffix: What it sends after a code, one of `SUFFIXES`.
        gap: Seconds between its keys at most; a person's are above 0.05 as a rule.
        pause: Seconds of silence that end a code, where it sends no suffix.
        repeat: Seconds within which the same code is a repeat.
        slow: Seconds that a command waits for another key of a slow scanner, if more than `gap`.
    """

    prefix: str = ""
    suffix: str = "any"
    gap: float = 0.04
    pause: float = 0.1
    repeat: float = 1.5
    slow: float = field(default=0.0, compare=False)  # of the program, not of the scanner

    @property
    def suffixes(self) -> frozenset[str]:
        """The keys that end a code."""
        return SUFFIXES[self.suffix]


def is_shift(key: str) -> bool:
    """Tell whether a key, by its name, only helps to type another one."""
    return key.endswith(_SHIFTING)
