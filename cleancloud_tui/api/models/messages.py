"""Messages between a customer and the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message between a customer and the shop (`getMessages`)."""

    text: str
    id: str = ""
    at: datetime | None = None
    from_customer: bool | None = None
