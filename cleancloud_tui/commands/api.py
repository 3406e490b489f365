"""`cleancloud-tui api`: one request through the counter's own client, or the catalogue itself."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from .. import endings
from ..api.checks import operation_named
from ..api.errors import BadParametersError
from ..api.operations import OPERATIONS, Operation, OperationKind, Parameter, Wire
from ..api.readers.replies.not_understood import NotUnderstoodError
from ..api.request import Request
from ..api.rights import Right, Rights
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.journal.just_done import JustDoneError
from ..typed import command
from ..values.texts import NotTextError, read_file, standard_input
from .signing_in import rights_here

_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What could steer a terminal; JSON itself escapes the controls below."""

_FORMS: Final = {
    Wire.FLAG: "1 or 0",
    Wire.DATE: "yyyy-mm-dd",
    Wire.DAY: "yyyy-mm-dd",
    Wire.TIME: "such as 10am or 5:30pm",
    Wire.PRODUCTS: "JSON: a list of {id, name, price, pieces, quantity}; 0 pieces for a fee",
}


def run(arguments: argparse.Namespace) -> int:
    """Send the request and print the reply, or print the list."""
    name: str | None = arguments.operation
    if arguments.list:
        operations = [operation_named(name)] if name else list(OPERATIONS.values())
        if arguments.json:
            print(_printable([_catalogued(operation) for operation in operations]))
        else:
            print("\n".join(_described(operations[0]) if name else _listed(operations)))
        return 0
    if name is None:
        raise BadParametersError("api", ("an OPERATION is missing; --list shows them all",))
    operation = operation_named(name)
    parameters = _parameters(operation, arguments.pairs, arguments.json, arguments.rights)
    shop = load().shop(arguments.shop)
    rights = rights_here(shop, arguments.rights)
    reply = _send(shop, rights, operation, parameters, again=arguments.again)
    try:
        print(_printable(endings.run(reply)))
    except NotUnderstoodError as error:
        print(_printable(error.reply))  # whoever runs this reads it
        raise
    return 0


async def _send(
    settings: ShopSettings,
    rights: Rights,
    operation: Operation,
    parameters: Mapping[str, object],
    *,
    again: bool,
) -> Mapping[str, object]:
    request = Request.of(operation, parameters)
    async with opened_shop(settings, rights=rights, process="api") as shop:
        if request.kind is OperationKind.READ:
            rights.require(Right.SEE, operation.name)
            return await shop.read(operation.name, parameters)
        # Whoever runs a command reads its exit code: nothing is sent after it has ended.
        try:
            return await shop.send(request, may_wait=False, again=again)
        except JustDoneError as error:
            raise JustDoneError(error.what, error.seconds, "Is it meant? Add --again.") from error


def _parameters(
    operation: Operation, pairs: Sequence[str], source: str | None, rights: Rights
) -> Mapping[str, object]:
    """Return the parameters of the command line over those of the JSON object.

    Raises:
        BadParametersError: They can't be read.
        ReadOnlyError: This session may read no file.
    """
    if source and source != "-":
        rights.require(Right.READ_FILES)
    parameters = _object(operation, source) if source else {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            shown = "what stands here" if _may_hold_token(pair) else f"“{pair}”"
            raise BadParametersError(operation.name, (f"{shown} is to be key=value",))
        parameters[key] = value
    return parameters


def _object(operation: Operation, source: str) -> dict[str, object]:
    if _may_hold_token(source):
        why = "--json takes the name of a file, or - for standard input, and not the JSON itself"
        raise BadParametersError(operation.name, (why,))
    where = "standard input" if source == "-" else source
    try:
        text = standard_input() if source == "-" else read_file(Path(source))
        found = json.loads(text, parse_float=_exact, object_pairs_hook=_without_doubles)
    except _BadJsonError as error:
        raise BadParametersError(operation.name, (f"{where} {error}",)) from None
    except NotTextError as error:
        raise BadParametersError(operation.name, (f"{where} {error}",)) from None
    except OSError as error:
        why = f"{where} can't be read: {error.strerror or error}"
        raise BadParametersError(operation.name, (why,)) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadParametersError(operation.name, (f"{where} is to hold one JSON object",))
    return found


class _BadJsonError(ValueError):
    """What is wrong with a JSON object, in words that follow where it stands."""


def _exact(text: str) -> Decimal:
    """Return an amount as it is written; one with an exponent is written by nobody."""
    if "e" in text.lower():
        raise _BadJsonError(f"has a number with an exponent: {text[:40]}")
    return Decimal(text)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _BadJsonError(f"has “{twice[:40]}” twice")
    return found


def _may_hold_token(text: str) -> bool:
    """Tell whether a text is JSON where a name is meant: it may hold anything, a token too."""
    return any(sign in text for sign in '{["')


def _printable(value: object) -> str:
    """Return a value as JSON that any terminal shows and none obeys."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    text = json.dumps(value, indent=2, ensure_ascii=encoding != "utf8")
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _catalogued(operation: Operation) -> dict[str, object]:
    return {
        "name": operation.name,
        "title": operation.title,
        "params": [
            {"name": parameter.name, "required": parameter.required}
            for parameter in operation.parameters
        ],
    }


def _listed(operations: Sequence[Operation]) -> Iterator[str]:
    for operation in operations:
        yield f"{operation.name:22}{operation.title}"
    yield ""
    yield f"The parameters of one: {command('api --list OPERATION')}"


def _described(operation: Operation) -> Iterator[str]:
    yield f"{operation.name}: {operation.title} ({operation.kind.value})"
    yield operation.purpose
    for parameter in operation.parameters:
        yield ""
        yield f"  {parameter.name}={_form(parameter)}{'  required' * parameter.required}"
        yield f"      {parameter.meaning}"
        for value, label in parameter.choices.items():
            yield f"      {value}  {label}"


def _form(parameter: Parameter) -> str:
    return _FORMS.get(parameter.wire, parameter.wire.value)
