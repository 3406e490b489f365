"""How the server treats the request that a person's key sets off."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.stranger import Answer

_STATUSES: Final = (
    200, 200, 200, 201, 202, 204, 301, 302, 400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503,
    504,
)  # fmt: skip

_BODIES: Final[tuple[Mapping[str, Any] | bytes | str, ...]] = (
    {},
    {"Success": "0"},
    {"Success": False},
    {"Success": "Pending"},
    {"message": "accepted"},
    {"Error": 17},
    {"Success": "True", "Error": "Rate limit exceeded"},
    {"Success": "True", "Error": "Already there"},
    "",
    '""',
    "null",
    '"Pending"',
    "[]",
    '{"Success": "Tr',
    "<html><body>Bad gateway</body></html>",
    b"\xff\xfe\x00",
)
"""Bodies that say neither yes nor no, whatever was done."""

_NO: Final[tuple[Mapping[str, Any], ...]] = (
    {"Error": "Not possible for this customer"},
    {"Error": "Authentication Error"},
    {"Error": "Rate limit exceeded. You are making too many requests per second"},
    {"Error": "Declined: rate limit exceeded at the bank"},
)
"""Bodies that say no at HTTP 200, where nothing was done."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one request is treated.

    Attributes:
        name: In words, for whoever reads what went wrong.
        answer: What the server is told.
        is_clear: Whether the answer says what became of it, where it arrives.
        released: Set to let go of what is held; None where nothing is.
    """

    name: str
    answer: Answer
    is_clear: bool = False
    released: threading.Event | None = field(default=None, compare=False)

    @property
    def is_late(self) -> bool:
        """Whether it is done only when it is let go of."""
        return self.released is not None and self.answer.until is not None

    def release(self) -> None:
        """Let go of what is held."""
        if self.released is not None:
            self.released.set()


def drawn(dice: random.Random) -> Treatment:
    """Return a treatment by chance."""
    return dice.choice((_as_usual, _dropped, _dropped, _held, _held, _slow, _cell, _cell, _no))(
        dice
    )


def _as_usual(_: random.Random) -> Treatment:
    return Treatment("as usual", Answer(), is_clear=True)


def _dropped(dice: random.Random) -> Treatment:
    is_done = dice.random() < 0.5
    return Treatment(
        f"dropped {'after' if is_done else 'before'} it was done",
        Answer(is_done=is_done, is_dropped=True),
    )


def _held(dice: random.Random) -> Treatment:
    released = threading.Event()
    if dice.random() < 0.5:
        return Treatment("done late", Answer(until=released, is_dropped=True), released=released)
    is_done = dice.random() < 0.5
    return Treatment(
        f"never answered, {'done' if is_done else 'not done'}",
        Answer(is_done=is_done, answers_when=released, is_dropped=True),
        released=released,
    )


def _slow(dice: random.Random) -> Treatment:
    before, after = dice.uniform(0, 2), dice.uniform(0, 2)
    answer = Answer(before=before, after=after)
    return Treatment(f"done after {before:.1f} s, answered {after:.1f} s later", answer, True)


def _cell(dice: random.Random) -> Treatment:
    is_done, status, body = dice.random() < 0.5, dice.choice(_STATUSES), dice.choice(_BODIES)
    return Treatment(
        f"{'done' if is_done else 'not done'}, HTTP {status} {body!r}",
        Answer(is_done=is_done, status=status, body=body),
    )


def _no(dice: random.Random) -> Treatment:
    body = dice.choice(_NO)
    return Treatment(f"refused: {body}", Answer(is_done=False, body=body), is_clear=True)
