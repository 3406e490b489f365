"""What a check found: how it is, and what is to be done about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class State(Enum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    """It works, and somebody should see to it."""
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """It could not be looked at from here."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: Of what, always the same.
        state: How it is.
        words: What was found, for people.
        to_do: What is to be done, a sentence; empty for nothing.
    """

    name: str
    state: State
    words: str
    to_do: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nobody has to see to it, as far as is known."""
        return self.state in (State.OK, State.UNKNOWN)


_MARKS: Final = {State.WARNING: "! ", State.WRONG: "! ", State.UNKNOWN: "? "}
_WIDTH: Final = 10


@dataclass(slots=True)
class Report:
    """What was found so far: told at once, or as JSON when all is done.

    Args:
        is_json: Whether it is for a program.
    """

    is_json: bool
    found: list[Finding] = field(default_factory=list)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take what was found, and tell it."""
        for each in findings:
            self.found.append(each)
            if not self.is_json:
                print(in_words(each), flush=True)

    def end(self) -> None:
        """Tell it to a program."""
        if self.is_json:
            print(json.dumps([_object(each) for each in self.found], indent=2))

    @property
    def is_well(self) -> bool:
        """Whether nobody has to see to anything, as far as is known."""
        return all(each.is_well for each in self.found)


def in_words(finding: Finding) -> str:
    """Return a finding as a line, and what is to be done as another one."""
    mark = _MARKS.get(finding.state, "")
    words = finding.words if finding.words.startswith(mark) else f"{mark}{finding.words}"
    lines = [f"{finding.name:{_WIDTH}}{words}"]
    if finding.to_do:
        lines.append(f"{'':{_WIDTH}}→ {finding.to_do}")
    return "\n".join(lines)


def _object(finding: Finding) -> dict[str, str]:
    return {
        "name": finding.name,
        "state": finding.state.value,
        "words": finding.words,
        "what_to_do": finding.to_do,
    }
