"""What goes over the line shows the same as what was to be painted, in fewer bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.terminal.painted import SYNC_BEGINS, SYNC_ENDS, Painted
from cleancloud_tui.terminal.styles import turned
from cleancloud_tui.values.cells import cells

COLUMNS, LINES = SIZE = (20, 3)

STYLES: Final = (
    *("", "1", "1;3", "7;38;2;1;2;3", "38;2;1;2;3;48;2;4;5;6", "48;2;4;5;6", "31;42"),
    *("38;5;9;48;5;8", "91;104", "4;38;2;1;2;3", "38;2;200;2;3;48;2;4;5;6"),
)

TEXTS = st.text("ab █é漢", min_size=1, max_size=12)


def painted(x: int, y: int, text: str, style: str) -> str:
    """Return a piece as Textual paints it."""
    text = text[: max(1, (COLUMNS - x) // 2)]
    told = f"\x1b[{style}m{text}\x1b[0m" if style else text
    return f"\x1b[{y + 1};{x + 1}H{told}"


PIECES = st.builds(
    painted,
    st.integers(0, COLUMNS - 2),
    st.integers(0, LINES - 1),
    TEXTS,
    st.sampled_from(STYLES),
)
FRAMES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), max_size=8)


class Screen:
    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self._screen)

    def write(self, text: str) -> None:
        self._stream.feed(text)

    @property
    def shown(self) -> Sequence[object]:
        buffer = self._screen.buffer
        return [buffer[y][x] for y in range(LINES) for x in range(COLUMNS)]


def whole(sign: str = " ") -> str:
    """Return all lines painted, as whenever a screen is laid out."""
    return "\n".join(painted_line(y, sign) for y in range(LINES))


def painted_line(y: int, sign: str) -> str:
    return f"\x1b[{y + 1};1H\x1b[48;2;4;5;6m{sign * COLUMNS}\x1b[0m"


@settings(max_examples=40, deadline=None)
@given(FRAMES)
def test_the_same_is_shown(frames: Sequence[str]) -> None:
    plain, known, sparing = Screen(), Painted(), Screen()
    for frame in (whole(), *frames, whole("x")):
        plain.write(frame)
        sparing.write(known.changes(frame, SIZE))
        if "漢" not in "".join(frames):  # pyte leaves halves of what is painted over
            assert sparing.shown == plain.shown
    assert sparing.shown == plain.shown


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(STYLES), min_size=1, max_size=6))
def test_a_style_is_the_same_whatever_was_before(styles: Sequence[str]) -> None:
    plain, sparing, before = Screen(), Screen(), ""
    for style in styles:
        plain.write(f"\x1b[{style}ma\x1b[0m" if style else "a")
        sparing.write(f"{turned(before, style)}a")
        before = style
    assert sparing.shown == plain.shown


def test_only_what_differs_is_written() -> None:
    known = Painted()
    assert known.changes(whole(), SIZE)
    assert known.changes(whole(), SIZE) == ""
    assert known.changes(painted(3, 1, "ab", "1"), SIZE) == "\x1b[2;4H\x1b[1mab\x1b[m"
    assert known.changes(painted(3, 1, "ax", "1"), SIZE) == "\x1b[2;5H\x1b[1mx\x1b[m"


def test_a_frame_in_which_nothing_changed_is_none() -> None:
    known = Painted()
    frame = [SYNC_BEGINS, whole(), SYNC_ENDS]
    written = "".join(known.changes(each, SIZE) for each in frame)
    assert written == SYNC_BEGINS + Painted().changes(whole(), SIZE) + SYNC_ENDS
    assert [known.changes(each, SIZE) for each in frame] == ["", "", ""]


@pytest.mark.parametrize("unknown", ["\x1b[2J", "\x1b[?1049h", "\x1b[?1049l", "\x1bc", "\x1b[H"])
def test_what_may_change_the_screen_in_another_way_is_written_and_all_is_painted_anew(
    unknown: str,
) -> None:
    known = Painted()
    first = known.changes(whole(), SIZE)
    assert known.changes(unknown, SIZE) == unknown
    assert known.changes(whole(), SIZE) == first


def test_another_size_and_what_others_painted_are_painted_anew() -> None:
    known = Painted()
    first = known.changes(whole(), SIZE)
    known.changes(whole(), (COLUMNS + 1, LINES))
    assert known.changes(whole(), SIZE) == first
    known.forget()
    assert known.changes(whole(), SIZE) == first


def test_the_bell_and_what_is_copied_leave_all_as_it_is() -> None:
    known = Painted()
    known.changes(whole(), SIZE)
    for harmless in ("\x07", "\x1b]52;c;YQ==\x07"):
        assert known.changes(harmless, SIZE) == harmless
    assert known.changes(whole(), SIZE) == ""


def test_behind_a_sign_that_is_put_together_the_line_is_painted_to_its_end() -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
    known = Painted()
    known.changes(whole(), SIZE)
    written = known.changes(painted(0, 0, family, ""), SIZE)
    assert family in written
    assert written.count(" ") == COLUMNS - cells(family)
    assert known.changes(painted(0, 0, family, ""), SIZE) == ""
