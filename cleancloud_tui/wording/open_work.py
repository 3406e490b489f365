"""What is not settled yet, in a few words for the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..shop.forgetting.too_many import TooMany
    from ..shop.journal.entries import Standing


def damage_in_words(files: int) -> str:
    """Return how many files were damaged that nobody has taken note of; empty for none."""
    if not files:
        return ""
    return f"! {files} FILE{'S' * (files > 1)} DAMAGED Ctrl+R"


def retention_in_words(asked: TooMany | None) -> str:
    """Return that a person is asked whether many customers are to be forgotten; else nothing."""
    return f"! FORGET {asked.count:,}? Ctrl+R" if asked else ""


def open_work_in_words(standing: Standing) -> str:
    """Return what waits for a person, for a connection or for a lookup; empty for nothing."""
    to_see = "" if standing.to_resolve else " Ctrl+R"
    parts = (
        f"! {standing.to_resolve} TO RESOLVE Ctrl+R" if standing.to_resolve else "",
        f"{standing.waiting} waiting to be sent" if standing.waiting else "",
        f"{standing.unknown} being looked up{to_see}" if standing.unknown else "",
    )
    return "  ·  ".join(part for part in parts if part)
