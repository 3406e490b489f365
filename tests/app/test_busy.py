"""A computer that was busy for a moment: nothing that was to happen is left out for that."""

from itertools import count
from types import SimpleNamespace

import pytest

from tests.screens.conftest import Counter


async def test_keys_are_given_though_the_computer_was_busy_when_they_were_held(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's timers for a single call are left out where their time passes before they begin."""
    moments = count(step=0.005)  # what the keys hang on is a thousandth of a second
    clock = SimpleNamespace(get_time=lambda: next(moments))
    monkeypatch.setattr("textual.timer._time", clock)
    await counter.press("p", "-", "1")
    assert "p-1" in counter.text
