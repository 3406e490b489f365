"""The practice shop's replies in another shape: nobody has seen what a real shop's look like.

A shape file is an alias file (`api/answers/aliases.py`) which may begin with a list of styles:

    styles = ["nested", "numbers"]

    [getPickups]
    Pickups = "schedules"            # the practice shop's Pickups are told as schedules

    [getPickups.each]
    pickupStart = "window.from"

The names are the practice shop's on the left and what is told instead on the right; the styles
concern all replies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final

from ..api.answers.aliases import Aliases, Names, ReplyNames, aliases_beside
from ..api.readers.fields import folded
from ..values.texts import NotTextError, read_file
from .call import Reply

_STYLES: Final = "styles"
_BESIDE: Final = ("Success", "Error")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?")
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BY_NAME: Final = ("revenueByPaymentType",)
"""Objects whose keys are names of the shop's, and no keys of the API."""

_INSTANTS: Final = frozenset(
    {
        *("createddate", "cleaneddate", "completeddate", "paymenttime", "signeduptimestamp"),
        *("driverpickeduptimestamp", "timestamp", "startdate", "renewaldate"),
    }
)
_DAYS: Final = frozenset({"pickupdate", "deliverydate", "datestamp", "mindeliverydatestamp"})
"""What is told in Unix seconds, by names as `folded` writes them."""


class Style(Enum):
    """How replies are told."""

    LOWER = "lower"
    """All keys in lower case."""

    UPPER = "upper"
    """All keys in upper case."""

    SNAKE = "snake"
    """The words of keys parted: `created_date`."""

    NUMBERS = "numbers"
    """Numbers as numbers, and not as text."""

    ISO = "iso"
    """Days and moments as `2026-05-28` and `2026-05-28T10:00:00Z`."""

    ROWS = "rows"
    """The list of a reply under the key `rows`, whatever is in it."""

    NUMBERED = "numbered"
    """Lists as objects that are keyed by number."""

    NESTED = "nested"
    """All that is told in an object `data` beside `Success`."""

    BARE = "bare"
    """Refusals without `Success`."""


class BadShapeError(ValueError):
    """What is wrong with a shape file, as a sentence."""


@dataclass(frozen=True, slots=True)
class ReplyShape:
    """How replies are told: what things are called, and in which styles."""

    names: Aliases = field(default_factory=dict)
    styles: frozenset[Style] = frozenset()

    def told(self, operation: str, reply: Reply) -> Reply:
        """Return a reply of an operation in this shape."""
        if "Error" in reply:
            return {"Error": reply["Error"]} if Style.BARE in self.styles else reply
        beside = {key: value for key, value in reply.items() if key in _BESIDE}
        content = {key: value for key, value in reply.items() if key not in _BESIDE}
        for style, change in _CHANGES.items():
            if style in self.styles:
                content = change(content)
        if names := self.names.get(operation):
            content = _called(content, names)
        if Style.NESTED in self.styles:
            return {**beside, "data": content}
        return {**beside, **content}


AS_IT_IS: Final = ReplyShape()


def read_shape(path: Path) -> ReplyShape:
    """Read a shape file.

    Raises:
        BadShapeError: It is none, or can't be read.
    """
    try:
        return shape_in(read_file(path))
    except BadShapeError as error:
        raise BadShapeError(f"{path} can't be used: {error}.") from None
    except NotTextError as error:
        raise BadShapeError(f"{path} {error}.") from None
    except OSError as error:
        raise BadShapeError(f"{path} can't be read: {error.strerror}.") from None


def shape_in(text: str) -> ReplyShape:
    """Read a shape file's text.

    Raises:
        BadShapeError: It is none.
    """
    try:
        names, beside = aliases_beside(text, _STYLES)
    except ValueError as error:
        raise BadShapeError(str(error)) from None
    told = beside if isinstance(beside, list) else [beside] if beside is not None else []
    known = [style.value for style in Style]
    if unknown := [each for each in told if each not in known]:
        raise BadShapeError(f"there is no style “{unknown[0]}”; styles are {', '.join(known)}")
    return ReplyShape(names, frozenset(map(Style, told)))


def _called(content: Reply, names: ReplyNames) -> Reply:
    """Return what a reply tells under the names of a shop, the opposite of `renaming.renamed`."""
    is_list = {key: _is_rows(value) for key, value in content.items()}
    told = {
        key: [_renamed(row, names.each) for row in value] if isinstance(value, list) else value
        for key, value in content.items()
    }
    return _renamed(told if any(is_list.values()) else _renamed(told, names.each), names.reply)


def _renamed(row: Reply, names: Names) -> Reply:
    within: dict[str, dict[str, str]] = {}
    for known, told in names.items():
        head, dot, rest = known.rpartition(".")
        if dot:
            within.setdefault(folded(head), {})[rest] = told
    result = {key: _inside(value, within.get(folded(key), {})) for key, value in row.items()}
    for known, told in names.items():
        key = next((each for each in result if folded(each) == folded(known)), None)
        if key is not None:
            _put(result, told, result.pop(key))
    return result


def _inside(value: object, names: Names) -> object:
    if isinstance(value, list):
        return [_inside(each, names) for each in value]
    return _renamed(value, names) if isinstance(value, dict) and names else value


def _put(row: Reply, path: str, value: object) -> None:
    """Put a value into an object at a path of names, made where there is none."""
    head, dot, rest = path.partition(".")
    if not dot:
        row[head] = value
        return
    inner = row.setdefault(head, {})
    if isinstance(inner, dict):
        _put(inner, rest, value)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _with_keys(called: Callable[[str], str], content: Reply) -> Reply:
    def changed(value: object) -> object:
        if isinstance(value, list):
            return [changed(each) for each in value]
        return _with_keys(called, value) if isinstance(value, dict) else value

    return {
        called(key): value if key in _BY_NAME else changed(value) for key, value in content.items()
    }


def _in_words(key: str) -> str:
    return _WORDS.sub("_", key).lower()


def _with_values(told: Callable[[str, str], object], content: Reply) -> Reply:
    """Return what is told with each text told as a function of its key and itself has it."""

    def changed(key: str, value: object) -> object:
        if isinstance(value, list):
            return [changed(key, each) for each in value]
        if isinstance(value, dict):
            return _with_values(told, value)
        return told(key, value) if isinstance(value, str) else value

    return {key: changed(key, value) for key, value in content.items()}


def _as_number(_: str, text: str) -> object:
    if not (number := _NUMBER.fullmatch(text)):
        return text
    return float(text) if number[2] else int(text)


def _written_out(key: str, text: str) -> str:
    name = folded(key)
    if name not in _INSTANTS | _DAYS or not text.isdecimal() or not int(text):
        return text
    moment = datetime.fromtimestamp(int(text), UTC)
    return f"{moment:%Y-%m-%d}" if name in _DAYS else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _as_rows(content: Reply) -> Reply:
    lists = [key for key, value in content.items() if isinstance(value, list)]
    return {"rows" if [key] == lists else key: value for key, value in content.items()}


def _numbered(content: Reply) -> Reply:
    def changed(value: object) -> object:
        if isinstance(value, list) and _is_rows(value):
            return {str(number): changed(each) for number, each in enumerate(value)}
        return _numbered(value) if isinstance(value, dict) else value

    return {key: changed(value) for key, value in content.items()}


_CHANGES: Final[Mapping[Style, Callable[[Reply], Reply]]] = {
    Style.ISO: partial(_with_values, _written_out),
    Style.NUMBERS: partial(_with_values, _as_number),
    Style.ROWS: _as_rows,
    Style.NUMBERED: _numbered,
    Style.SNAKE: partial(_with_keys, _in_words),
    Style.UPPER: partial(_with_keys, str.upper),
    Style.LOWER: partial(_with_keys, str.lower),
}
"""What changes all of a reply's content, in this order."""
