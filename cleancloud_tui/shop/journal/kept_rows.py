"""Rows of a damaged journal: as they are to be kept, or not at all.

What is not understood is never taken for done: a change whose state can't be read, or that was
found where SQLite no longer leads, stands before a person as unknown, and is not sent by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from ...api.operations import OPERATIONS
from ...stores.pages import Value
from .entries import EntryState, subject_of

OPEN: Final = ("waiting", "sent", "unknown")
"""States of which nobody knows yet how they end."""

_STATES: Final = frozenset(state.value for state in EntryState)
_LAST_MOMENT: Final = 32_503_680_000.0
"""The year 3000, in Unix seconds: no clock is that wrong."""

_SUBJECTS: Final = ("order:", "customer:", "garment:", "new:")
_FIRST_COLUMNS: Final = 15
"""Columns of an entry in the first version; later ones added theirs at the end of a longer row."""

_LATER_COLUMNS: Final = 19
_DRAFT_COLUMNS: Final = 9
_REPAIRED: Final = "A damaged file was made anew: it is not known whether this happened."


def kept_entry(
    row: Mapping[str, Value], now: float, *, is_certain: bool
) -> dict[str, Value] | None:
    """Return an entry as it is kept; None where it does not tell what was to be changed.

    Args:
        row: By the names of its columns, of whatever version.
        now: In Unix seconds.
        is_certain: Whether SQLite led to it, so that it is no older copy.
    """
    operation, parameters = row.get("operation"), row.get("parameters")
    sent = _object(parameters)
    if operation not in OPERATIONS or sent is None or not isinstance(row.get("id"), int):
        return None
    assert isinstance(operation, str)  # noqa: S101
    subject, state = row.get("subject"), row.get("state")
    is_told = isinstance(subject, str) and subject.startswith(_SUBJECTS)
    kept: dict[str, Value] = {
        "id": row["id"],
        "operation": operation,
        "parameters": parameters,
        "subject": subject if is_told else subject_of(operation, sent),
        "before": _json(row.get("before")),
        "state": state,
        "created_at": _moment(row.get("created_at")) or now,
        "sent_at": _moment(row.get("sent_at")),
        "settled_at": _moment(row.get("settled_at")),
        "reply": _json(row.get("reply")),
        "error": _text(row.get("error")),
        "owner": _text(row.get("owner", row.get("process"))),
        "repeatable": _flag(row.get("repeatable", 0)),
        "needs_person": _flag(row.get("needs_person", 0)),
        "merged_into": _number(row.get("merged_into")),
        "sent_up": _moment(row.get("sent_up")),
        "looked_up": _moment(row.get("looked_up")),
        "settled_up": _moment(row.get("settled_up")),
        **{name: _text(row.get(name)) for name in ("staff", "system_user", "terminal", "address")},
    }
    is_understood = state in _STATES and None not in (kept["repeatable"], kept["needs_person"])
    if not is_understood or (state in OPEN and not is_certain):
        error = f"{_text(row.get('error'))} {_REPAIRED}".strip()
        kept |= {"state": "unknown", "repeatable": 0, "needs_person": 1, "owner": ""}
        kept["error"] = error
    if kept["merged_into"] is None and kept["state"] == "merged":
        kept["state"] = "refused"
    return kept


def kept_draft(row: Mapping[str, Value]) -> dict[str, Value] | None:
    """Return a draft as it is kept; None where what was typed can't be read."""
    texts = {name: row.get(name) for name in ("kind", "key", "content")}
    if not all(isinstance(text, str) for text in texts.values()) or not texts["kind"]:
        return None
    if _object(row.get("content")) is None or not isinstance(row.get("id"), int):
        return None
    return {
        "id": row["id"],
        **texts,
        "customer_id": _text(row.get("customer_id")),
        "kept_at": _moment(row.get("kept_at")) or 0.0,
        "owner": _text(row.get("owner")),
        "staff": _text(row.get("staff")),
        "terminal": _text(row.get("terminal")),
        "entry_id": _number(row.get("entry_id")) or 0,
    }


def entry_in_page(
    number: int, values: Sequence[Value], columns: Sequence[str]
) -> dict[str, Value] | None:
    """Return what looks like an entry by the names of its columns; None where nothing does.

    Args:
        number: The row's.
        values: The row's, as they stand in a page.
        columns: Of an entry in the newest version.
    """
    if len(values) == _FIRST_COLUMNS:
        names: Sequence[str] = (*columns[:11], "process", "system_user", "terminal", "address")
    elif _LATER_COLUMNS <= len(values) <= len(columns):
        names = columns[: len(values)]
    else:
        return None
    row = dict(zip(names, values, strict=True))
    row["id"] = number
    return row if row["operation"] in OPERATIONS else None


def draft_in_page(
    number: int, values: Sequence[Value], columns: Sequence[str]
) -> dict[str, Value] | None:
    """Return what looks like a draft by the names of its columns; None where nothing does."""
    if not _DRAFT_COLUMNS <= len(values) <= len(columns) < _FIRST_COLUMNS:
        return None
    return {**dict(zip(columns, values, strict=False)), "id": number}


def _object(text: Value) -> dict[str, object] | None:
    if not isinstance(text, str):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _json(text: Value) -> Value:
    return None if _object(text) is None else text


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: Value) -> float | None:
    is_one = isinstance(value, int | float) and 0 <= value < _LAST_MOMENT
    return float(value) if is_one and value is not None else None


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 1 << 62 else None


def _flag(value: Value) -> int | None:
    return value if isinstance(value, int) and value in (0, 1) else None
