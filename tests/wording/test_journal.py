"""Errors in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cleancloud_tui.api.errors import RefusedError
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from cleancloud_tui.wording.journal import choices_of, error_in_words


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (str(RefusedError("deletePickup", "No: gone")), "CleanCloud refused it: No: gone"),
        ("Ctrl+R. CleanCloud refused getOrders: x", "Ctrl+R. CleanCloud refused it: x"),
        ("CleanCloud refused this shop's token.", "CleanCloud refused this shop's token."),
    ],
)
def test_a_refusal_names_no_operation(error: str, said: str) -> None:
    assert error_in_words(error) == said


@pytest.mark.parametrize(
    ("operation", "is_twice"),
    [("repeatPickup", True), ("updateRepeatPickup", False), ("deletePickup", False), ("new", True)],
)
def test_only_what_is_done_a_second_time_is_there_twice(operation: str, is_twice: bool) -> None:
    entry = Entry(
        id=1,
        operation=operation,
        parameters={},
        subject="customer:95",
        state=EntryState.UNKNOWN,
        created_at=datetime(2026, 11, 29, tzinfo=UTC),
        sent_at=None,
        settled_at=None,
        before=None,
        reply={},
        error="",
        staff="",
        user="",
        terminal="",
        address="",
        needs_person=True,
    )
    told = choices_of(entry, read_only=False).plain
    assert ("it is there twice then" in told) is is_twice
    assert ("changes nothing where it did happen" in told) is not is_twice
