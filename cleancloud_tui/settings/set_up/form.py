"""The form of the questions: its fields, and what each takes."""

from __future__ import annotations

from ...api.operations.schema import Operation, OperationKind, Parameter, Wire
from .questions import QUESTIONS


def form_of_questions() -> Operation:
    """Return what the form is made from: nothing of it is ever sent to CleanCloud."""
    return Operation(
        name="setUp",
        title="Set up the shop",
        kind=OperationKind.NON_IDEMPOTENT_WRITE,
        purpose="Say what money and days depend on.",
        parameters=tuple(Parameter(each.name, Wire.TEXT, each.why) for each in QUESTIONS.values()),
    )
