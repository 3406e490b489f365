"""A reply without its values: the keys, and what kind of value stands under each.

It is fit to be sent to strangers: no name, number, text or id of the shop is in it. A key that is
a value itself, such as an id, a day or a name, is replaced as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ...api.readers.fields import folded
from .readers import known_names

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
_MOMENT: Final = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}(?::\d{2}){0,2} ?(?:am|pm)?|\d{3,4})"
    r"(?:[ T,–-]{1,3}(?:to )?(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?::\d{2}){0,2}(?:\.\d+)? ?(?:am|pm)?))*"
    r"(?:Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"-?\d+(?:\.(\d+))?")
_NUMBERS: Final = re.compile(r"-?\d+(?:\.\d+)?(?:, ?-?\d+(?:\.\d+)?)+")
_INSTANTS: Final = range(10**9, 4 * 10**9)
_MANY_KEYS: Final = 12
"""Keys of an object from which on it may be keyed by names, where all its values are alike."""

_DIGIT: Final = re.compile("[0-9]")
_MANY_DIGITS: Final = 2
"""Digits of a key from which on it is an id or a code, where it is not known."""

_FEWEST_ROWS: Final = 2

_WORDS: Final = re.compile(
    "an?|and|any|are|be|by|can(?:not)?|could|does|for|from|has|have|in|is|it|must|no|none|not|of|on"
    "|or|such|that|the|there|these|this|to|was|were|with|authentication|codes?|data|dates?|days?"
    "|deleted|email|empty|error|exists?|find|found|ids?|incorrect|information|invalid|list|match"
    "|matching|missing|month|nothing|number|parameters?|password|please|range|required|results?"
    "|returned|saved|unable|unknown|valid|cards?|customers?|driver|garments?|inventory|messages?"
    "|orders?|photos?|pickups?|price|products?|referral|routes?|sales|slots?|subscription",
    re.IGNORECASE,
)
"""Words of a refusal that are about nobody."""

_MOST: Final = 200
"""Objects of a list that are looked at: the others are like them."""


def shape_of(value: object) -> object:
    """Return a JSON value in which every value is replaced by its kind.

    A list becomes a list of one: what its elements have in common, and what only some have.
    """
    if isinstance(value, Mapping):
        return _of_object(value)
    if isinstance(value, list | tuple):
        return [joined(map(shape_of, value[:_MOST]))] if value else []
    return _of_value(value)


def without_names(shape: object, is_name: Callable[[str], bool]) -> object:
    """Return a shape in which keys that are somebody's name are replaced, too."""
    if isinstance(shape, list):
        return [without_names(each, is_name) for each in shape]
    if not isinstance(shape, Mapping):
        return shape
    told: dict[str, list[object]] = {}
    for key, value in shape.items():
        shown = "(a text)" if is_name(str(key)) else str(key)
        told.setdefault(shown, []).append(without_names(value, is_name))
    return {key: joined(values) for key, values in told.items()}


def path_without_names(path: str, is_name: Callable[[str], bool]) -> str:
    """Return a path of keys in which those that are somebody's name are replaced."""
    parts = re.split(r"(\[\]|\.)", path)
    return "".join("(a text)" if part and is_name(part) else part for part in parts)


def words_shown(text: str) -> str:
    """Return a refusal's words without those that may be about somebody."""
    plain = re.findall(r"[A-Za-z]+|[^A-Za-z\s]+", text)
    return " ".join(word if _WORDS.fullmatch(word) else "…" for word in plain)


def joined(shapes: Iterable[object]) -> object:
    """Return one shape for several values: of objects the keys of all, else each kind once."""
    objects: dict[str, list[object]] = {}
    lists: list[object] = []
    kinds: dict[str, None] = {}
    for shape in shapes:
        if isinstance(shape, Mapping):
            for key, value in shape.items():
                objects.setdefault(str(key), []).append(value)
        elif isinstance(shape, list):
            lists.append(shape)
        else:
            kinds.setdefault(str(shape))
    told: list[object] = []
    if objects:
        told.append({key: joined(values) for key, values in objects.items()})
    if lists:
        within = [each for one in lists if isinstance(one, list) for each in one]
        told.append([joined(within)] if within else [])
    if kinds:
        told.append(" or ".join(kinds))
    return told[0] if len(told) == 1 else {"one of": told}


def keys_shown(row: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Yield the keys of an object, each as it may be shown, and its value."""
    is_value = is_keyed_by_values(row)
    for key, value in row.items():
        yield key, _key_shown(key, is_value=is_value), value


def _key_shown(key: object, *, is_value: bool) -> str:
    """Return a key, or its kind where it is a value, or looks like one."""
    text = str(key)
    if text.isdecimal():
        return "#"
    if _DAY.fullmatch(text):
        return "(a day)"
    if folded(text) in known_names() and not is_value:
        return text
    is_field = not is_value and _KEY.fullmatch(text) and len(_DIGIT.findall(text)) < _MANY_DIGITS
    return text if is_field else "(a text)"


def is_keyed_by_values(row: Mapping[str, object]) -> bool:
    """Tell whether the keys of an object are names of things, or people, rather than of fields.

    They may be where it holds several objects that have something in common, or very many, or where
    no name is known and all values are alike, as `{"Maria": "120.00"}` is.
    """
    if _is_map(row):
        return True
    rows = [value for value in row.values() if isinstance(value, Mapping)]
    if len(rows) < _FEWEST_ROWS or len(rows) < len(row):
        return False
    return len(rows) > _MANY_KEYS or bool(set(rows[0]).intersection(*rows[1:]))


def _is_map(row: Mapping[str, object]) -> bool:
    """Tell whether no name in an object is known, and all of its values are of one kind.

    A single one with a small letter at its begin is more likely a field's.
    """
    keys = [str(key) for key in row]
    if not keys or not known_names().isdisjoint(map(folded, keys)):
        return False
    if len(keys) == 1:
        return keys[0][:1].isupper() and not isinstance(row[keys[0]], Mapping | list | tuple)
    kinds = [_kind_of(value) for value in row.values()]
    return None not in kinds and len(set(kinds)) == 1


def _kind_of(value: object) -> str | None:
    """Return what kind a value is of, a number and its text the same; None for what holds more."""
    if isinstance(value, Mapping | list | tuple):
        return None
    kind = _of_value(value).removeprefix("text: ")
    return "number" if kind in ("0", "number") or kind.startswith("number with") else kind


def _of_object(row: Mapping[str, object]) -> dict[str, object]:
    shapes: dict[str, list[object]] = {}
    for _, shown, value in keys_shown(row):
        shapes.setdefault(shown, []).append(shape_of(value))
    return {key: joined(values) for key, values in shapes.items()}


def _of_value(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return _of_number(f"{value:f}" if isinstance(value, float) else str(value))
        case str():
            return _of_text(value)
    return type(value).__name__


def _of_number(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return "number"
    whole = text.partition(".")[0].lstrip("-")
    if match[1]:
        return f"number with {len(match[1])} decimals"
    if whole.isdecimal() and len(whole) < 11 and int(whole) in _INSTANTS:
        return "Unix time"
    return "0" if not int(whole or "0") else "number"


def _of_text(text: str) -> str:
    plain = text.strip()
    if not plain:
        return "empty text"
    if _NUMBER.fullmatch(plain):
        return f"text: {_of_number(plain)}"
    if _MOMENT.fullmatch(plain):
        return f"text: {re.sub('[0-9]', '9', plain)}"
    if _NUMBERS.fullmatch(plain):
        return "text: numbers with commas"
    return ", ".join(_of_writing(plain))


def _of_writing(text: str) -> Iterator[str]:
    """Yield what is said of a text that is none of the forms that are known."""
    yield "text"
    if text[0] in "<":
        yield "markup"
    elif "://" in text[:12]:
        yield "link"
    elif text[0] in "{[":
        yield "JSON"
    if lines := text.count("\n"):
        yield "several lines" if lines > 1 else "two lines"
    if "<br" in text.lower():
        yield "with <br>"
