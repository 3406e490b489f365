"""What a counter spares a slow line beside painting only what differs."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Counter, Open


async def test_no_cursor_blinks(counter: Counter) -> None:
    await counter.press("f2")
    assert counter.app.focused is not None
    assert not getattr(counter.app.focused, "cursor_blink", True)


async def test_nothing_is_animated_over_ssh(
    open_counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 1 192.0.2.1 22")
    async with open_counter() as counter:
        assert counter.app.animation_level == "none"
