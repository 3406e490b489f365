"""Errors in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleancloud_tui.api.errors import RefusedError
from cleancloud_tui.wording.journal import choices_of, error_in_words
from tests.shop.desk import entry_of


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
    known = entry_of("repeatPickup", {"customerID": "95"}, needs_person=True)
    entry = replace(known, operation=operation)
    told = choices_of(entry, read_only=False).plain
    assert ("it is there twice then" in told) is is_twice
    assert ("changes nothing where it did happen" in told) is not is_twice
