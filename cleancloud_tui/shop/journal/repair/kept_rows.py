"""Rows of a damaged journal: as they are to be kept, or not at all.

What is not understood is never taken for done: a change whose state can't be read, or that was
found where SQLite no longer leads, stands before a person as unknown, and is not sent by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeVar

from ....stores import cells
from ....stores.damage import UNREADABLE
from ....stores.pages import CellValue
from ..draft_rows import draft_of
from ..entries import SUBJECTS, EntryState, entry_of, subject_of

T = TypeVar("T")

OPEN: Final = ("waiting", "sent", "unknown")
"""States of which nobody knows yet how they end."""

_STATES: Final = frozenset(state.value for state in EntryState)
_FIRST_COLUMNS: Final = 15
"""Columns of an entry in the first version; later ones added theirs at the end of a longer row."""

_LATER_COLUMNS: Final = 19
_DRAFT_COLUMNS: Final = 9
_REPAIRED: Final = "A damaged file was made anew: it is not known whether this happened."


def kept_entry(
    row: Mapping[str, CellValue], now: float, operations: Collection[str], *, is_certain: bool
) -> dict[str, CellValue] | None:
    """Return an entry as it is kept; None where it does not tell what was to be changed.

    Args:
        row: By the names of its columns, of whatever version.
        now: In Unix seconds.
        operations: What a change may be of.
        is_certain: Whether SQLite led to it, so that it is no older copy.
    """
    operation, parameters = row.get("operation"), row.get("parameters")
    sent = _kept(cells.json_object, parameters)
    if operation not in operations or sent is None or not isinstance(row.get("id"), int):
        return None
    assert isinstance(operation, str)  # noqa: S101
    subject, state = row.get("subject"), row.get("state")
    is_told = isinstance(subject, str) and subject.startswith(SUBJECTS)
    kept: dict[str, CellValue] = {
        "id": row["id"],
        "operation": operation,
        "parameters": parameters,
        "subject": subject if is_told else subject_of(operation, sent),
        "before": _json(row.get("before")),
        "state": state,
        "created_at": _kept(cells.moment, row.get("created_at")) or now,
        "sent_at": _kept(cells.moment, row.get("sent_at")),
        "settled_at": _kept(cells.moment, row.get("settled_at")),
        "reply": _json(row.get("reply")),
        "error": _text(row.get("error")),
        "owner": _text(row.get("owner", row.get("process"))),
        "repeatable": _kept(cells.flag, row.get("repeatable", 0)),
        "needs_person": _kept(cells.flag, row.get("needs_person", 0)),
        "merged_into": _kept(cells.number, row.get("merged_into")),
        "sent_up": _kept(cells.moment, row.get("sent_up")),
        "looked_up": _kept(cells.moment, row.get("looked_up")),
        "settled_up": _kept(cells.moment, row.get("settled_up")),
        **{name: _text(row.get(name)) for name in ("staff", "system_user", "terminal", "address")},
    }
    is_understood = state in _STATES and None not in (kept["repeatable"], kept["needs_person"])
    if not is_understood or (state in OPEN and not is_certain):
        error = f"{_text(row.get('error'))} {_REPAIRED}".strip()
        kept |= {"state": "unknown", "repeatable": 0, "needs_person": 1, "owner": ""}
        kept["error"] = error
    if kept["merged_into"] is None and kept["state"] == "merged":
        kept["state"] = "refused"
    return kept if _is_readable(entry_of, kept) else None


def kept_draft(row: Mapping[str, CellValue]) -> dict[str, CellValue] | None:
    """Return a draft as it is kept; None where what was typed can't be read."""
    kept: dict[str, CellValue] = {
        **{name: row.get(name) for name in ("id", "kind", "key", "content")},
        "customer_id": _text(row.get("customer_id")),
        "kept_at": _kept(cells.moment, row.get("kept_at")) or 0.0,
        "owner": _text(row.get("owner")),
        "staff": _text(row.get("staff")),
        "terminal": _text(row.get("terminal")),
        "entry_id": _kept(cells.number, row.get("entry_id")) or 0,
    }
    return kept if kept["kind"] and _is_readable(draft_of, kept) else None


def entry_in_page(
    number: int, values: Sequence[CellValue], columns: Sequence[str], operations: Collection[str]
) -> dict[str, CellValue] | None:
    """Return what looks like an entry by the names of its columns; None where nothing does.

    Args:
        number: The row's.
        values: The row's, as they stand in a page.
        columns: Of an entry in the newest version.
        operations: What a change may be of.
    """
    if len(values) == _FIRST_COLUMNS:
        names: Sequence[str] = (*columns[:11], "process", "system_user", "terminal", "address")
    elif _LATER_COLUMNS <= len(values) <= len(columns):
        names = columns[: len(values)]
    else:
        return None
    row = dict(zip(names, values, strict=True))
    row["id"] = number
    return row if row["operation"] in operations else None


def draft_in_page(
    number: int, values: Sequence[CellValue], columns: Sequence[str]
) -> dict[str, CellValue] | None:
    """Return what looks like a draft by the names of its columns; None where nothing does."""
    if not _DRAFT_COLUMNS <= len(values) <= len(columns) < _FIRST_COLUMNS:
        return None
    return {**dict(zip(columns, values, strict=False)), "id": number}


def _is_readable(
    read: Callable[[Mapping[str, CellValue]], object], kept: Mapping[str, CellValue]
) -> bool:
    try:
        read(kept)
    except UNREADABLE:
        return False
    return True


def _json(value: CellValue) -> CellValue:
    return None if _kept(cells.json_object, value) is None else value


def _text(value: CellValue) -> str:
    return _kept(cells.text, value) or ""


def _kept(read: Callable[[object], T], value: CellValue) -> T | None:
    try:
        return read(value)
    except ValueError:
        return None
