"""`cleancloud-tui audit`: who changed what, as a table, as CSV or as JSON; no request is sent."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from .. import endings
from ..api.errors import BadParametersError
from ..api.rights import READ_ONLY, Right
from ..api.value_words import subject_in_words
from ..composition import exports_of, opened_shop
from ..settings import ShopSettings, load
from ..shop.exports.tables import as_table
from ..shop.writes.audit import HEADINGS, AuditLine
from ..wording.values import counted
from .output import put_out
from .signing_in import rights_here

_SHOWN: Final = ("when", "who", "from", "operation", "about", "result", "changes", "error")
"""The columns of the table for people."""


def run(arguments: argparse.Namespace) -> int:
    """Print or write what was changed on this computer."""
    known = load()
    settings = known.shop(arguments.shop)
    last = arguments.last or datetime.now(settings.zone).date()
    first = arguments.first or last
    if first > last:
        raise BadParametersError("audit", (f"--from {first} is later than --to {last}",))
    rights = rights_here(settings, arguments.rights)
    rights.require(Right.SEE, "The audit trail")
    lines = endings.run(_lines(settings, first, last, arguments.search))
    rows = [HEADINGS, *(line.cells() for line in lines)]
    objects = [_as_json(line) for line in lines]
    exports = exports_of(settings, rights)
    put_out(
        arguments, known.app, exports, rows, objects, counted(len(lines), "change"), _as_text(lines)
    )
    return 0


async def _lines(settings: ShopSettings, first: date, last: date, text: str) -> Sequence[AuditLine]:
    async with opened_shop(settings, rights=READ_ONLY, process="audit") as shop:
        return await shop.audit.lines(first, last, settings.zone, text)


def _as_json(line: AuditLine) -> dict[str, object]:
    return {**dataclasses.asdict(line), "when": line.when.isoformat(timespec="seconds")}


def _as_text(lines: Sequence[AuditLine]) -> str:
    if not lines:
        return "Nothing was changed from this computer, or nothing that matches."
    return as_table([_SHOWN, *map(_row, lines)], is_text=True)


def _row(line: AuditLine) -> tuple[str, ...]:
    return (
        f"{line.when:%Y-%m-%d %H:%M:%S}",
        line.who,
        line.address or line.terminal,
        line.operation,
        subject_in_words(line.subject),
        line.result,
        "; ".join(map(str, line.changes)),
        line.error,
    )
