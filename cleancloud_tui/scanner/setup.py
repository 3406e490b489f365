"""What is set up about scans, for a shop and for a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .patterns import Patterns
from .scanner import Scanner

SOUNDS: Final = ("every scan", "wrong scans", "none")
"""What the terminal's bell is rung for."""


@dataclass(slots=True)
class ScanSetup:
    """What scans are read by; it is changed in place when the scanner is set up anew.

    Attributes:
        patterns: What the shop's codes look like.
        scanner: How this terminal's scanner sends them.
        sound: What the bell is rung for, one of `SOUNDS`.
    """

    patterns: Patterns = field(default_factory=Patterns.of)
    scanner: Scanner = field(default_factory=Scanner)
    sound: str = SOUNDS[1]

    def take(self, other: ScanSetup) -> None:
        """Let another set-up hold in the place of this one."""
        self.patterns, self.scanner, self.sound = other.patterns, other.scanner, other.sound

    @property
    def rings_for_wrong(self) -> bool:
        """Whether the bell is rung for a scan that is wrong."""
        return self.sound != SOUNDS[2]

    @property
    def rings_for_every(self) -> bool:
        """Whether the bell is rung for every scan."""
        return self.sound == SOUNDS[0]
