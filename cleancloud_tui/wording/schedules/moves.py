"""Moves of schedules in words: what stands in their way, what was changed, what is half done."""

from __future__ import annotations

from collections.abc import Sequence

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.moving.half_moves import HalfMove
from ..pickups import next_in_words, schedule_in_words
from ..values import Wording


def half_in_words(half: HalfMove, wording: Wording) -> str:
    """Say that a pickup was moved by half, and what to do about it."""
    old, new = wording.day(half.day), wording.day(half.to_day)
    return (
        f"The pickup of {old} was to move to {new}: that one was made, and the one of {old} stands "
        f"too, so two come. k goes on with the move, without the one of {old}; d ends the one of "
        f"{new}."
    )


def open_half_in_words(name: str, half: HalfMove, wording: Wording) -> str:
    """Say whose pickup was moved by half, and where that is mended."""
    old, new = wording.day(half.day), wording.day(half.to_day)
    return (
        f"! {name}: the pickup of {old} was to move to {new}, which was done by half: two come. "
        "m opens the repeat pickups; k goes on with the move there."
    )


def changed_in_words(known: RepeatPickup, now: RepeatPickup, wording: Wording) -> str:
    """Say how a schedule was, and how somebody else has made it."""
    was, stands = (
        f"{next_in_words(each, wording)}; {schedule_in_words(each, wording)}"
        for each in (known, now)
    )
    return f"Somebody else changed it. It was: {was}. It is: {stands}."


def unknown_in_words(what: Sequence[str]) -> str:
    """Say what has to be known before anything can be moved."""
    return (
        f"Nothing can be moved while this is unknown: {', '.join(what)}. F5 asks "
        "again, Enter opens it, to be given what is missing."
    )
