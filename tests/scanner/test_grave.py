"""Keys with Ctrl and the like, among what a slow scanner sends."""

from __future__ import annotations

import pytest

from cleancloud_tui.scanner.grave import HOLD, GraveKeys, KeyVerdict
from cleancloud_tui.scanner.strokes import KeyTarget, Sort, Stroke

SLOW = (0.04, 0.06, 0.08, 0.12, 0.16)


def verdict(
    before: str, key: str, after: str, gap: float, place: KeyTarget = KeyTarget.KEYS
) -> KeyVerdict:
    """Say what is done with a key in the end, between others of the same pace."""
    keys, heard = GraveKeys(), Stroke(key, len(before) * gap, sort=Sort.COMMAND)
    for number, sign in enumerate(before):
        keys.hear(Stroke(sign, number * gap))
    keys.hear(heard)
    for number, sign in enumerate(after, len(before) + 1):
        keys.hear(Stroke(sign, number * gap))
    return keys.weigh(heard, place)


@pytest.mark.parametrize("gap", SLOW)
@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+s", "ctrl+z", "ctrl+p", "f10"])
@pytest.mark.parametrize("place", [KeyTarget.KEYS, KeyTarget.TEXT])
@pytest.mark.parametrize(("before", "after"), [("LOT77", "x"), ("L7", "8"), ("a", "b")])
def test_what_stands_in_a_code_does_nothing(
    gap: float, key: str, place: KeyTarget, before: str, after: str
) -> None:
    assert verdict(before, key, after, gap, place) is KeyVerdict.LEAVE_OUT


@pytest.mark.parametrize("gap", SLOW)
def test_nor_does_what_begins_or_ends_it(gap: float) -> None:
    assert verdict("", "ctrl+q", "A", gap) is KeyVerdict.LEAVE_OUT
    assert verdict("LOT77", "ctrl+q", "", gap) is KeyVerdict.LEAVE_OUT


@pytest.mark.parametrize("before", ["s5", "Martin"])
@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+s", "f10"])
def test_what_a_person_presses_behind_typing_waits_for_a_moment(before: str, key: str) -> None:
    assert verdict(before, key, "", 0.12, KeyTarget.TEXT) is KeyVerdict.HOLD
    assert verdict(before, key, "x", HOLD + 0.05, KeyTarget.TEXT) is not KeyVerdict.LEAVE_OUT


@pytest.mark.parametrize("key", ["ctrl+u", "ctrl+a", "enter", "f12", "escape"])
def test_others_are_given_at_once(key: str) -> None:
    assert verdict("Martin", key, "x", 0.12, KeyTarget.TEXT) is KeyVerdict.GIVE
