"""Telling the one thing that a lost write made among all that look like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..verdict import WriteOutcome, cant_tell, did_not, happened

_BEFORE: Final = timedelta(seconds=120)
"""How far CleanCloud's clock may be behind this computer's."""

_AFTER: Final = timedelta(minutes=10)
"""How far it may be ahead, and how long a request may have been on its way."""

WRONG_CLOCK: Final = timedelta(hours=26)
"""How wrong a computer's clock may be at most: it is set a day back or forth by mistake."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a lost write may have made, and no other write is known to have made.

    Attributes:
        made_at: When CleanCloud says that it was made; None where that is not told.
        is_same: Whether all that both tell agrees.
        is_like: Whether it may be the same thing, changed since.
        is_new: Whether it is known to be made later than what was there before, by any clock.
    """

    id: str
    made_at: datetime | None
    is_same: bool
    is_like: bool = False
    is_new: bool = False


def _may_be(each: Candidate, moments: Iterable[datetime | None]) -> bool:
    """Tell whether a wrong clock could explain that something was made at quite another time."""
    if each.is_new:
        return each.is_same or each.is_like
    return each.is_same and is_about(each.made_at, moments)


def is_about(made_at: datetime | None, moments: Iterable[datetime | None]) -> bool:
    """Tell whether something was made within about a day of one of some moments."""
    told = [moment for moment in moments if moment is not None]
    return made_at is not None and any(abs(made_at - each) <= WRONG_CLOCK for each in told)


def told_apart(
    candidates: Iterable[Candidate],
    moment: datetime,
    instead: datetime | None,
    *,
    what: str,
    reply_name: str,
) -> WriteOutcome:
    """Return what became of a write that makes something.

    It happened where exactly one thing made at that time is the same. It did not where nothing
    could be it: neither made then, nor while a wrong clock could explain that it was.

    Args:
        candidates: Everything that it may have made.
        moment: When it was sent.
        instead: When it may have been sent, should the clock have been wrong; else None.
        what: What it makes, in a word: `order`.
        reply_name: What its reply calls the id.
    """
    near, possible = [], []
    for each in candidates:
        if each.made_at is None:
            possible += [each] if each.is_same or each.is_like else []
        elif -_BEFORE <= each.made_at - moment <= _AFTER:
            near.append(each)
        elif _may_be(each, (moment, instead)):
            possible.append(each)
    same = [each for each in near if each.is_same]
    if len(same) == 1:
        return happened(f"It is {what} {same[0].id}.", **{reply_name: same[0].id})
    possible += same or [each for each in near if each.is_like]
    if not possible:
        return did_not(f"CleanCloud has no new {what} like it.")
    ids = " or ".join(each.id for each in possible)
    return cant_tell(f"It may be {what} {ids}, made by this or by somebody else: look there.")
