"""What to ask the index for, from the best way in which a text may match to the widest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from .words import LONGEST, SOUND, sound_words

_SHORTEST_WITH_TRUNK_ZERO: Final = 5
"""Digits from which on zeros before them may be a trunk prefix that the number is kept without."""

_SHORTEST_SOUND: Final = len(SOUND) + 2
"""Of one consonant alone sound too many names."""

_SHORTEST_WITH_COUNTRY: Final = 7
_SHORTEST_REST: Final = 5
_LONGEST_COUNTRY_CODE: Final = 3
"""Digits from which on the first ones may be a country's, that must be left behind it, and that a
country may have: the number may be kept without them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word to match.

    Attributes:
        columns: Of `customer_search`.
        whole: Whether it must be a whole word there; else it may begin one.
    """

    word: str
    columns: tuple[str, ...] = ("name", "phone", "other")
    whole: bool = False

    def as_match(self) -> str:
        """Return it in the language of FTS5."""
        return f'{{{" ".join(self.columns)}}} : "{self.word}"{"" if self.whole else " *"}'

    def as_condition(self) -> str:
        """Return it as a condition on the columns' text."""
        # Words hold letters and digits only (words.py), so nothing needs quoting.
        sought = f" {self.word} " if self.whole else f" {self.word}"
        return " OR ".join(f"instr({column}, '{sought}')" for column in self.columns)


Alternatives = Sequence[Sequence[Term]]
"""Any of these, of which all terms must match."""

Query = Sequence[Alternatives]
"""All of these."""

_Groups = list[tuple[bool, list[str]]]
"""Neighbouring words of one kind: whether they are numbers, and the words."""


def as_match(query: Query) -> str:
    """Return a query in the language of FTS5."""
    return _joined(query, lambda term: term.as_match())


def as_condition(query: Query) -> str:
    """Return a query as a condition on the columns' text."""
    return _joined(query, lambda term: f"({term.as_condition()})")


def queries(words: Sequence[str]) -> Iterator[Query]:
    """Yield what to ask for: whole words of the name, their beginnings, everything."""
    if not words:
        return
    if all(map(is_number, words)):
        whole = "".join(words)[:LONGEST]
        yield [[[Term(whole, ("phone",), whole=True)]]]
    elif not any(map(is_number, words)):
        name = ("name",)
        yield [[[Term(word, name, whole=True)]] for word in words]
        yield [[[Term(word, name)]] for word in words]
    groups = _groups(words)
    if any(number and len(group) > 1 for number, group in groups):
        yield _with_joined_numbers(groups)
    if not _is_long_number(groups):
        yield _query(groups, _any_number)


def queries_by_sound(words: Sequence[str]) -> Iterator[Query]:
    """Yield what to ask for so that names in other scripts are found by how they sound."""
    if not all(word.isalpha() for word in words):
        return  # an address or an email, of which the words have no sound that tells
    sounds = [sound_words([word]) for word in words]
    if any(len(sound) >= _SHORTEST_SOUND for sounding in sounds for sound in sounding):
        yield [
            [[Term(word)], *([Term(sound, ("name",), whole=True)] for sound in sounding)]
            for word, sounding in zip(words, sounds, strict=True)
        ]


def wider_queries(words: Sequence[str]) -> Iterator[Query]:
    """Yield what to ask for where nothing was found: other ways to write a whole phone number.

    It may have been typed with a country's code of one to three digits, and a zero behind that is
    not dialled; or what was typed is several numbers.
    """
    groups = _groups(words)
    if any(number and len("".join(group)) >= _SHORTEST_WITH_COUNTRY for number, group in groups):
        for digits in range(_LONGEST_COUNTRY_CODE + 1):
            yield _query(groups, partial(_rest, digits))
    if _is_long_number(groups):
        yield _query(groups, _any_number)


def is_number(word: str) -> bool:
    """Tell whether a word is made of digits only."""
    return word.isascii() and word.isdecimal()


def _groups(words: Sequence[str]) -> _Groups:
    return [(number, list(group)) for number, group in groupby(words, is_number)]


def _is_long_number(groups: _Groups) -> bool:
    """Whether all that was typed is one number, long enough for a phone's."""
    return (
        len(groups) == 1 and groups[0][0] and len("".join(groups[0][1])) >= _SHORTEST_WITH_COUNTRY
    )


def _query(groups: _Groups, numbers: Callable[[list[str]], list[Alternatives]]) -> Query:
    return [
        alternatives
        for number, group in groups
        for alternatives in (numbers(group) if number else [[[Term(each)]] for each in group])
    ]


def _with_joined_numbers(groups: _Groups) -> Query:
    """Take digits that only separators part for one number: `555-01` for 55501."""
    return [
        [[Term(word)]]
        for number, group in groups
        for word in (["".join(group)[:LONGEST]] if number else group)
    ]


def _any_number(group: list[str]) -> list[Alternatives]:
    """Match digits as they were parted; or as one number, without a trunk zero before it."""
    joined = "".join(group)[:LONGEST]
    if len(joined) >= _SHORTEST_WITH_TRUNK_ZERO:
        joined = joined.lstrip("0") or joined
    parted = [Term(word) for word in group]
    if joined == group[0]:
        return [[[term]] for term in parted]
    return [[parted, [Term(joined, ("phone",))]]]


def _rest(digits: int, group: list[str]) -> list[Alternatives]:
    """Match one number without its first digits; a short one as it is."""
    rest = "".join(group)[:LONGEST].lstrip("0")[digits:].lstrip("0")
    if len(rest) < _SHORTEST_REST:
        return [[[Term(each)]] for each in group]
    return [[[Term(rest, ("phone",))]]]


def _joined(query: Query, write: Callable[[Term], str]) -> str:
    return " AND ".join(
        "(" + " OR ".join(_all(map(write, terms)) for terms in alternatives) + ")"
        for alternatives in query
    )


def _all(parts: Iterable[str]) -> str:
    return "(" + " AND ".join(parts) + ")"
