"""Forms: reading what was typed, and comparing it with what was there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ...api.errors import BadParametersError
from ...api.operations import Operation, Parameter, Wire
from ...api.same_value import same
from ...api.wire import money_text, time_text
from ...values.days import day_typed
from ...values.numbers import amount_typed, count_typed, percent_typed, unclear
from ...values.times import time_typed

_SUCH: Final[Mapping[Wire, str]] = {
    Wire.MONEY: "an amount such as 12.50",
    Wire.PERCENT: "from 0 to 100",
    Wire.INTEGER: "a whole number",
    Wire.DATE: "a day such as 2026-11-25, tue or 5 dec",
    Wire.DAY: "a day such as 2026-11-25, tue or 5 dec",
    Wire.TIME: "a time such as 9:30am or 17:30",
}


def changed_fields(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose value is another one than before; only those are sent."""
    return {name: value for name, value in after.items() if value != before.get(name, "")}


def changes_of(
    operation: Operation, before: Mapping[str, str], after: Mapping[str, str], today: date
) -> dict[str, str]:
    """Return the fields that mean something else than before, as they are sent.

    What was typed anew in another spelling is no change: `3,50` over `3.50`. A zero over nothing
    is one, since somebody typed it.

    Raises:
        BadParametersError: Something that was typed can't be read.
    """
    changed = read_fields(operation, changed_fields(before, after), today)
    return {
        name: value
        for name, value in changed.items()
        if not _means_the_same(operation.parameter(name), before.get(name, ""), value)
    }


def _means_the_same(parameter: Parameter | None, before: str, value: str) -> bool:
    if parameter is None or parameter.wire not in _SUCH or not before:
        return False
    return same(parameter, before, value)


def read_fields(operation: Operation, typed: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what was typed into fields as it is sent: amounts, counts, days, times.

    Texts and codes stay as they are, and so does what is empty.

    Args:
        operation: Whose parameters the fields are.
        typed: By the names of the parameters.
        today: The shop's calendar day.

    Raises:
        BadParametersError: Something can't be read; all that can't is named.
    """
    sent, problems = dict(typed), []
    for name, text in typed.items():
        parameter = operation.parameter(name)
        if parameter is None or parameter.wire not in _SUCH or not text.strip():
            continue
        value = _read(parameter.wire, text, today)
        if value is None:
            two = unclear(text).rstrip(".") if parameter.wire in (Wire.MONEY, Wire.PERCENT) else ""
            such = f"{_SUCH[parameter.wire]}, not “{text.strip()[:40]}”"
            problems.append(f"{name} is not clear: {two}" if two else f"{name} is to be {such}")
        else:
            sent[name] = value
    if problems:
        raise BadParametersError(operation.name, tuple(problems))
    return sent


def _read(wire: Wire, text: str, today: date) -> str | None:
    """Return what was typed as the API's checks take it; None where it can't be read."""
    match wire:
        case Wire.MONEY:
            amount = amount_typed(text)
            return None if amount is None else money_text(amount)
        case Wire.PERCENT:
            percent = percent_typed(text)
            return None if percent is None else f"{percent:f}"
        case Wire.INTEGER:
            count = count_typed(text)
            return None if count is None else str(count)
        case Wire.TIME:
            moment = time_typed(text)
            return None if moment is None else time_text(moment)
        case _:
            day = day_typed(text, today)
            return None if day is None else day.isoformat()
