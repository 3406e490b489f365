"""From the text of an answer to the reply's JSON object, or to the error that it means.

What it means is decided in `meaning`; here it is parsed, and told.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..clocks.true_time import ToldTime
from ..connection import Connection
from ..errors import (
    AuthenticationRefusedError,
    NothingFoundError,
    NotJsonError,
    RateRefusedError,
    RedirectedError,
    RefusedError,
    UnclearError,
)
from ..operations import Operation, OperationKind, Wire
from ..readers.replies.not_understood import NotUnderstoodError, record
from ..text import one_line
from . import strict_json
from .meaning import Body, ReplyMeaning, body_of, meaning_of, message_of, with_id_named, words_of
from .nothing_words import say_nothing_is_there
from .renaming import renamed

Reply = Mapping[str, object]

_LONGEST_REASON: Final = 300
_NUMBER: Final = re.compile(r"\d+")

_A_LIST: Final = "with a list, in a way that this version does not know"

_log = logging.getLogger(__name__)
_noted: Final[set[tuple[str, str]]] = set()

_SHORTEST_SECRET: Final = 16
"""Characters of a real token: it has 40."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back over HTTP.

    Attributes:
        status: The HTTP status.
        location: Where a redirect points to.
        text: The body; in no repr, for it is about people.
        told: How late it was by CleanCloud's clock, where it told that.
    """

    status: int
    location: str
    text: str = field(repr=False)
    told: ToldTime | None = None


async def reply_in(
    answer: HttpAnswer, operation: Operation, kind: OperationKind, connection: Connection
) -> Reply:
    """Return the reply's JSON object, where `meaning` has it as confirmed.

    Raises:
        NetworkError: What it means is not known.
        NotUnderstoodError: It is valid, and of a shape that no reader has.
        NothingFoundError: There may be nothing to tell.
        RefusedError: The API refused; nothing was changed.
    """
    host = connection.host
    if 300 <= answer.status < 400:
        where = _without(connection.token, one_line(answer.location.partition("?")[0]))
        raise RedirectedError(host, f"a redirect to {where[:_LONGEST_REASON] or '?'}")
    value = await _value_in(answer, connection.token)
    # A list's things stand under their numbers, as in PHP: so they are found as in any object.
    reply = None if value is None else record(value) if isinstance(value, list) else value
    if reply is not None:
        reply = renamed(reply, connection.aliases.get(operation.name))
    body = body_of(value if isinstance(value, list) else reply, operation, kind)
    told = words_of(reply or {}) or message_of(reply or {})
    words = _without(connection.token, told)[:_LONGEST_REASON]
    match meaning_of(answer.status, body, operation, kind):
        case ReplyMeaning.CONFIRMED if reply is not None:
            return with_id_named(operation, reply)
        case ReplyMeaning.NOT_KNOWN if reply is not None:
            raise NotUnderstoodError(reply, _A_LIST)
        case ReplyMeaning.NOT_SENT:
            raise RateRefusedError(operation.name, words or f"HTTP {answer.status}")
        case ReplyMeaning.NOTHING if answer.status != 200:
            found = _description(answer) if reply is None else _unclear(answer.status, body, words)
            raise NothingFoundError(operation.name, found, is_sure=False, is_refusal=False)
        case ReplyMeaning.NOTHING:
            is_sure = say_nothing_is_there(words)
            if not is_sure and not _holds_secret(operation):  # the words may repeat it
                _note(operation.name, words)
            is_refusal = not message_of(reply or {})
            raise NothingFoundError(operation.name, words, is_sure=is_sure, is_refusal=is_refusal)
        case ReplyMeaning.REFUSED if body is Body.TOKEN:
            raise AuthenticationRefusedError(operation.name, words)
        case ReplyMeaning.REFUSED:
            raise RefusedError(operation.name, words)
    if reply is None:
        raise NotJsonError(host, _description(answer))
    raise UnclearError(host, _unclear(answer.status, body, words))


async def _value_in(answer: HttpAnswer, token: str) -> Reply | list[object] | None:
    text = _stripped(answer)
    if len(token) >= _SHORTEST_SECRET:  # a short one may stand in any text
        text = _without(token, text)
    try:
        value = await strict_json.read(text)
    except ValueError:
        # The parser's own error is left behind: it holds the whole text.
        return None
    return value if isinstance(value, dict | list) else None


def _stripped(answer: HttpAnswer) -> str:
    return answer.text.strip("\ufeff \t\r\n")


def _description(answer: HttpAnswer) -> str:
    text = _stripped(answer)
    status = "" if answer.status == 200 else f" (HTTP {answer.status})"
    if not text:
        return f"an empty page{status}"
    if text.startswith("<"):
        return f"a web page{status}"
    if text.startswith(("{", "[{")):
        return f"something cut short or damaged{status}"
    return f"something else{status}"


def _unclear(status: int, body: Body, words: str) -> str:
    # In quotes, so that whatever must name nobody can leave them out.
    quoted = "“" + words.replace("”", "'") + "”"
    said = f": {quoted}" if words else ""
    if status != 200:
        return f"an error (HTTP {status}{said})"
    if body is Body.YES_WITHOUT_ID:
        return "a yes that does not tell the new number"
    if body is Body.YES_AND_NO:
        return f"yes and no at once: {quoted}"
    return f"neither a yes nor a no{said}"


def _holds_secret(operation: Operation) -> bool:
    return any(parameter.wire is Wire.SECRET for parameter in operation.parameters)


def _note(operation: str, words: str) -> None:
    """Log once in what unknown words an operation was refused; their numbers are left out."""
    said = operation, _NUMBER.sub("#", words)
    if said not in _noted:
        _noted.add(said)
        _log.warning("%s was refused in words that are not known: “%s”", *said)


def _without(token: str, text: str) -> str:
    """Take the token out of a text, should the server have echoed it."""
    return text.replace(token, "…") if token else text
