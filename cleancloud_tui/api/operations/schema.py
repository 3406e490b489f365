"""The vocabulary in which the 41 operations are declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

WireValue = str | list[dict[str, str]]
"""A parameter's value as it is sent: text for all of them, a list of rows for `products`."""

WireParameters = Mapping[str, WireValue]

Rule = Callable[[WireParameters], str | None]
"""A rule between parameters: the problem in words, or None where it holds."""


class Wire(Enum):
    """How a parameter's value is written on the wire."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105  (a kind of parameter, no password)
    ID = "id"
    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    PRODUCTS = "products"


class OperationKind(Enum):
    """What sending an operation twice does."""

    READ = "read"
    IDEMPOTENT_WRITE = "idempotent write"
    NON_IDEMPOTENT_WRITE = "non-idempotent write"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation.

    Attributes:
        name: Its name on the wire.
        wire: How its value is written.
        meaning: The documentation's words.
        required: Whether the documentation marks it as required.
        choices: Allowed values with their labels, in order; for `Wire.CHOICE` only.
        unless: A flag parameter that, set to 1, lifts the requirement.
    """

    name: str
    wire: Wire
    meaning: str
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    Attributes:
        name: Its wire name, the last part of its address.
        title: The documentation's title.
        kind: What sending it twice does.
        purpose: One sentence on what it is for.
        parameters: All of its parameters, the token excepted, in the documentation's order.
        rules: What must hold between the parameters.
        only_checks_with: A flag that, set to 1, makes a write a mere question.
        told_as: What replies call the parameters that a write sets: `orderNotes` is told as
            `notes`. The start and the end of a window of time are told as one.
        new_id: What replies call the id of what it makes: as it has been seen first, then likely
            names. Empty where nothing is made, or none is told.
        may_tell: What replies may call the id of what it makes, where it need not be told.
    """

    name: str
    title: str
    kind: OperationKind
    purpose: str
    parameters: tuple[Parameter, ...] = ()
    rules: tuple[Rule, ...] = ()
    only_checks_with: str = ""
    told_as: Mapping[str, str] = field(default_factory=dict)
    new_id: tuple[str, ...] = ()
    may_tell: tuple[str, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that wire name, or None."""
        return next((each for each in self.parameters if each.name == name), None)

    def kind_with(self, parameters: WireParameters) -> OperationKind:
        """Return the kind that these parameters make of it (`usePromo` may only check)."""
        if self.only_checks_with and parameters.get(self.only_checks_with) == "1":
            return OperationKind.READ
        return self.kind


def required(name: str, wire: Wire, meaning: str, *, unless: str = "") -> Parameter:
    """Declare a parameter that the documentation marks as required."""
    return Parameter(name, wire, meaning, required=True, unless=unless)


def optional(name: str, wire: Wire, meaning: str) -> Parameter:
    """Declare a parameter that may be left out."""
    return Parameter(name, wire, meaning)


def choice(name: str, meaning: str, *labels: str, start: int = 0) -> Parameter:
    """Declare an optional enumeration whose values count up from `start`."""
    choices = {str(value): label for value, label in enumerate(labels, start)}
    return Parameter(name, Wire.CHOICE, meaning, choices=choices)


def choice_of(
    name: str, meaning: str, choices: Mapping[int, str], *, is_required: bool = False
) -> Parameter:
    """Declare an enumeration whose values have gaps or an order of their own."""
    return Parameter(
        name,
        Wire.CHOICE,
        meaning,
        required=is_required,
        choices={str(value): label for value, label in choices.items()},
    )


ORDER_STATUSES: Final[Mapping[int, str]] = {
    4: "Awaiting pickup",
    5: "Detailing",
    0: "Cleaning",
    1: "Ready",
    2: "Completed",
}
"""The statuses that `getOrders` filters by and `updateOrder` sets, in the order of the work."""

PAYMENT_TYPES: Final[Mapping[str, str]] = {"1": "Cash", "2": "Card", "3": "Check"}
"""How an order was paid (`paymentType`), by the codes of requests and replies."""

PICKUP_TO_CONFIRM: Final = 3
"""The status that `addOrder` and replies know beside `ORDER_STATUSES`."""
