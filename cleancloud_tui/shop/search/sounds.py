"""How names sound, and how far one spelling is from another; for words in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_RULES: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^(?:kn|gn)", "n"),  # Knight
        ("^wr", "r"),  # Wright
        ("^(?:ps|cz|ts)", "s"),
        ("tsch|tch", "k"),  # as ch
        ("sch|sh|cz|sz", "s"),
        ("ph", "f"),  # Stephen, Stefan
        ("(?<=[aeiou])gh", ""),  # Hughes, Leigh
        ("ch|ck|gg|[cgq](?![eiy])|q", "k"),
        ("c", "s"),
        ("(?<=.)[gj](?=[eiy])", "s"),
        ("g", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("th|d", "t"),
        ("b", "p"),
        ("(?<=[aeiouy])w(?=[nl]|$)", ""),  # Shawn
        ("[vw]", "f"),  # Stevens, Stephens
        ("h", ""),
        ("[aeiouyj]", ""),  # Julia, Yulia; Ali, as Arabic is written
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """Return how a word sounds, roughly: words of one sound may be spellings of one name.

    Consonants count by how they are spoken, vowels not at all.
    """
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word


def distance(left: str, right: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped with the next one.

    Args:
        left: A word.
        right: Another one.
        most: From more than this on, `most + 1` is returned.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, sign in enumerate(left, 1):
        now = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (sign != other))
            is_swap = (
                row > 1 and column > 1 and sign == right[column - 2] and left[row - 2] == other
            )
            now.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
