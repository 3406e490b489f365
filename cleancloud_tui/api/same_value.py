"""Whether two values mean the same, however they are written: `12.5` and `12.50`.

What is sent and what is told about it may differ in the form of numbers, times and days, in
entities and spaces; nothing and zero are the same to CleanCloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..values.phones import digits_of
from . import wire
from .clocks.moments import day_of
from .operations import Operation, Parameter, Wire
from .readers.fields import flag_of
from .text import clean

_ZERO_IS_REAL: Final = frozenset({"status"})
"""Codes of which 0 is no absence: an order with no status told is not Cleaning."""

_AMOUNTS: Final = frozenset({Wire.MONEY, Wire.PERCENT, Wire.NUMBER, Wire.INTEGER})
_CODES: Final = frozenset({Wire.ID, Wire.CHOICE, Wire.FLAG})
_NOTHING: Final = ("", "0", "0-0")


def same(parameter: Parameter, one: object, other: object) -> bool:
    """Tell whether two values of a parameter mean the same."""
    return meaning(parameter, one) == meaning(parameter, other)


def differing(
    operation: Operation, sent: Mapping[str, object], told: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the names of what was sent that is told, and told otherwise.

    Args:
        operation: The write.
        sent: A write's parameters.
        told: What a row tells, by the names of requests.
    """
    return tuple(
        name
        for name, value in sent.items()
        if name in told
        and (parameter := operation.parameter(name))
        and not same(parameter, value, told[name])
    )


def meaning(parameter: Parameter, value: object) -> object:
    """Return what a value means, to be compared with that of another; None for nothing."""
    text = clean(_written(value))
    if parameter.wire in _AMOUNTS or parameter.wire in _CODES:
        return _number(parameter, text)
    match parameter.wire:
        case Wire.DAY | Wire.DATE:
            return day_of(text) or _plain(text)
        case Wire.TIME:
            return wire.time_of(text) or _plain(text)
    return _text(parameter, text)


def _number(parameter: Parameter, text: str) -> object:
    if parameter.wire in _CODES and not text.isdecimal():
        told = flag_of(text)
        text = text if told is None else wire.flag_text(told)
    number = wire.decimal_of(text)
    if number is None:
        return text.casefold() or None
    return number if number or parameter.name in _ZERO_IS_REAL else None


def _text(parameter: Parameter, text: str) -> object:
    match parameter.name:
        case "customerEmail":
            return text.casefold() or None
        case "customerTel":
            return digits_of(text) or text or None
    return " ".join(text.split()) or None


def _plain(text: str) -> str | None:
    """Return a day or time that can't be read, as it is written."""
    return None if text in _NOTHING else "".join(text.split()).casefold()


def _written(value: object) -> str:
    if isinstance(value, bool):
        return wire.flag_text(value)
    return "" if value is None else str(value)
