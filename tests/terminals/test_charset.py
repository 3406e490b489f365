"""What a terminal is written in: UTF-8 where it takes that, else plain signs as wide."""

import contextlib
import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cleancloud_tui.terminal.charset import declared, encoding_of
from cleancloud_tui.values.plain_signs import ERRORS, plain

if sys.platform == "win32":
    pytest.skip("Windows tells no locale in its environment", allow_module_level=True)


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({}, ""),
        ({"LANG": "C"}, ""),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, ""),
        ({"LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"}, "utf-8"),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "de_DE.ISO-8859-1"}, "iso8859-1"),  # Python's own
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, ""),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8"),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE@euro"}, "iso8859-1"),
        ({"LANG": "de_DE"}, "iso8859-1"),
        ({"LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LANG": "ja_JP.eucJP"}, "ascii"),
        ({"LANG": "x.nonsense"}, "ascii"),
        ({"LANG": "x.utf-16"}, "ascii"),
        ({"LANG": "x.base64"}, "ascii"),
        ({"LANG": "x.\x00"}, "ascii"),
    ],
)
def test_what_the_locale_names(environment: dict[str, str], encoding: str) -> None:
    assert declared(environment) == encoding


def test_the_terminal_itself_is_believed_first() -> None:
    latin = {"LANG": "de_DE.ISO-8859-1"}
    told = [encoding_of(takes, each) for each in (latin, {}) for takes in (None, True, False)]
    assert told == ["iso8859-1", "utf-8", "iso8859-1", "utf-8", "utf-8", "ascii"]


def test_signs_that_an_encoding_lacks_are_plain() -> None:
    painted = "▊▔▁│┌█ ● Ready … “García” – 12 × 3 → F3 €5 Łódź 박 ✓"
    latin = painted.encode("latin-1", ERRORS).decode("latin-1")
    assert latin == '|-_|+# * Ready . "García" - 12 × 3 > F3 E5 Lódz Ba v'
    assert painted.encode("ascii", ERRORS).isascii()


@given(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]))
def test_plain_signs_are_ascii_and_as_wide(character: str) -> None:
    sign = plain(character)
    assert sign.isascii()
    if unicodedata.category(character) not in (
        "Mn",
        "Me",
        "Mc",
        "Cf",
        "Zl",
        "Zp",
        "Lo",
        "Lm",
        "So",
    ):
        assert len(sign) == cell_len(character) or cell_len(character) == 0


@pytest.mark.parametrize(("column", "takes"), [(2, True), (3, False), (80, None), (None, None)])
def test_the_terminal_is_asked_and_loses_nothing_that_was_typed(
    column: int | None, takes: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleancloud_tui.terminal import probe

    monkeypatch.setattr(probe, "REPLY_SECONDS", 0.3)
    ours, theirs = os.openpty()

    def answer() -> None:
        asked = b""
        while b"\x1b[6n" not in asked:
            asked += os.read(ours, 100)
        os.write(ours, b"24" + (f"\x1b[1;{column}R".encode() if column else b"") + b"61\r")

    with beside(answer):
        assert probe.takes_utf_8(theirs, theirs) == (takes, b"2461\r")
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("answer", "marks"), [(b"1", True), (b"2", True), (b"0", False), (b"4", False), (b"", None)]
)
def test_the_terminal_is_asked_whether_it_marks_what_is_pasted(
    answer: bytes, marks: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleancloud_tui.terminal import probe

    monkeypatch.setattr(probe, "REPLY_SECONDS", 0.3)
    ours, theirs = os.openpty()

    def say() -> None:
        asked = b""
        while b"2004$p" not in asked:
            asked += os.read(ours, 100)
        if answer:
            os.write(ours, b"\x1b[?2004;" + answer + b"$y")

    with beside(say):
        assert probe.marks_pastes(theirs, theirs) is marks
    os.close(ours)
    os.close(theirs)


@contextlib.contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()
