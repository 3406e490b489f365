"""Other ways in which people write the same words: umlauts as two letters, and Latin letters.

What is kept as `Юлия`, `王小明` or `Müller` is typed `yuliya`, `wang xiaoming` or `mueller`, and
the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

_NOT_LATIN: Final = re.compile("[^A-Za-z0-9]")
_SYLLABLE: Final = re.compile("[A-Z]?[a-z0-9]+")
"""Signs that stand for a syllable each are written in Latin letters with a capital each."""

_MOST_SYLLABLES: Final = 4
"""A name of more is found by its beginning and its ends only."""


def with_umlauts_spelled_out(text: str) -> str:
    """Return a text with `ae` for `ä` and the like; the same text where it has none of them."""
    return unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)


def in_latin(words: Sequence[str]) -> list[list[str]]:
    """Return folded words in Latin letters, in the ways in which their syllables are parted.

    It is empty where they are in Latin letters already.
    """
    if all(word.isascii() for word in words):
        return []
    apart: list[str] = []
    joined: list[str] = []
    for word in words:
        first, *rest = syllables_of(word) or [word]
        apart += [first, *rest]
        joined += [first, "".join(rest)] if rest else [first]
    return [joined, apart] if joined != apart else [joined]


def latin_pieces(word: str) -> set[str]:
    """Return every word under which a word in another script is found in Latin letters."""
    if word.isascii():
        return set()
    syllables = syllables_of(word)
    many = len(syllables) > _MOST_SYLLABLES
    return {
        "".join(syllables[start:end])
        for start in range(len(syllables))
        for end in ((len(syllables),) if many else range(start + 1, len(syllables) + 1))
    }


def syllables_of(word: str) -> list[str]:
    """Return a word in Latin letters: whole, or by syllables where its signs stand for those."""
    if word.isascii():
        return [word]
    from anyascii import anyascii

    return [each.lower() for each in _SYLLABLE.findall(_NOT_LATIN.sub("", anyascii(word)))]
