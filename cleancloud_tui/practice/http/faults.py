"""Faults on request, for training and tests: what networks and outages do to a client."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ...api.operations import OPERATIONS
from ..call import Reply

HUGE_BYTES: Final = 10_000_000
"""By how much a huge reply is larger than it should be."""

OUTAGE_PAGE: Final = (
    "<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head>"
    "<body><h1>Service Unavailable</h1></body></html>"
)

_WRONG_VALUES: Final[tuple[object, ...]] = (None, 12.5, True, {}, [[]], "\u0000", -1)


class Fault(Enum):
    """What can be made to go wrong; the values are the names by which it is asked for."""

    LATENCY = "latency"
    DROP_BEFORE = "drop-before"
    """The connection breaks and nothing was changed."""
    DROP_AFTER = "drop-after"
    """The connection breaks and the change is made."""
    HTML = "html"
    """A page of an outage; nothing was changed."""
    TRUNCATED = "truncated"
    EMPTY = "empty"
    WRONG_TYPES = "wrong-types"
    HUGE = "huge"
    """The four above: the change is made, and its reply comes out wrong."""
    RATE = "rate"
    AUTHENTICATION = "authentication"
    """The two above: a refusal; nothing was changed."""


@dataclass(slots=True)
class Trouble:
    """A fault as it was asked for.

    Attributes:
        probability: How likely it happens to a request that it concerns.
        left: How many requests it will still happen to; None for no end.
        operation: The only operation that it concerns; "" for all.
        seconds: How long a latency lasts.
    """

    fault: Fault
    probability: float = 1.0
    left: int | None = None
    operation: str = ""
    seconds: float = 1.0


class Faults:
    """The faults that are asked for, and the dice."""

    def __init__(self, seed: int = 1) -> None:
        self._troubles: list[Trouble] = []
        self._dice = random.Random(seed)  # noqa: S311  (no secret hangs on it)

    def cause(
        self,
        fault: Fault,
        *,
        probability: float = 1.0,
        times: int | None = None,
        operation: str = "",
        seconds: float = 1.0,
    ) -> None:
        """Ask for a fault: with a probability, for the next so many requests, or both."""
        self._troubles.append(Trouble(fault, probability, times, operation, seconds))

    def clear(self) -> None:
        """Let everything go right again."""
        self._troubles.clear()

    def draw(self, operation: str) -> dict[Fault, Trouble]:
        """Return what happens to the next request, and count it as happened."""
        drawn: dict[Fault, Trouble] = {}
        for trouble in self._troubles:
            concerns = trouble.operation in ("", operation) and trouble.fault not in drawn
            if concerns and self._dice.random() < trouble.probability:
                drawn[trouble.fault] = trouble
                if trouble.left is not None:
                    trouble.left -= 1
        self._troubles = [each for each in self._troubles if each.left is None or each.left > 0]
        return drawn

    def take_order(self, told: object) -> None:
        """Do what the JSON of `POST /practice/faults` asks for.

        Either `{"clear": true}`, or `{"fault": "html"}` with any of `probability` (0 to 1),
        `next` (requests), `operation` and `seconds`.

        Raises:
            ValueError: What is wrong with it.
        """
        if not isinstance(told, Mapping):
            raise ValueError("an object is needed")
        if told.get("clear") is True:
            self.clear()
            return
        names = [fault.value for fault in Fault]
        if told.get("fault") not in names:
            raise ValueError(f"fault is to be one of {', '.join(names)}")
        operation = told.get("operation", "")
        if operation not in ("", *OPERATIONS):
            raise ValueError("operation is to be the name of an operation")
        times = told.get("next")
        if times is not None and (type(times) is not int or times < 1):
            raise ValueError("next is to be a whole number from 1")
        self.cause(
            Fault(told["fault"]),
            probability=_number(told, "probability", 1.0, most=1.0),
            times=times,
            operation=operation,
            seconds=_number(told, "seconds", 1.0, most=600.0),
        )

    def told(self) -> list[Reply]:
        """Return what is asked for, as JSON in the words of `take_order`."""
        return [
            {
                "fault": trouble.fault.value,
                "probability": trouble.probability,
                "next": trouble.left,
                "operation": trouble.operation,
                "seconds": trouble.seconds,
            }
            for trouble in self._troubles
        ]


def spoiled(reply: Reply, drawn: Mapping[Fault, Trouble]) -> Reply:
    """Return a reply whose values have the wrong types, or that is far too large."""
    if Fault.WRONG_TYPES in drawn:
        reply = {
            key: value if key in ("Success", "Error") else _wrong(value, place)
            for place, (key, value) in enumerate(reply.items())
        }
    if Fault.HUGE in drawn:
        reply = {**reply, "Padding": "x" * HUGE_BYTES}
    return reply


def cut(body: bytes, drawn: Mapping[Fault, Trouble]) -> bytes:
    """Return as much of a reply's body as arrives."""
    if Fault.EMPTY in drawn:
        return b""
    return body[: len(body) // 2] if Fault.TRUNCATED in drawn else body


def _wrong(value: object, place: int) -> object:
    """Return something of another type; rows of a list stay rows, with wrong values in them."""
    if isinstance(value, list):
        return [_wrong(row, place + number) for number, row in enumerate(value)]
    if isinstance(value, dict):
        return {
            key: _WRONG_VALUES[(place + number) % len(_WRONG_VALUES)]
            for number, key in enumerate(value)
        }
    return _WRONG_VALUES[place % len(_WRONG_VALUES)]


def _number(told: Mapping[str, object], name: str, default: float, *, most: float) -> float:
    value = told.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(f"{name} is to be a number from 0 to {most:g}")
    return float(value)
