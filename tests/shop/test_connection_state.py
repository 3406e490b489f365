"""What a request's end tells about the connection."""

from __future__ import annotations

import pytest

from cleancloud_tui.api import errors
from cleancloud_tui.shop.connection.status import (
    ConnectionState,
    ConnectionStatus,
    connection_after,
)

NEW = ConnectionStatus()


@pytest.mark.parametrize(
    "error",
    [
        errors.MonthUsedUpError(50_000, 50_000),
        errors.ReserveReachedError(45_000, 50_000),
        errors.LedgerError("pace.db", "the disk is full"),
        errors.NotReachableError("shop.example"),
        errors.SurroundingsError("ALL_PROXY", "x", ", which is none"),
        errors.NotTrustedError("shop.example", "", "it is somebody else", ""),
        errors.TimedOutError("shop.example", 20),
        errors.NotJsonError("shop.example", "a web page"),
        errors.AuthenticationRefusedError("getOrders", "Authentication Error"),
        errors.RefusedError("getOrders", "no"),
    ],
)
def test_nothing_is_connecting_once_it_failed(error: errors.CleanCloudError) -> None:
    after = connection_after(NEW, error)
    assert after.state is not ConnectionState.UNKNOWN
    assert after.sentence in ("", str(error))


def test_what_was_not_sent_tells_nothing_of_a_connection_that_is_known() -> None:
    online = ConnectionStatus(ConnectionState.ONLINE)
    assert connection_after(online, errors.MonthUsedUpError(1, 1)) == online
