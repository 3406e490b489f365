"""From the text of an answer to the reply's JSON object, or to the error that it means.

CleanCloud answers HTTP 200 practically always: what counts is the body, and in it `Error`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from . import large_json
from .connection import Connection
from .errors import (
    AuthenticationRefusedError,
    NotJsonError,
    RateRefusedError,
    RedirectedError,
    RefusedError,
)
from .text import one_line

_LARGE: Final = 65_536
"""Characters above which a text is read in pieces: up to there it takes 2 ms."""

_LONGEST_REASON: Final = 300
_NOTHING: Final[tuple[object, ...]] = (None, "", "0", 0, False, [], {})
"""What stands in PHP's replies for something absent."""

_NO_REASON: Final = "it gave no reason"
_RATE: Final = "rate limit exceeded"
_AUTHENTICATION: Final = "authentication error"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP.

    Attributes:
        status: The HTTP status.
        location: Where a redirect points to.
        text: The body; in no repr, for it is about people.
    """

    status: int
    location: str
    text: str = field(repr=False)


async def reply_in(answer: Answer, operation: str, connection: Connection) -> Mapping[str, object]:
    """Return the reply's JSON object.

    Raises:
        NotJsonError: There is none.
        RefusedError: The API refused; nothing was changed.
    """
    if 300 <= answer.status < 400:
        where = _without(connection.token, one_line(answer.location.partition("?")[0]))
        raise RedirectedError(connection.host, f"a redirect to {where[:_LONGEST_REASON] or '?'}")
    if answer.status == 429:
        raise RateRefusedError(operation, "HTTP 429")
    reply = await _object_in(answer, connection.host)
    refusal = _refusal(reply, connection.token)
    if refusal is not None:
        raise _refused(operation, refusal)
    if answer.status >= 400 and _named(reply, "Success") is None:
        raise NotJsonError(connection.host, f"an error (HTTP {answer.status})")
    return reply


async def _object_in(answer: Answer, host: str) -> dict[str, object]:
    text = answer.text.strip("\ufeff \t\r\n")
    try:
        value = await large_json.read(text) if len(text) > _LARGE else json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    status = "" if answer.status == 200 else f" (HTTP {answer.status})"
    # The parser's own error is left behind: it holds the whole text.
    raise NotJsonError(host, _description(text) + status)


def _description(text: str) -> str:
    if not text:
        return "an empty page"
    if text.startswith("<"):
        return "a web page"
    if text.startswith(("{", "[{")):
        return "something cut short or damaged"
    return "something else"


def _refusal(reply: Mapping[str, object], token: str) -> str | None:
    """Return the API's words of refusal, cleaned; None where it did what was asked."""
    error = _named(reply, "Error")
    if error not in _NOTHING:
        return _without(token, one_line(_words(error)))[:_LONGEST_REASON] or _NO_REASON
    success = _named(reply, "Success")
    if success is False or (isinstance(success, str) and success.strip().lower() == "false"):
        return _NO_REASON
    return None


def _words(error: object) -> str:
    match error:
        case str():
            return error
        case list():
            parts = error
        case dict():
            parts = list(error.values())
        case _:
            return ""
    return "; ".join(part for part in parts if isinstance(part, str))


def _refused(operation: str, words: str) -> RefusedError:
    if _RATE in words.lower():
        return RateRefusedError(operation, words)
    if _AUTHENTICATION in words.lower():
        return AuthenticationRefusedError(operation, words)
    return RefusedError(operation, words)


def _named(reply: Mapping[str, object], name: str) -> object:
    """Return the value of a key, whose letter case varies from operation to operation."""
    if name in reply:
        return reply[name]
    return next((value for key, value in reply.items() if key.lower() == name.lower()), None)


def _without(token: str, text: str) -> str:
    """Take the token out of a text, should the server have echoed it."""
    return text.replace(token, "…") if token else text
