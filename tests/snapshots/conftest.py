"""The computers that the counter is opened on."""

from __future__ import annotations

import pytest

from cleancloud_tui.shop.shop import Shop
from tests.screens.conftest import (
    _background_only_where_woken,
    _pilot_waits_for_the_loop,
    host,
    known,
)

from .picture import UPDATE

__all__ = ["_background_only_where_woken", "_pilot_waits_for_the_loop", "host", "known"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(UPDATE, action="store_true", help="write the pictures anew")


@pytest.fixture(autouse=True)
def _nothing_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    async def rest(_: object) -> None:
        """Leave everything as it is."""

    monkeypatch.setattr(Shop, "keep_current", rest)
