"""How text is cut into the words that a search compares, the same when stored and when typed.

Accents, case and the width of letters do not count. Scripts that put no spaces between words, and
the digits of a phone number, are found from any sign on: every end of such a run is a word. Words
with umlauts and in other scripts are also found as people without such a keyboard write them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from ...values.phones import digits_of
from .sounds import sound_of
from .spellings import in_latin, latin_pieces, syllables_of, with_umlauts_spelled_out

LONGEST: Final = 24
"""Signs of a word that count."""

_MOST_PHONE_DIGITS: Final = 32
_FEWEST_PHONE_DIGITS: Final = 2
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese syllables
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"  # Han, Hangul
    "\U00020000-\U0003ffff"
)
_ASCII_WORD: Final = re.compile("[a-z0-9]+")
_JOINER: Final = re.compile("['`\u00b4\u02bc\u2018\u2019\u2010\u2011-]")
"""Apostrophes and hyphens."""

_PARTICLES: Final = frozenset(
    "al ben bin da dal de del den der des di do dos du el la las le los mac mc o "  # noqa: SIM905
    "san santa st te ten ter van von zu zum zur".split()
)
"""Words of a name that are written together with the next one as often as not."""

SOUND: Final = "0s"
"""Begins the words that tell a sound: no word of a text is likely to begin so."""

_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
"""Letters that Unicode does not take apart, as people without that keyboard type them."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, folded."""
    return [run[:LONGEST] for run in _runs(text)]


def other_words_of(text: str) -> list[list[str]]:
    """Return the words of a text as they may be written otherwise, one list a way."""
    if text.isascii():
        return []
    words = words_of(text)
    ways = [words_of(with_umlauts_spelled_out(text)), *in_latin(words)]
    return [way for way in ways if way and way != words]


def in_latin_words(words: Sequence[str]) -> list[str]:
    """Return folded words in Latin letters, syllables of one word together."""
    return ["".join(syllables_of(word)) or word for word in words]


def text_words(text: str) -> set[str]:
    """Return every word under which a text is found."""
    words = words_of(text)
    found = {*words, *_joined_particles(words)}
    if _JOINER.search(text):  # O'Brien is typed obrien too
        found.update(words_of(_JOINER.sub("", text)))
    if not text.isascii():
        found.update(words_of(with_umlauts_spelled_out(text)))
        for run in _runs(text):
            found.update(piece[:LONGEST] for piece in latin_pieces(run))
            if _unspaced().match(run):
                found.update(_ends(run, fewest=1))
    return found


def sound_words(words: Iterable[str]) -> set[str]:
    """Return how words sound, as words under which names in other scripts are found.

    There are many ways to write `Юлия` or `خالد` in Latin letters; nearly all of them sound alike.
    """
    sounds = (sound_of(word) for word in words if word.isascii() and word.isalpha())
    return {f"{SOUND}{sound}" for sound in sounds if sound}


def name_words(name: str) -> set[str]:
    """Return every word under which a name is found."""
    others = (run for run in _runs(name) if not run.isascii() and not _unspaced().match(run))
    return text_words(name) | sound_words("".join(syllables_of(run)) for run in others)


def _joined_particles(words: Sequence[str]) -> Iterator[str]:
    """Yield `vanderberg` and `derberg` of `van der berg`."""
    for place, word in enumerate(words):
        joined = word
        while word in _PARTICLES and place + 1 < len(words):
            place += 1
            word = words[place]
            joined += word
        if joined != word:
            yield joined[:LONGEST]


def phone_words(phone: str) -> set[str]:
    """Return every word under which a phone number is found: its ends of two digits or more."""
    return set(_ends(digits_of(phone)[:_MOST_PHONE_DIGITS], fewest=_FEWEST_PHONE_DIGITS))


def padded(words: Iterable[str]) -> str:
    """Return words as they are stored: each with a space on both sides."""
    return f" {' '.join(sorted(words))} "


def _runs(text: str) -> list[str]:
    """Return the longest runs of letters and digits of one kind of script, folded."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    runs: list[str] = _any_word().findall(_folded(text))
    return runs


# Compiling it takes 15 ms, which most starts of the program need not spend.
@lru_cache(maxsize=1)
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


def _ends(run: str, fewest: int) -> Iterable[str]:
    return (run[start : start + LONGEST] for start in range(len(run) - fewest + 1))


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (_plain(sign) for sign in taken_apart)
    # Composed again, so that a Korean syllable is one sign.
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return "" if unicodedata.category(sign).startswith("M") else sign
