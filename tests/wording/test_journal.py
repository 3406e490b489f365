"""Errors in words."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.errors import RefusedError
from cleancloud_tui.wording.journal import error_in_words


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
