"""What a webhook is about: an order or a customer. Nothing else of it is believed.

A payload holds `event`, `id`, `store_id`, `source`, `webhook_time` and `data`. Whoever knows the
address can send one, so it says only what is to be asked of CleanCloud.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...api.readers.fields import ReplyRow

_ID: Final = re.compile(r"[0-9]{1,18}")
_KINDS: Final = re.compile("customer|order")

_IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "order": ("orderID", "id"),
    "customer": ("customerID", "cid", "id"),
}
"""What `data` may call the id of its object, the clearest name first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What changed.

    Attributes:
        kind: `order` or `customer`.
        id: Its number.
    """

    kind: str
    id: str


def subject_of(payload: object) -> Subject | None:
    """Return what a payload is about; None where nobody can tell."""
    told = ReplyRow(payload)
    data = told.row("data")
    if found := _KINDS.search(told.line("event").lower()):
        kind = found[0]
    else:  # an order of which there was nothing to pick up need not be called one
        kind = "order" if data.code("orderID") or told.line("event") else ""
    if not kind:
        return None
    number = data.code(*_IDS[kind]) or told.code(*_IDS[kind])
    return Subject(kind, number) if _ID.fullmatch(number) else None
