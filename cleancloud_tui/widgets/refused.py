"""What of a screen's or the program's actions the session may not do: it is offered nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from ..api.rights import Right, Rights


class _Desk(Protocol):
    @property
    def rights(self) -> Rights: ...


class Place(Protocol):
    """A screen or the program: it works at a desk, and says why something is not done."""

    @property
    def desk(self) -> _Desk:
        """What tells what may be done."""

    def refuse(self, refusal: str) -> None:
        """Say why something is not done."""


_Place = TypeVar("_Place", bound=Place)
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def needs(
    right: Right,
) -> Callable[
    [Callable[Concatenate[_Place, _Arguments], _Result]],
    Callable[Concatenate[_Place, _Arguments], _Result | None],
]:
    """Make an action one that is not begun where the session may not do what it leads to."""

    def decorate(
        method: Callable[Concatenate[_Place, _Arguments], _Result],
    ) -> Callable[Concatenate[_Place, _Arguments], _Result | None]:
        @wraps(method)
        def begin(
            place: _Place, /, *arguments: _Arguments.args, **named: _Arguments.kwargs
        ) -> _Result | None:
            if refusal := place.desk.rights.refusal(right):
                place.refuse(refusal)
                return None
            return method(place, *arguments, **named)

        begin.right = right  # type: ignore[attr-defined]
        return begin

    return decorate


def is_refused(node: object, action: str, rights: Rights) -> bool:
    """Tell whether an action, as a binding names it, is one that the session may not do.

    Args:
        node: Has the action.
        action: Its name, perhaps with what it is given.
        rights: Of the session.
    """
    name = action.partition("(")[0].rpartition(".")[2]
    right = getattr(getattr(node, f"action_{name}", None), "right", None)
    return right is not None and not rights.may(right)
