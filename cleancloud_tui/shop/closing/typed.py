"""The form of a closing sheet: its fields, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ...api.operations.schema import Operation, OperationKind, Parameter, Wire
from ...values.numbers import amount_typed, count_typed, unclear
from .sheet import NOTHING, Sheet

FLOAT: Final = "float"
LOOSE: Final = "loose"
TAKEN_OUT: Final = "taken_out"
NOTE: Final = "note"

_AMOUNTS: Final = (FLOAT, LOOSE, TAKEN_OUT)
_MOST: Final = 100_000
"""Of one note or coin: more is a slip of the finger."""


def name_of(amount: Decimal) -> str:
    """Return the name of the field for a note or coin: `of_2500` for 25.00."""
    return f"of_{int(amount * 100)}"


def form_of(money: Sequence[Decimal]) -> Operation:
    """Return what the form is made from: nothing of it is ever sent to CleanCloud."""
    return Operation(
        name="closing",
        title="Closing sheet",
        kind=OperationKind.NON_IDEMPOTENT_WRITE,
        purpose="Count the till.",
        parameters=(
            *(Parameter(name_of(each), Wire.INTEGER, "How many") for each in money),
            *(Parameter(name, Wire.MONEY, "Amount") for name in _AMOUNTS),
            Parameter(NOTE, Wire.TEXT, "Note"),
        ),
    )


def values_of(sheet: Sheet) -> dict[str, str]:
    """Return what stands in the form for a sheet that is corrected."""
    return {
        **{name_of(amount): str(count) for amount, count in sheet.counts.items() if count},
        FLOAT: f"{sheet.float:.2f}" if sheet.float else "",
        LOOSE: f"{sheet.loose:.2f}" if sheet.loose else "",
        TAKEN_OUT: f"{sheet.taken_out:.2f}" if sheet.taken_out else "",
        NOTE: sheet.note,
    }


def mistakes_in(values: Mapping[str, str], money: Sequence[Decimal]) -> dict[str, str]:
    """Return what is wrong with what was typed, by the fields' names; empty entries are nought."""
    wrong: dict[str, str] = {}
    for name in map(name_of, money):
        typed = values.get(name, "")
        count = count_typed(typed) if typed else 0
        if count is None:
            wrong[name] = "How many, such as 12"
        elif count > _MOST:
            wrong[name] = "That is too many"
    for name in _AMOUNTS:
        typed = values.get(name, "")
        if typed and amount_typed(typed) is None:
            wrong[name] = unclear(typed) or "An amount, such as 150.00"
    return wrong


def sheet_typed(
    values: Mapping[str, str], money: Sequence[Decimal], day: date, received: Decimal | None
) -> Sheet:
    """Return the sheet that was typed; what is wrong counts as nought, see `mistakes_in`.

    Args:
        values: By the fields' names.
        money: The notes and coins there are.
        day: Which day it closes.
        received: The cash payments of it; None for unknown.
    """
    amounts = {name: amount_typed(values.get(name, "")) or NOTHING for name in _AMOUNTS}
    counts = {each: count_typed(values.get(name_of(each), "")) or 0 for each in money}
    return Sheet(
        day=day,
        float=amounts[FLOAT],
        counts={amount: count for amount, count in counts.items() if count},
        loose=amounts[LOOSE],
        received=received,
        taken_out=amounts[TAKEN_OUT],
        note=values.get(NOTE, ""),
    )
