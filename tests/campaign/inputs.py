"""What was put in at a desk, and how it ended."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be put in.

    Attributes:
        operation: Of a write, or `UNDO`.
        parameters: Of the write, as they are on the wire; of `UNDO`, the subject.
    """

    operation: str
    parameters: Mapping[str, object]


UNDO: Final = "undo"
"""Takes the last change of something back."""


@dataclass(slots=True)
class Input:
    """A write that was put in.

    Attributes:
        step: Where in the campaign: the name of the step.
        operation: Of the write; of one that takes a change back, `UNDO` until that is known.
        asked_at: When, on the campaign's clock.
        ended_at: When the desk said how it ended.
        ending: `confirmed`, `waits`, `unknown`, `refused`; empty where the desk died before.
        kind: The class of the error that was shown.
        told: What was shown.
        sent: Whether it was said that it may have been sent.
        reply: What the shop answered.
    """

    step: str
    operation: str
    parameters: Mapping[str, object]
    asked_at: float
    ended_at: float = math.inf
    ending: str = ""
    kind: str = ""
    told: str = ""
    sent: bool = True
    reply: Mapping[str, Any] = field(default_factory=dict)

    @property
    def was_accepted(self) -> bool:
        """Whether whoever put it in was told that it is in good hands."""
        return self.ending in ("confirmed", "waits", "unknown")


def key(operation: str, parameters: Mapping[str, object]) -> str:
    """Return a text that is the same for the same write."""
    return f"{operation} {json.dumps(parameters, sort_keys=True)}"
