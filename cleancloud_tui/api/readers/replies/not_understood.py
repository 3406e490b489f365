"""What a reader ends with where a reply holds something that it did not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...errors import CleanCloudError
from ...text import one_line

Row = Mapping[str, object]

_MOST_KEYS: Final = 8
_DEEPEST: Final = 3
_LONGEST_KEY: Final = 40


class NotUnderstoodError(CleanCloudError):
    """A successful reply of a shape that is not known: nothing may be concluded from it.

    That it is an error keeps anybody from taking what was not read for what is not there.

    Attributes:
        keys: What the reply calls what it holds; of objects in it with their own names.
        reply: As it came.
    """

    def __init__(
        self,
        reply: Mapping[str, object],
        told: str = "",
        follows: str = "Nothing is concluded from it.",
    ) -> None:
        """Say of a reply that it was not understood.

        Args:
            reply: As it came.
            told: What CleanCloud answered; by its keys where nothing is said.
            follows: What follows from that.
        """
        self.reply = reply
        self.keys = tuple(_keys_of(content(reply) or record(reply)))
        named = ", ".join(self.keys[:_MOST_KEYS]) + ", …" * (len(self.keys) > _MOST_KEYS)
        held = f"keys {named}" if named else "it holds nothing"
        unknown = f"in a way that this version does not know: {held}"
        super().__init__(f"CleanCloud answered {told or unknown}. {follows}")


_VERDICT: Final = ("success", "error", "errors")

ABSENT: Final[tuple[object, ...]] = (None, "", "0", 0, False, [], {})
"""What stands in PHP's replies for something absent."""


def content(reply: object) -> dict[str, object]:
    """Return what a reply holds beside its yes or no, without what stands for nothing."""
    return {key: value for key, value in record(reply).items() if not _is_absent(value)}


def only_thing(reply: object) -> object:
    """Return the only thing that a reply holds; None where there are several, or none."""
    held = content(reply)
    return next(iter(held.values())) if len(held) == 1 else None


def _is_absent(value: object) -> bool:
    """Tell whether a value is nothing, or an object of nothing but empty lists and objects."""
    if isinstance(value, Mapping) and value:
        return all(each in ([], {}) or _is_holder_of_nothing(each) for each in value.values())
    return value in ABSENT


def _is_holder_of_nothing(value: object) -> bool:
    return isinstance(value, Mapping) and _is_absent(value)


def record(reply: object) -> dict[str, object]:
    """Return the object that stands beside a reply's yes or no."""
    if isinstance(reply, list):
        return {str(number): each for number, each in enumerate(reply)}
    if not isinstance(reply, Mapping):
        return {}
    return {str(key): each for key, each in reply.items() if str(key).lower() not in _VERDICT}


def _keys_of(held: Row, path: str = "", depth: int = _DEEPEST) -> Iterator[str]:
    """Return the keys of an object, each followed by those of what it holds: `list`, `list.key`."""
    for key, value in held.items():
        name = f"{path}{_shown(key)}"
        yield name
        inner = next(filter(None, _objects_in(value)), None)
        if inner is not None and depth:
            yield from _keys_of(inner, f"{name}.", depth - 1)


def _objects_in(value: object) -> Iterator[Row]:
    if isinstance(value, Mapping):
        yield value
    elif isinstance(value, list | tuple):
        yield from (each for each in value if isinstance(each, Mapping))


def _shown(key: object) -> str:
    return one_line(str(key)[:_LONGEST_KEY]) or "?"
