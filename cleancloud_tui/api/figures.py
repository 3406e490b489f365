"""The figures of a request: amounts, quantities, percentages, co-ordinates.

Text is taken as scripts write it, `12.50`, and no other way: no exponent, no sign before what is
more than nothing, no mark between thousands. What forms take for too much is too much here, too:
a key may be pressed twice by whoever types a command.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ..values.numbers import MOST_DECIMALS, MOST_OF_AN_ITEM, TOO_MUCH, unclear
from . import wire
from .operations import Parameter
from .operations.rules import TAXES

BELOW_NOTHING: Final = frozenset({"price", *TAXES})
"""Amounts that may be less than nothing: CleanCloud advises an item of such a price to waive a fee,
and that item's taxes go with it. Whether one is there is the operation's rule."""

_PLAIN: Final = re.compile(r"-?(?:[0-9]{1,16}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_CENT: Final = Decimal("0.01")
_LATITUDES: Final = frozenset({"lat", "customerLat"})


class BadValueError(ValueError):
    """What is wrong with one value, in words that follow the parameter's name."""


def money(parameter: Parameter, value: object) -> str:
    """Return an amount as it is sent."""
    amount = None if isinstance(value, float) else _decimal(value)
    if amount is None or abs(amount) >= TOO_MUCH:
        raise BadValueError(f"is to be an amount such as 12.50, not {quoted(str(value))}")
    if amount != amount.quantize(_CENT):
        raise BadValueError(f"has more than two decimals: {quoted(str(value))}")
    _require_clear(value)
    if amount.is_signed() and parameter.name not in BELOW_NOTHING:
        raise BadValueError(f"is to be nothing or more, not {quoted(str(value))}")
    return wire.money_text(amount)


def quantity(_: Parameter, value: object) -> str:
    """Return how much there is of an item, as it is sent."""
    number = _decimal(value)
    if number is None:
        raise BadValueError(f"is to be a number such as 2.5, not {quoted(str(value))}")
    if number <= 0:
        raise BadValueError(f"is to be more than nothing, not {quoted(str(value))}")
    if number > MOST_OF_AN_ITEM:
        raise BadValueError(f"is to be {MOST_OF_AN_ITEM} at most, not {quoted(str(value))}")
    if number != round(number, MOST_DECIMALS):
        raise BadValueError(f"has more than {MOST_DECIMALS} decimals: {quoted(str(value))}")
    return f"{number:f}"


def place(parameter: Parameter, value: object) -> str:
    """Return a latitude or a longitude as it is sent."""
    number = _decimal(value)
    if number is None:
        raise BadValueError(f"is to be a number such as 51.5072, not {quoted(str(value))}")
    most = 90 if parameter.name in _LATITUDES else 180
    if abs(number) > most:
        raise BadValueError(f"is to be from -{most} to {most}, not {quoted(str(value))}")
    return f"{number:f}"


def percent(_: Parameter, value: object) -> str:
    """Return a percentage as it is sent."""
    number = _decimal(value)
    if number is None or not 0 <= number <= 100:
        raise BadValueError(f"is to be from 0 to 100, not {quoted(str(value))}")
    return f"{abs(number):f}"


def quoted(text: str) -> str:
    """Return a value for a sentence, its begin where it is long."""
    return f"“{text[:40]}”"


def _decimal(value: object) -> Decimal | None:
    if not isinstance(value, str):
        return wire.decimal_of(value)
    # What a comma means differs by country: a reply's is told by its form, a person's is not.
    if "," in value:
        _require_clear(value)
    return wire.decimal_of(value) if _PLAIN.fullmatch(value.strip()) else None


def _require_clear(value: object) -> None:
    """Refuse what may be two numbers, by country."""
    if isinstance(value, str) and (two := unclear(value)):
        raise BadValueError(f"is not clear: {two.rstrip('.')}")
