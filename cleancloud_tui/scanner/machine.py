"""Tells keys that only a machine can have sent, whatever they say: no person's, and no command.

Outside text fields people press a key, two at a slip of the finger, or hold one down; what came
faster was a scanner's. In text fields they type, and a line that hangs gathers what they typed:
there, only keys that came one by one, each faster than a finger, prove a scanner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from . import pace
from .strokes import NO_SIGN, Sort, Stroke

_ROLL: Final = 3
"""Keys that a person's fingers may roll over at once."""

_ROLLED: Final = 0.02
"""Seconds between keys, on average, that are too few for a roll of three."""

_REPEATED: Final = 0.015
"""Seconds between the repeats of a key that is held down, on average, at least."""

_BEFORE_REPEATS: Final = 0.1
"""Seconds that a key is held down before it is repeated, at least."""

_SLOW: Final = 0.04
"""Seconds from which on keys must come evenly to be a machine's."""

_MOST_TYPED: Final = 40
"""Signs that a line gathers of a person's typing, at most, before that person looks up."""

_UNTYPED: Final = frozenset(
    (
        *("\x1d", "\x1e", NO_SIGN),
        *("ctrl+@", "ctrl+backslash", "ctrl+right_square_bracket"),
        *("ctrl+circumflex_accent", "ctrl+underscore"),
    )
)
"""Keys that no person presses among characters: codes have them as separators."""


def is_machine(strokes: Sequence[Stroke], gap: float) -> bool:
    """Tell whether some of these keys, which are for no text field, came from a scanner.

    Args:
        strokes: The keys.
        gap: Seconds between a scanner's keys at most.
    """
    return any(map(_is_sent, _stretches(strokes, gap)))


def begin_in_text(strokes: Sequence[Stroke], gap: float) -> int | None:
    """Return where in a text field a machine's keys begin that reach to the last one, if any do."""
    times = [each.time for each in strokes]
    if times[-1] - times[max(0, len(times) - 4)] > pace.LONGEST_PAUSE or len(times) < _ROLL + 1:
        return None
    for start in pace.possible_starts(times, gap):
        if start == 0 and pace.is_fresh(times, 1):
            continue  # one key, and time to reach for a scanner: it was typed
        begins = pace.is_fresh(times, start) or pace.is_behind_typing(times, start, gap)
        if not begins:
            continue
        telling = _without_held_down(strokes)  # here, for it takes most of the time
        if pace.is_proof([times[place] for place in telling if place >= start]):
            return start
    return None


def begin_of_piece(strokes: Sequence[Stroke]) -> int:
    """Return where begins what came in one piece, and reaches to the last key."""
    begin = len(strokes) - 1
    while begin and strokes[begin].time - strokes[begin - 1].time <= pace.FINGER:
        begin -= 1
    return begin


def leading_keys(strokes: Sequence[Stroke]) -> int:
    """Return how many keys stand before the first sign that no code begins with, such as F3."""
    count = 0
    for stroke in strokes:
        if stroke.sort is not Sort.COMMAND or stroke.text.startswith("ctrl+"):
            break
        count += 1
    return count


def begin_of_long_word(strokes: Sequence[Stroke]) -> int | None:
    """Return where begins what came in one piece, and is longer than any word of a person's."""
    begin = begin_of_piece(strokes)
    if len(strokes) - begin < _MOST_TYPED:
        return None
    signs = {each.text for each in strokes[-_MOST_TYPED:-1]}  # its last one may be a blank
    is_word = " " not in signs and len(signs) > _ROLL  # and not one key that is held down
    return begin if is_word else None


def is_too_much(strokes: Sequence[Stroke]) -> bool:
    """Tell whether keys that came in one piece, and were ended, are no person's all the same."""
    return len(strokes) >= _MOST_TYPED or any(each.text in _UNTYPED for each in strokes)


def _without_held_down(strokes: Sequence[Stroke]) -> list[int]:
    """Return the places of keys, without the repeats of one that a person held down."""
    places: list[int] = []
    for _, group in groupby(range(len(strokes)), lambda place: strokes[place].text):
        first, *repeats = group
        times = [strokes[place].time for place in (first, *repeats)]
        is_held = (
            len(repeats) >= _ROLL
            and times[1] - times[0] >= _BEFORE_REPEATS
            and times[-1] - times[1] >= (len(repeats) - 1) * _REPEATED
        )
        places += [first] if is_held else [first, *repeats]
    return places


def _is_sent(stretch: Sequence[Stroke]) -> bool:
    """Tell whether keys that followed one another without a pause are a machine's."""
    signs = [each.text for each in stretch if each.sort is Sort.SIGN]
    commands = [each.text for each in stretch if each.sort is Sort.COMMAND]
    gaps = [later.time - earlier.time for earlier, later in pairwise(stretch)]
    if not signs:  # people press Tab and Enter, or F2 and F3, while a line hangs
        is_mixed = len(set(commands)) > 1 and any(each.startswith("ctrl+") for each in commands)
        return is_mixed and max(gaps) <= _SLOW
    count = len(signs) + len(commands)
    if count == 1:
        return False
    if max(gaps) > _SLOW and not (count > _ROLL and pace.is_even([each.time for each in stretch])):
        return False
    average = sum(gaps) / len(gaps)
    if not commands and len(set(signs)) == 1:
        return count > _ROLL and average < _REPEATED  # else one key, held down
    return bool(commands) or count > _ROLL or (count == _ROLL and average <= _ROLLED)


def _stretches(strokes: Sequence[Stroke], gap: float) -> Iterator[Sequence[Stroke]]:
    """Yield the keys in pieces with pauses between them."""
    begin = 0
    for place, (earlier, later) in enumerate(pairwise(strokes), 1):
        if later.time - earlier.time > gap:
            yield strokes[begin:place]
            begin = place
    if strokes:
        yield strokes[begin:]
