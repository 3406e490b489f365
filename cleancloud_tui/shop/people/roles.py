"""What people may do, by the names of roles: the usual ones, and those that a shop made itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...api.rights import Allowance, Right
from ...values.numbers import percent_typed

_ANY: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of rights.

    Attributes:
        name: What it is called.
        granted: What people of it may do.
        most_discount: The percentage that they may take off a price.
    """

    name: str
    granted: frozenset[Right]
    most_discount: Decimal = _ANY

    def allowance(self, name: str = "") -> Allowance:
        """Return what somebody of that role may do; without a name, what a command may do."""
        most = None if self.most_discount >= _ANY else self.most_discount
        return Allowance(name, self.name, self.granted, most)


OWNER: Final = Role("owner", frozenset(Right))
MANAGER: Final = Role("manager", frozenset(Right) - {Right.SET_UP, Right.CONNECT, Right.SERVE})
COUNTER: Final = Role(
    "counter",
    frozenset(
        {
            *(Right.SEND, Right.DECIDE, Right.KEEP, Right.PRINT, Right.OPEN, Right.TAKE_NOTE),
            *(Right.CHARGE, Right.DISCOUNT, Right.OWN_PRICE, Right.SEE),
        }
    ),
    Decimal(10),
)
USUAL: Final = (OWNER, MANAGER, COUNTER)
"""The roles that there are without a setting, those that may do most first."""


class RoleError(ValueError):
    """What was written is no role; it says why."""


def word_of(right: Right) -> str:
    """Return the name of a right in a setting."""
    return right.name.lower().replace("_", " ")


_BY_WORD: Final = {word_of(right): right for right in Right}


def role_of(line: str) -> Role:
    """Read a role as a setting has it: `trainee: send, keep, print, discount 5`.

    Raises:
        RoleError: It is none.
    """
    name, colon, words = line.partition(":")
    name = name.strip()
    if not (colon and name and len(name) <= 20 and name.isprintable()):
        raise RoleError(f"“{line}” is to begin with a role's name and a colon")
    granted, most = {Right.SEE}, _ANY  # without it there is nothing to do at a counter
    for each in (word.strip().lower() for word in words.split(",") if word.strip()):
        word, _, amount = each.partition(" ") if each.startswith("discount ") else (each, "", "")
        if word not in _BY_WORD:
            raise RoleError(f"“{each}” is nothing that a role may do: {', '.join(_BY_WORD)}")
        granted.add(_BY_WORD[word])
        if amount:
            most = _percentage(amount)
    return Role(name, frozenset(granted), most)


def _percentage(text: str) -> Decimal:
    number = percent_typed(text.rstrip("% "))
    if number is None or not 0 <= number <= _ANY:
        raise RoleError(f"“discount {text}” is to be a percentage, such as discount 10")
    return number


def roles_of(lines: Sequence[str]) -> Mapping[str, Role]:
    """Return all roles of a shop by their names: one of its own takes a usual one's place.

    The owner's stays as it is: somebody has to be able to set up what there is.
    """
    own = (role for role in map(role_of, lines) if role.name != OWNER.name)
    return {role.name: role for role in (*USUAL, *own)}
