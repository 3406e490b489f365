"""The console's form: what was typed, checked while it is typed, and what has its own screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...api.errors import BadParametersError
from ...api.operations import Operation, OperationKind
from ...api.privacy import is_secret
from ...api.request import Request
from ..writes.declarations import WRITES
from ..writes.ids import ORDER_ID, order_id_in
from ..writes.typed_fields import read_fields


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What a form stands for.

    Attributes:
        values: What was typed, as the API's checks take it.
        request: What would be sent; None where something is wrong or missing.
        problems: What that is, each a sentence that begins with the parameter's name.
    """

    values: Mapping[str, str]
    request: Request | None = None
    problems: tuple[str, ...] = ()


def checked_form(operation: Operation, typed: Mapping[str, str], today: date) -> CheckedForm:
    """Return what a form stands for, given what was typed into it on the shop's day."""
    values = typed
    try:
        values = read_fields(operation, typed, today)
        return CheckedForm(values, Request.of(operation, values))
    except BadParametersError as error:
        return CheckedForm(values, problems=error.problems)


def sent_of(
    operation: Operation, typed: Mapping[str, str], was: Mapping[str, str]
) -> dict[str, str]:
    """Return what of a form is sent.

    What is empty is left out. Spaces alone clear a field, and so does emptying, in a write, what
    stood there before.

    Args:
        operation: Whose form it is.
        typed: All fields as they stand.
        was: What they began with.
    """
    is_write = operation.kind is not OperationKind.READ
    return {
        name: text if is_secret(name) else text.strip()  # a password may well be made of spaces
        for name, text in typed.items()
        if text or (is_write and was.get(name))
    }


def has_screen(operation: Operation) -> bool:
    """Tell whether an operation is sent from its own screen only: there a charge is confirmed."""
    return WRITES.of(operation.name).charges


def order_to_charge(operation: Operation, values: Mapping[str, str]) -> str:
    """Return the order that a card is to be charged for.

    Raises:
        BadParametersError: None is named.
    """
    if order_id := order_id_in(values):
        return order_id
    raise BadParametersError(operation.name, (f"{ORDER_ID} is required",))
