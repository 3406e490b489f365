"""Where a campaign takes place, and what is noted on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.journal.entries import Entry
from cleancloud_tui.shop.shop import Shop

from .clock import FastClock
from .desk import Network, open_shop
from .door import Door
from .floor import Floor
from .inputs import Input


@dataclass(frozen=True, slots=True)
class Scene:
    """One campaign's place.

    Attributes:
        directory: Where all desks keep their files.
        base_url: Where the practice shop answers.
        store: What the practice shop keeps.
        inputs: All that was put in.
        entries: All that stands in the journal in the end.
        decided: What a person said about entries under "To resolve", by their ids.
        violations: What should have held and did not, with all that it takes to understand it.
    """

    directory: Path
    base_url: str
    clock: FastClock
    door: Door
    store: PracticeStore
    floor: Floor
    inputs: list[Input] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    decided: dict[int, str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def open_shop(self) -> Shop:
        """Return the shop as one more process of the host sees it."""
        return open_shop(self.directory, self.base_url, self.clock, Network())
