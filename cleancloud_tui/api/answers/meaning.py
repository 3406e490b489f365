"""What an answer means: decided here for every operation, and nowhere else. Doubt is "unknown".

    HTTP    the body is one JSON object, and says    read        write
    200     yes                                      confirmed   confirmed
    200     yes, without the id of what was made     unknown     unknown
    200     neither, but has a list or an object     confirmed   unknown
    200     (a list of objects in its place)         confirmed   unknown
    200     (any other list in its place)            not known   unknown
    200     no, in words                             refused     refused
    200     no, in words that are not about asking   nothing     refused
    200     yes, and only words of nothing found     nothing     confirmed
    200     no, in words of a failure                refused     refused, but where
                                                                 it must not happen
                                                                 twice: unknown
    200     no, for the rate and for nothing else    not sent    not sent
    200     no, with the rate in a longer text       not sent    refused
    200     no in words, and yes or an id beside     refused     unknown
    200     anything else, or is no such object      unknown     unknown
    401     no, for the token                        refused     unknown
    404     (no, in words that are not about asking) nothing     unknown
    404     (no JSON, or neither yes nor no)         nothing     unknown
    429     anything                                 not sent    unknown
    other   anything                                 unknown     unknown

- Yes is `Success` that is true: `"True"`, in any letter case, or JSON's `true`. Nothing else is:
  not `"1"`, `"Pending"`, or a reply without it. A read whose `Success` is 1, `"ok"` or `"yes"` goes
  by what came with it, as if there were none.
- No is an `Error` of words. What PHP has for something absent (null, `""`, `"0"`, 0, false, `[]`,
  `{}`) is no error; a number, a list or an object is neither yes nor no.
- Words of a failure (`failure_words`), as of a time-out, an internal error or something that still
  goes on, do not say that nothing was done. What sets values may be sent again, whatever they mean.
- Nothing: a read was refused in words about neither who asks, how often, how much at once nor with
  what parameters (`nothing_words`). It may be how CleanCloud says that there is nothing to tell;
  where the words do not say so themselves, nothing is taken away for it.
- HTTP 404 may be how a server says the same of a list, or of a record that is asked for by its id
  (`MAY_BE_EMPTY`), as well as of a wrong address: so it is never sure, and it is looked whether
  others are told. To all else it is unknown.
- `Success` that is false is no without its words: not clear enough to call anything undone.
- What makes an order or a customer is known to answer the new id, so yes needs it there.
- Not known: it is valid, and of a shape that no reader has. Asking again would change nothing.
- A list of objects is the list of things itself, unless they have a yes or a no of their own.
- What a few reads tell is a text, and no list and no object: under its own name it is data, too.
- A list or an object beside a `message`, as frameworks and gateways send it, is no data.
- A read has nothing to do twice: it is repeated where it was refused for the rate, and what refuses
  it needs less proof. But what is not understood never means that there is nothing.
- A write was done or not, whatever stands between the shop and CleanCloud says: a proxy's 403 or
  504 comes after the work as well as before it, so only HTTP 200 speaks for CleanCloud.
- Not sent: CleanCloud did nothing, and the same may be sent again.
- A redirect, a lost connection and an answer that is not read to its end are unknown as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final

from ..operations import Operation, OperationKind
from ..readers.fields import code_of
from ..readers.replies.not_understood import ABSENT, content, only_thing, record
from ..text import one_line
from .failure_words import tells_of_failure
from .nothing_words import may_mean_nothing, say_nothing_is_there


class ReplyMeaning(Enum):
    """What an answer says about the request."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOTHING = "nothing"
    NOT_SENT = "not sent"
    NOT_KNOWN = "not known"
    UNKNOWN = "unknown"


class Body(Enum):
    """What an answer's body says, whatever its HTTP status."""

    YES = "yes"
    YES_WITHOUT_ID = "yes, without the id of what was made"
    DATA = "neither, but has a list or an object"
    LIST = "a list of objects in its place"
    OTHER_LIST = "any other list in its place"
    NO = "no, in words"
    NOTHING = "no, in words that are not about asking"
    FAILURE = "no, in words of a failure, to what must not happen twice"
    TOKEN = "no, for the token"  # noqa: S105  (a kind of answer)
    RATE = "no, for the rate and for nothing else"
    RATE_WITHIN = "no, with the rate in a longer text"
    YES_AND_NO = "no in words, and yes or an id beside"
    UNCLEAR = "neither yes nor no"


MAY_BE_EMPTY: Final = frozenset(
    {
        "getCards",
        "getCustomer",
        "getDates",
        "getGarments",
        "getMessages",
        "getOrders",
        "getPhotos",
        "getPickups",
        "getSlots",
        "getSubscription",
        "summaryReport",
    }
)
"""The operations that answer a list, which may be empty, or what a customer need not have."""

_AT_200: Final[Mapping[Body, tuple[ReplyMeaning, ReplyMeaning]]] = {
    Body.YES: (ReplyMeaning.CONFIRMED, ReplyMeaning.CONFIRMED),
    Body.YES_WITHOUT_ID: (ReplyMeaning.UNKNOWN, ReplyMeaning.UNKNOWN),
    Body.DATA: (ReplyMeaning.CONFIRMED, ReplyMeaning.UNKNOWN),
    Body.LIST: (ReplyMeaning.CONFIRMED, ReplyMeaning.UNKNOWN),
    Body.OTHER_LIST: (ReplyMeaning.NOT_KNOWN, ReplyMeaning.UNKNOWN),
    Body.NO: (ReplyMeaning.REFUSED, ReplyMeaning.REFUSED),
    Body.NOTHING: (ReplyMeaning.NOTHING, ReplyMeaning.REFUSED),
    Body.FAILURE: (ReplyMeaning.REFUSED, ReplyMeaning.UNKNOWN),
    Body.TOKEN: (ReplyMeaning.REFUSED, ReplyMeaning.REFUSED),
    Body.RATE: (ReplyMeaning.NOT_SENT, ReplyMeaning.NOT_SENT),
    Body.RATE_WITHIN: (ReplyMeaning.NOT_SENT, ReplyMeaning.REFUSED),
    Body.YES_AND_NO: (ReplyMeaning.REFUSED, ReplyMeaning.UNKNOWN),
    Body.UNCLEAR: (ReplyMeaning.UNKNOWN, ReplyMeaning.UNKNOWN),
}
"""The table at HTTP 200: of a read, of a write."""

_NOTHING_AT_404: Final = (Body.NOTHING, Body.UNCLEAR)

_TOLD_IN_A_TEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "getReferral": ("referralcode", "code"),
    "getRoute": ("route", "routeid"),
    "getSlots": ("slots",),
}
"""What reads tell that have no list and no object to tell, by its folded names."""

_EXCUSES: Final = ("message", "detail", "fault", "exception")
"""What frameworks and gateways say in place of data, with lists and objects beside."""

_MESSAGES: Final = ("message", "msg")
"""What the words of a reply stand under that is no `Error`."""

_MEANT_AS_YES: Final = frozenset({"1", "ok", "yes"})

_ID: Final = re.compile(r"0*[1-9][0-9]{0,17}")
_RATE: Final = "rate limit exceeded"
_RATE_ALONE: Final = (_RATE, f"{_RATE}. you are making too many requests per second")
_TOKEN: Final = "authentication error"  # noqa: S105  (CleanCloud's words)


def meaning_of(status: int, body: Body, operation: Operation, kind: OperationKind) -> ReplyMeaning:
    """Return what an answer means to a request of an operation, which may be of several kinds."""
    is_read = kind is OperationKind.READ
    if status == 200:
        of_read, of_write = _AT_200[body]
        return of_read if is_read else of_write
    if is_read and status == 429:
        return ReplyMeaning.NOT_SENT
    if is_read and status == 401 and body is Body.TOKEN:
        return ReplyMeaning.REFUSED
    if is_read and status == 404 and operation.name in MAY_BE_EMPTY and body in _NOTHING_AT_404:
        return ReplyMeaning.NOTHING
    return ReplyMeaning.UNKNOWN


def body_of(
    reply: Mapping[str, object] | list[object] | None, operation: Operation, kind: OperationKind
) -> Body:
    """Return what a reply's JSON object, or the list in its place, says; None is neither."""
    if reply is None:
        return Body.UNCLEAR
    if isinstance(reply, list):
        return Body.LIST if reply and all(map(_is_row, reply)) else Body.OTHER_LIST
    errors = [error for error in _all_named(reply, "error", "errors") if error not in ABSENT]
    told = [success for success in _all_named(reply, "success") if success is not None]
    if kind is OperationKind.READ:
        told = [success for success in told if not _is_meant_as_yes(success)]
    yes = [_is_yes(success) for success in told]
    if errors:
        return _no(errors, yes, reply, operation, kind)
    if kind is OperationKind.READ and say_nothing_is_there(message_of(reply)):
        return Body.NOTHING
    if yes:
        if not all(yes):
            return Body.UNCLEAR
        is_whole = not operation.new_id or new_id(operation, reply)
        return Body.YES if is_whole else Body.YES_WITHOUT_ID
    in_a_text = _all_named(reply, *_TOLD_IN_A_TEXT.get(operation.name, ()))
    is_data = any(isinstance(told, list | dict) for told in reply.values()) or any(
        code_of(told) not in (None, *ABSENT) for told in in_a_text
    )
    return Body.DATA if is_data and not _all_named(reply, *_EXCUSES) else Body.UNCLEAR


def _no(
    errors: list[object],
    yes: list[bool | None],
    reply: Mapping[str, object],
    operation: Operation,
    kind: OperationKind,
) -> Body:
    words = words_of(reply)
    if len(errors) > 1 or not isinstance(errors[0], str) or not words:
        return Body.UNCLEAR
    if any(each is not False for each in yes) or new_id(operation, reply):
        return Body.YES_AND_NO
    folded = words.casefold()
    if folded.rstrip(".") in _RATE_ALONE:
        return Body.RATE
    if _RATE in folded:
        return Body.RATE_WITHIN
    is_only_once = kind is OperationKind.NON_IDEMPOTENT_WRITE
    # A bank may well have an authentication error of its own.
    if _TOKEN in folded and (folded.startswith(_TOKEN) or not is_only_once):
        return Body.TOKEN
    if kind is OperationKind.READ and may_mean_nothing(words):
        return Body.NOTHING
    return Body.FAILURE if is_only_once and tells_of_failure(words) else Body.NO


def words_of(reply: Mapping[str, object]) -> str:
    """Return the words of a reply's `Error`, cleaned and on one line; empty where it has none."""
    parts: list[object] = []
    for error in _all_named(reply, "error", "errors"):
        match error:
            case list():
                parts += error
            case dict():
                parts += error.values()
            case _:
                parts.append(error)
    return one_line("; ".join(p for p in parts if isinstance(p, str) and p not in ABSENT))


def message_of(reply: Mapping[str, object]) -> str:
    """Return the words of a yes that holds nothing else; empty where it has none."""
    success, held = _all_named(reply, "success"), content(reply)
    if len(success) != 1 or _all_named(reply, "error", "errors"):
        return ""
    if isinstance(success[0], str) and _is_yes(success[0]) is None and not held:
        return one_line(success[0])
    told = _all_named(held, *_MESSAGES)
    is_alone = len(told) == len(held) == 1 and _is_yes(success[0])
    return one_line(told[0]) if is_alone and isinstance(told[0], str) else ""


def new_id(operation: Operation, reply: Mapping[str, object]) -> str:
    """Return the id of what a write made; empty where none is told, or more than one."""
    return _id_told(operation.new_id, reply)


def with_id_named(operation: Operation, reply: Mapping[str, object]) -> Mapping[str, object]:
    """Return a reply that has the new id under the name by which everybody asks for it."""
    names = operation.new_id or operation.may_tell
    made = _id_told(names, reply)
    return {**reply, names[0]: made} if made and str(reply.get(names[0])) != made else reply


def _id_told(names: Sequence[str], reply: Mapping[str, object]) -> str:
    """Return an id told beside `Success`, or in the only object that is, with ids of its own."""
    told = _told(reply, names)
    if not told and isinstance(inner := only_thing(reply), dict):
        told = _told(inner, [name for name in names if name != "ID"])
    ids = {code_of(value) or "" for value in told}
    only = ids.pop() if len(ids) == 1 else ""
    return only if _ID.fullmatch(only) else ""


def _told(reply: Mapping[str, object], names: Iterable[str]) -> list[object]:
    return [value for value in _all_named(reply, *names) if value not in ABSENT]


def _is_row(value: object) -> bool:
    """Tell whether what stands in a list may be a thing: an object without a yes or a no."""
    return isinstance(value, Mapping) and bool(value) and len(record(value)) == len(value)


def _is_yes(success: object) -> bool | None:
    """Return whether a `Success` is yes or no; None where it is neither."""
    if isinstance(success, bool):
        return success
    words = success.strip().lower() if isinstance(success, str) else ""
    return {"true": True, "false": False}.get(words)


def _is_meant_as_yes(success: object) -> bool:
    """Tell whether a `Success` is none of CleanCloud's, and what came with it counts for a read."""
    return not isinstance(success, bool) and str(success).strip().lower() in _MEANT_AS_YES


def _all_named(reply: Mapping[str, object], *names: str) -> list[object]:
    """Return all values of keys of these names, whose letter case varies."""
    folded = {name.lower() for name in names}
    return [value for key, value in reply.items() if key.lower().replace("_", "") in folded]
