"""What the times of keys tell: a scanner, perhaps one, or a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

LONGEST_PAUSE: Final = 1.5
"""Seconds that a line may hang in the middle of a code. After more, what comes is another text."""

HAND_TO_SCANNER: Final = 0.7
"""Seconds that nobody needs less of from the last key that was typed to the first scanned one."""

OWN_READ: Final = 0.000_5
"""Seconds between keys that came one by one. Keys that came in one piece follow in 0.02 to 0.2 ms:
a line may have gathered what a person typed, so they prove nothing."""

FINGER: Final = 0.03
"""Seconds between a person's keys at least, but for a slip."""

APART: Final = 0.01
"""Seconds between keys that did not come in one piece."""

EVEN: Final = 0.06
"""Seconds by which the gaps of a scanner's keys differ at most; a person's differ by more."""

_LEAST_BEHIND_TYPING: Final = 6
"""Keys that are a scanner's right behind typing: nobody's fingers roll over so many at once."""

_LEAST_PROOF: Final = 3
"""Gaps that can prove a scanner: two keys at once are a slip of the finger."""


def is_proof(times: Sequence[float]) -> bool:
    """Tell whether only a scanner can have sent keys at these times.

    They came one by one, each faster than a finger. The longest gaps are left out: the program
    itself may have been busy, or a line that hung may just have come to life.
    """
    fast = sorted(span for span in _gaps(times) if span <= FINGER)
    counted = fast[: len(fast) - 1 - len(fast) // 4]
    return len(fast) >= _LEAST_PROOF and sum(counted) / len(counted) >= OWN_READ


def is_unbroken(times: Sequence[float], gap: float) -> bool:
    """Tell whether every key followed the one before it at a scanner's pace."""
    return all(span <= gap for span in _gaps(times))


def longest(times: Sequence[float]) -> float:
    """Return the longest time between keys."""
    return max(_gaps(times), default=0.0)


def is_even(times: Sequence[float]) -> bool:
    """Tell whether keys that are as slow as a person's came as evenly as a machine sends them."""
    gaps = sorted(_gaps(times))
    return not gaps or gaps[len(gaps) // 2] <= FINGER or gaps[-1] - gaps[0] <= EVEN


def is_mostly_fast(times: Sequence[float]) -> bool:
    """Tell whether half of the keys or more came faster than a finger, and none after long."""
    gaps = _gaps(times)
    fast = sum(span <= FINGER for span in gaps)
    return bool(gaps) and 2 * fast >= len(gaps) and max(gaps) <= LONGEST_PAUSE


def possible_starts(times: Sequence[float], gap: float) -> Iterator[int]:
    """Yield where a burst that reaches to the last key may have begun, the earliest first.

    A line that hangs opens a pause or two in a burst; the keys between pauses still come in
    company. A single key with pauses around it was typed, unless it is the first of all.
    """
    slow = [place for place, span in enumerate(_gaps(times), 1) if span > gap]
    for number, start in enumerate([0, *slow]):
        pauses = slow[number:]
        if len(pauses) > 1 + (len(times) - start) // 4:
            continue
        if 0 < len(pauses) == len(times) - start - 1:
            continue  # a key, a pause, and Enter: nothing came fast
        if any(times[place] - times[place - 1] > LONGEST_PAUSE for place in pauses):
            continue
        pieces = [end - begin for begin, end in pairwise([start, *pauses])]
        if all(piece > 1 for piece in (pieces if start else pieces[1:])):
            yield start


def is_fresh(times: Sequence[float], start: int) -> bool:
    """Tell whether there was time to reach for a scanner before the key at `start`."""
    return start == 0 or times[start] - times[start - 1] >= HAND_TO_SCANNER


def is_behind_typing(times: Sequence[float], start: int, gap: float) -> bool:
    """Tell whether a scanner's keys begin at `start` right behind a person's.

    That person may sit beside the scanner; but what a line parted, which hung in the middle of a
    code, has a scanner's pace on both sides.
    """
    return (
        start > 0
        and len(times) - start >= _LEAST_BEHIND_TYPING
        and times[start] - times[start - 1] > gap
        and (start == 1 or times[start - 1] - times[start - 2] > gap)
        and _are_mostly_faster(times[start:])
        and is_proof(times[start:])
    )


def _are_mostly_faster(times: Sequence[float]) -> bool:
    """Tell whether keys came faster than a finger, but for a few while the program was busy."""
    gaps = sorted(_gaps(times))
    return gaps[len(gaps) - 1 - len(gaps) // 4] <= FINGER


def _gaps(times: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]
