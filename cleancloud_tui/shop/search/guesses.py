"""What a text may have been meant for, where nothing is found as it was typed.

The words of all names stand in the mirror once each, with how they sound and their runs of three
signs. From these come the words that are near a misspelt one; who bears them is then searched for
like anything else.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .matching import matching
from .queries import Term, is_number
from .sounds import distance, sound_of
from .words import in_latin_words

_MOST_NEAR: Final = 12
"""Words that one misspelt word is taken for."""

_MOST_CANDIDATES: Final = 300
_MOST_PARTS: Final = 40
_SHORTEST_WITHIN: Final = 3
_SHORTEST_PART: Final = 2
_SHORTEST: Final = 4
"""Letters of a word from which on an error in it is forgiven."""

_SHORTEST_WITH_TWO: Final = 8
_SHORTEST_BEGINNING: Final = 5
"""Letters from which on two errors are, and from which on the word may be a beginning."""

_SOUND: Final = 1.5
"""What a spelling of the same sound counts: more than one wrong letter, less than two."""

_MOST_OF_LONG_SOUND: Final = 5
_MOST_OF_SHORT_SOUND: Final = 2
"""Letters that may be others in a word of the same sound; of one consonant, most words sound so."""

_MOST_OF_A_SOUND: Final = 200

_COLUMNS: Final = ("name",)

_Near = Mapping[str, float]
"""Words of names by how far they are from what was typed."""


def within(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    """Return customers in whose names the words stand, be it in the midst of other words."""
    return matching(connection, [_begun(word) + _held(connection, word) for word in words], limit)


def guesses(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    """Return customers whose names come close to the words, the closest first."""
    latin = in_latin_words(words)
    parted = list(_parted_otherwise(connection, latin))
    for way in parted:
        if found := matching(connection, [_begun(word) for word in way], limit):
            return found
    for way in (latin, *parted):
        near = [{} if is_number(word) else _near(connection, word) for word in way]
        query = [
            [*_begun(word), *([Term(each, _COLUMNS, whole=True)] for each in words_near)]
            for word, words_near in zip(way, near, strict=True)
        ]
        if found := matching(connection, query, 4 * limit):
            return _closest_first(connection, found, way, near)[:limit]
    return []


def _begun(word: str) -> list[list[Term]]:
    return [[Term(word)]]


def _held(connection: sqlite3.Connection, word: str) -> list[list[Term]]:
    """Return the words of names in the midst of which a word stands, those most in use first."""
    if len(word) < _SHORTEST_WITHIN or not word.isascii() or is_number(word):
        return []
    rows = connection.execute(
        """SELECT word FROM name_parts JOIN name_words ON id = name_parts.rowid
        WHERE name_parts MATCH ? AND instr(word, ?) ORDER BY uses DESC LIMIT ?""",
        (" AND ".join(map(_quoted, _runs_of_three(word))), word, _MOST_PARTS),
    )
    return [[Term(row["word"], _COLUMNS, whole=True)] for row in rows]


def _parted_otherwise(
    connection: sqlite3.Connection, words: Sequence[str]
) -> Iterable[Sequence[str]]:
    """Yield the words with a blank too many taken out, and with one that is missing put in."""
    for place in range(len(words) - 1):
        joined = words[place] + words[place + 1]
        yield [*words[:place], joined, *words[place + 2 :]]
    for place, word in enumerate(words):
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            pair = (word[:cut], word[cut:])
            if _count(connection, pair) == len(pair):
                yield [*words[:place], *pair, *words[place + 1 :]]


def _count(connection: sqlite3.Connection, words: Sequence[str]) -> int:
    found: int = connection.execute(
        "SELECT count(*) FROM name_words WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(words),),
    ).fetchone()[0]
    return found


def _near(connection: sqlite3.Connection, word: str) -> _Near:
    """Return the words of names that may be meant by a word, with how far off they are."""
    if len(word) < _SHORTEST - 1:
        return {}
    most = 0 if len(word) < _SHORTEST else 2 if len(word) >= _SHORTEST_WITH_TWO else 1
    sound = sound_of(word)
    near = {}
    for candidate in _candidates(connection, word, sound, most):
        far: float = _distance(word, candidate, most)
        if far > most and sound_of(candidate) == sound:
            most_of_sound = _MOST_OF_LONG_SOUND if len(sound) > 1 else _MOST_OF_SHORT_SOUND
            wrong = distance(word, candidate, most_of_sound)
            far = _SOUND + wrong / 10 if wrong <= most_of_sound else math.inf
        elif far > most:
            far = math.inf
        if far < math.inf:
            near[candidate] = far
    return dict(sorted(near.items(), key=lambda each: each[1])[:_MOST_NEAR])


def _distance(word: str, candidate: str, most: int) -> int:
    """Return how far a word is from a candidate, or from the candidate's beginning."""
    far = distance(word, candidate, most)
    if far > most and len(candidate) > len(word) >= _SHORTEST_BEGINNING:
        ends = range(len(word) - 1, min(len(word) + 1, len(candidate)) + 1)
        far = min(distance(word, candidate[:end], most) for end in ends)
    return far


def _candidates(connection: sqlite3.Connection, word: str, sound: str, most: int) -> Iterable[str]:
    """Return words of names that sound the same or share runs of three signs."""
    runs = _runs_of_three(f"^{word}$")
    shared = " UNION ALL ".join(
        "SELECT rowid AS number FROM name_parts WHERE name_parts MATCH ?" for _ in runs
    )
    rows = connection.execute(
        f"""SELECT word FROM (
            SELECT word FROM name_words WHERE sound = ? ORDER BY uses DESC LIMIT ?
        ) UNION SELECT word FROM (
            SELECT number FROM ({shared}) GROUP BY number HAVING count(*) >= ?
            ORDER BY count(*) DESC LIMIT ?
        ) JOIN name_words ON id = number""",  # noqa: S608
        (
            sound,
            _MOST_OF_A_SOUND,
            *map(_quoted, runs),
            max(1, len(runs) - 3 * most - 1),
            _MOST_CANDIDATES,
        ),
    )
    return [row["word"] for row in rows]


def _runs_of_three(text: str) -> list[str]:
    return list(dict.fromkeys(text[start : start + 3] for start in range(len(text) - 2)))


def _quoted(run: str) -> str:
    return f'"{run}"'


def _closest_first(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    words: Sequence[str],
    near: Sequence[_Near],
) -> list[int]:
    """Sort customers by how far their names are from the words in all; else they stay in order."""
    rows = connection.execute(
        "SELECT number, name, phone, other FROM customer_search"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    far = {
        row["number"]: sum(
            _far(word, each, f"{row['name']}{row['phone']}{row['other']}")
            for word, each in zip(words, near, strict=True)
        )
        for row in rows
    }
    return sorted(numbers, key=lambda number: far.get(number, 0.0))


def _far(word: str, near: _Near, text: str) -> float:
    if f" {word}" in text:
        return 0.0
    return min((far for each, far in near.items() if f" {each} " in text), default=0.0)
