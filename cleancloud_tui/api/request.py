"""A request as it is sent: made once from what people typed, and checked when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .checks import checked, operation_named
from .operations import Operation, OperationKind, WireParameters


@dataclass(frozen=True, slots=True)
class Request:
    """One request, checked against the catalogue; `Request.of` makes it.

    Attributes:
        operation: What is asked of CleanCloud.
        parameters: As they are sent, without the token.
        is_asked_once: Of a read, whether it is not repeated where it may have arrived.
    """

    operation: Operation
    parameters: WireParameters
    is_asked_once: bool = False

    @classmethod
    def of(cls, operation: Operation | str, values: Mapping[str, object]) -> Request:
        """Return the request of an operation, or of its wire name.

        Args:
            operation: Of the catalogue, by its wire name, or a declaration of one.
            values: As `checks.checked` takes them.

        Raises:
            BadParametersError: There is no such operation, or it breaks a rule; all problems are
                told.
        """
        declared = operation_named(operation) if isinstance(operation, str) else operation
        return cls(declared, checked(declared, values))

    @property
    def name(self) -> str:
        """The operation's wire name."""
        return self.operation.name

    @property
    def kind(self) -> OperationKind:
        """What sending it does; some parameters make a read of a write."""
        return self.operation.kind_with(self.parameters)
