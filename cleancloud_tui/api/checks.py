"""Checking a request against the catalogue, before it costs anything.

Values may be Python's own (`date`, `Decimal`, `bool`, …) or text as a person or a script types it;
what leaves is text as the API wants it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Final

from ..values.cards import ADVICE, holds_card
from ..values.days import iso_day
from ..values.times import clock_time
from . import figures, wire
from .errors import BadParametersError
from .figures import BadValueError, quoted
from .operations import (
    OPERATIONS,
    Operation,
    OperationKind,
    Parameter,
    Wire,
    WireParameters,
    WireValue,
)

_ID: Final = re.compile(r"[0-9]{1,18}")
_INTEGER: Final = re.compile(r"[0-9]{1,12}")
_STAMP: Final = re.compile(r"[0-9]{5,12}")

_CODES: Final = frozenset({"barcodeID", "bundleID"})
"""Texts that are codes of labels: of those that have as many digits, one in ten looks like a card's
number."""

_PRODUCT_FIELDS: Final = (
    Parameter("id", Wire.ID, "ID of the product; 0 for a one-time item"),
    Parameter("name", Wire.TEXT, "Name of the product"),
    Parameter("price", Wire.MONEY, "Price of one"),
    Parameter("pieces", Wire.INTEGER, "Pieces of one"),
    Parameter("quantity", Wire.NUMBER, "How many of it"),
)
"""The fields of a row of `addOrder`'s `products`, every one of them given.

An item of 0 pieces is taken, unlike one of quantity 0: a fee is none, and shops have fees in their
price lists.
"""


def operation_named(name: str) -> Operation:
    """Return the operation of that wire name.

    Raises:
        BadParametersError: There is none; the nearest name is suggested.
    """
    if operation := OPERATIONS.get(name):
        return operation
    raise BadParametersError(name, (f"there is no such operation{_nearest(name, OPERATIONS)}",))


def checked(operation: Operation, values: Mapping[str, object]) -> WireParameters:
    """Return the parameters as they are sent, in the documentation's order.

    A value of None is left out. An empty text clears a field; in a read there is nothing to clear
    (and `getProducts` has answered none for an empty `priceListID`), so there it is left out too.

    Raises:
        BadParametersError: It names every problem found, not just the first.
    """
    known = [parameter.name for parameter in operation.parameters]
    problems = [
        f"{name} is no parameter of it{_nearest(name, known)}"
        for name in values
        if name not in known
    ]
    sent: dict[str, WireValue] = {}
    for parameter in operation.parameters:
        value = values.get(parameter.name)
        if value is None or (operation.kind is OperationKind.READ and _is_blank(parameter, value)):
            continue
        try:
            sent[parameter.name] = encoded(parameter, value)
        except BadValueError as problem:
            problems.append(f"{parameter.name} {problem}")
    problems += [
        f"{parameter.name} is required"
        for parameter in operation.parameters
        if parameter.required
        and _is_blank(parameter, values.get(parameter.name))
        and not (parameter.unless and sent.get(parameter.unless) == "1")
    ]
    if not problems:
        problems += [broken for rule in operation.rules if (broken := rule(sent))]
    if problems:
        raise BadParametersError(operation.name, tuple(problems))
    return sent


def encoded(parameter: Parameter, value: object) -> WireValue:
    """Return one value as it is sent.

    Raises:
        ValueError: What is wrong, in words that follow the parameter's name.
    """
    if parameter.wire is Wire.PRODUCTS:
        return _products(value)
    if _is_blank(parameter, value):
        return ""  # clears a field; whether it may is the API's to say
    return _ENCODERS[parameter.wire](parameter, value)


def _is_blank(parameter: Parameter, value: object) -> bool:
    """Whether a value is no value; a password may well be made of spaces."""
    if parameter.wire is Wire.SECRET:
        return value is None or value == ""
    return value is None or (isinstance(value, str) and not value.strip())


def _text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise BadValueError("is to be a text")
    text = str(value)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise BadValueError("holds bytes that are no text in UTF-8")
    if parameter.name not in _CODES and holds_card(text):
        raise BadValueError(f"is not taken: {ADVICE}")
    return text


def _id(_: Parameter, value: object) -> str:
    text = str(value).strip()
    if _ID.fullmatch(text):
        return text
    raise BadValueError(f"is to be a number such as 437, not {quoted(text)}")


def _flag(_: Parameter, value: object) -> str:
    if isinstance(value, bool):
        return wire.flag_text(value)
    text = str(value).strip().lower()
    if text in ("0", "1"):
        return text
    raise BadValueError(f"is to be 1 or 0, not {quoted(text)}")


def _integer(_: Parameter, value: object) -> str:
    text = str(value).strip()
    if _INTEGER.fullmatch(text):
        return str(int(text))  # "without leading zeros"
    raise BadValueError(f"is to be a whole number, not {quoted(text)}")


def _date(_: Parameter, value: object) -> str:
    return _calendar_day(value).isoformat()


def _day(_: Parameter, value: object) -> str:
    if isinstance(value, str | int) and _STAMP.fullmatch(str(value).strip()):
        day = wire.day_of(value)
        if day is None or wire.day_stamp(day) != str(value).strip():
            raise BadValueError("is to be Unix time of 12:00 UTC of a day, or yyyy-mm-dd")
        return wire.day_stamp(day)
    return wire.day_stamp(_calendar_day(value))


def _time(_: Parameter, value: object) -> str:
    moment = value if isinstance(value, time) else clock_time(str(value))
    if moment is None:
        raise BadValueError(f"is to be a time such as 10am or 5:30pm, not {quoted(str(value))}")
    return wire.time_text(moment)


def _choice(parameter: Parameter, value: object) -> str:
    if isinstance(value, bool) and set(parameter.choices) == {"0", "1"}:
        return wire.flag_text(value)
    text = str(value).strip()
    if text in parameter.choices:
        return text
    allowed = ", ".join(f"{code} ({label})" for code, label in parameter.choices.items())
    raise BadValueError(f"is to be one of {allowed}; not {quoted(text)}")


_ENCODERS: Final = {
    Wire.TEXT: _text,
    Wire.SECRET: _text,
    Wire.ID: _id,
    Wire.FLAG: _flag,
    Wire.INTEGER: _integer,
    Wire.NUMBER: figures.place,
    Wire.MONEY: figures.money,
    Wire.PERCENT: figures.percent,
    Wire.DATE: _date,
    Wire.DAY: _day,
    Wire.TIME: _time,
    Wire.CHOICE: _choice,
}


def _calendar_day(value: object) -> date:
    # A datetime is a date to Python, but an instant is no calendar day.
    if type(value) is date:
        return value
    if day := iso_day(str(value)):
        return day
    raise BadValueError(f"is to be a day as yyyy-mm-dd, not {quoted(str(value).strip())}")


def _products(value: object) -> list[dict[str, str]]:
    """Check the rows of `addOrder`'s `products`."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise BadValueError("is to be a list in JSON") from None
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise BadValueError("is to be a list of items")
    return [_product(number, row) for number, row in enumerate(value, 1)]


def _product(number: int, row: object) -> dict[str, str]:
    names = [field.name for field in _PRODUCT_FIELDS]
    if not isinstance(row, Mapping) or set(row) != set(names):
        raise BadValueError(f"item {number} is to have {', '.join(names)}")
    encoded_row: dict[str, str] = {}
    for field in _PRODUCT_FIELDS:
        try:
            encode = figures.quantity if field.name == "quantity" else _ENCODERS[field.wire]
            encoded_row[field.name] = encode(field, row[field.name])
        except BadValueError as problem:
            raise BadValueError(f"item {number}: {field.name} {problem}") from None
    return encoded_row


def _nearest(name: str, names: Mapping[str, object] | Sequence[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean {near[0]}?" if near else ""
