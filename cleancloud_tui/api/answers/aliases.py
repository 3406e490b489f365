"""The alias file: what a shop's replies call the things that this program knows by other names.

It is TOML, with a table for each operation whose replies differ, by its wire name:

    [getPickups]                     # what stands in the reply itself
    Pickups = "data.schedules"       # the list: known name = where the shop's replies have it

    [getPickups.each]                # what stands in each object of its lists
    pickupID = "ref"
    pickupStart = "window.from"      # dots lead into objects

    [getOrders.each]
    products = "lines"
    "products.quantity" = "count"    # known names with dots: in each object of `products`

- On the left stands what this program (and the practice shop) calls it, on the right what the shop
  calls it. Letter case and underscores make no difference on either side.
- The names of `[OPERATION]` are looked for in the reply itself. Those of `[OPERATION.each]` are
  looked for in every object of its lists, in a single object in the place of a list, and, where the
  record stands flat beside `Success` as in `getCustomer` by id, in the reply itself.
- On the right, dots lead from an object into one that it holds. On the left, what stands before the
  last dot is an object or a list of them that is already called by its known name; the right side
  is then looked for in there.
- What a reply does not have by the shop's name stays as it is, so a file may tell of names that
  come only now and then. Where it has it, the shop's name counts before the known one.
- In a table each name stands once, on the left as on the right: of two that are the same but for
  letter case and underscores nobody knows which one is meant.

Known names are those of CleanCloud's documentation and of the practice shop's replies.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..operations import OPERATIONS
from ..readers.fields import folded

Names = Mapping[str, str]
"""What the shop calls a thing, by what this program calls it; both may be paths with dots."""

_EACH: Final = "each"
_PART: Final = r"[^\s.]+(?: [^\s.]+)*"
_NAME: Final = re.compile(rf"{_PART}(?:\.{_PART}){{0,5}}")


class BadAliasesError(ValueError):
    """What is wrong with an alias file: all of it, each a part of a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class ReplyNames:
    """What the replies of one operation call things.

    Attributes:
        reply: What stands in the reply itself.
        each: What stands in each object of its lists, or in a record that stands flat.
    """

    reply: Names = field(default_factory=dict)
    each: Names = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.reply or self.each)


Aliases = Mapping[str, ReplyNames]
"""What a shop's replies call things, by the operation's wire name."""


def aliases_in(text: str) -> Aliases:
    """Read an alias file's text.

    Raises:
        BadAliasesError: It is none.
    """
    return aliases_beside(text, "")[0]


def aliases_beside(text: str, name: str) -> tuple[Aliases, object]:
    """Read an alias file's text in which something else may stand under one name; return both.

    Raises:
        BadAliasesError: It is none.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ArithmeticError) as error:
        raise BadAliasesError((f"it is no valid TOML: {error}",)) from None
    except RecursionError:
        raise BadAliasesError(("it is no valid TOML: brackets nest too deeply in it",)) from None
    beside = content.pop(name, None)
    if problems := tuple(_problems(content)):
        raise BadAliasesError(problems)
    return {operation: _names(table) for operation, table in content.items()}, beside


def _names(table: Mapping[str, object]) -> ReplyNames:
    each = table.get(_EACH)
    return ReplyNames(
        reply={known: told for known, told in table.items() if isinstance(told, str)},
        each={known: str(told) for known, told in each.items()} if isinstance(each, dict) else {},
    )


def _problems(content: Mapping[str, object]) -> Iterator[str]:
    for operation, table in content.items():
        if operation not in OPERATIONS:
            yield f"there is no operation {_quoted(operation)}{_nearest(operation)}"
        elif not isinstance(table, dict):
            yield f"{operation} is to be a table: [{operation}]"
        else:
            yield from _of_table(operation, {k: v for k, v in table.items() if k != _EACH})
            each = table.get(_EACH, {})
            if isinstance(each, dict):
                yield from _of_table(f"{operation}.{_EACH}", each)
            else:
                yield f"{operation}.{_EACH} is to be a table: [{operation}.{_EACH}]"


def _of_table(heading: str, table: Mapping[str, object]) -> Iterator[str]:
    for known, told in table.items():
        if not _NAME.fullmatch(known):
            yield f"[{heading}] {_quoted(known)} is no name"
        elif not isinstance(told, str):
            yield f'[{heading}] {known} is to be a name in quotes: {known} = "name"'
        elif not _NAME.fullmatch(told):
            yield f"[{heading}] {known}: {_quoted(told)} is no name"
    yield from _twice(heading, {known: told for known, told in table.items() if type(told) is str})


def _twice(heading: str, names: Names) -> Iterator[str]:
    """Yield what stands twice in a table: a known name, or one of the shop's in the same place."""
    left: dict[str, str] = {}
    right: dict[tuple[str, str], str] = {}
    for known, told in names.items():
        if first := left.get(folded(known)):
            yield f"[{heading}] {first} and {known} are the same name: one of them can count"
            continue
        left[folded(known)] = known
        within = folded(known.rpartition(".")[0])
        if first := right.get((within, folded(told))):
            yield f"[{heading}] {first} and {known} are both to be {_quoted(told)}: only one can be"
        right.setdefault((within, folded(told)), known)


def _quoted(text: str) -> str:
    return f"“{text[:40]}”"


def _nearest(operation: str) -> str:
    near = difflib.get_close_matches(operation[:60], list(OPERATIONS), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
