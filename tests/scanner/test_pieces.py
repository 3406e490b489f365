"""What comes in one piece into a text field: a person's typing that a line gathered, or codes."""

from __future__ import annotations

from random import Random

import pytest

from cleancloud_tui.scanner.burst import BurstDecoder
from cleancloud_tui.scanner.doubts import NEXT, DoubtAnswer
from cleancloud_tui.scanner.patterns import Patterns
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.strokes import NO_SIGN, KeyTarget, Stroke

from .replay import replay, spaced

TEXT = KeyTarget.TEXT
PIECE = 0.000_05
"""Seconds between keys that came in one read."""

GS1 = "0101653933196651051\x1dS15U7BM"
URL = "https://www.example.com/abcdef?id=12345&y=yes"
LABEL = "041200034567"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", "\r\r", "\t\r"])
@pytest.mark.parametrize(
    "codes",
    [
        (URL,),
        (GS1,),
        ("[)>\x1e06\x1dS12\x1e\x04",),
        ("ab\x00cd",),
        ("237", "ÀÉÎÕÜ", GS1, "1740244221224208"),
        ("237", URL),
        (URL, "237"),
        (URL, "]c0011527439007861710ovo2obt\x1d1771702221379830"),  # what looks like a card in it
        ("]c4111111111111111",),
        ("O$FVFK/S2", GS1, "239"),
        ("Ada Lane", "12 Mill Lane", "Great Dunmow, Essex", "238"),
    ],
)
def test_what_no_person_types_leaves_nothing_in_the_field(codes: tuple[str, ...], end: str) -> None:
    seen = replay(spaced("".join(code + end for code in codes), PIECE), TEXT)
    told = [code.text if code else None for code in seen.codes]
    assert (seen.given, seen.asked, len(told)) == ("", (), len(codes))
    assert [text for text in told if text in ("237", "238", "239")] == [
        code for code in codes if code in ("237", "238", "239")
    ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", "\r\r", "\t\r"])
@pytest.mark.parametrize(
    "codes", [("237", "ABC-99"), ("ABC-99", "237"), ("Doe", "Jane"), ("café n° 5", "x", "9")]
)
def test_of_several_that_a_person_may_have_typed_as_well_one_is_asked(
    codes: tuple[str, ...], end: str
) -> None:
    keys = list(spaced("".join(code + end for code in codes), PIECE))
    seen = replay(keys, TEXT, answer=DoubtAnswer.SCANNED)
    assert (seen.asked, seen.texts, seen.given) == (codes, list(codes), "")
    assert replay(keys, TEXT, answer=DoubtAnswer.TYPED).field_text == "".join(
        c + end for c in codes
    )


def apart(codes: tuple[str, ...], end: str, seconds: float) -> list[tuple[str, float]]:
    """Return the keys of codes that come one after another, each in one piece."""
    return [
        key
        for number, code in enumerate(codes)
        for key in spaced(code + end, PIECE, number * seconds)
    ]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\t"])
@pytest.mark.parametrize("seconds", [0.06, 0.3, 0.45])
@pytest.mark.parametrize(
    "codes",
    [
        ("9611183968843229278884606904675058", "CP", "CHARGE"),
        (URL, "café n° 5 €", "O$FVFK/S2\x1d17"),
        ("café n° 5 €", URL),
        ("café n° 5 €", "237"),
        ("237", "café n° 5 €"),
        ("Ada Lane", LABEL),
    ],
)
def test_nor_do_pieces_that_follow_one_another(
    codes: tuple[str, ...], seconds: float, end: str
) -> None:
    seen = replay(apart(codes, end, seconds), TEXT, answer=DoubtAnswer.SCANNED)
    assert seen.texts == [code.replace("\x1d", NO_SIGN) for code in codes]
    assert seen.given == ""


@pytest.mark.parametrize("then", [0.05, 0.2, 0.6])
def test_who_types_on_behind_a_piece_is_believed_at_once(then: float) -> None:
    keys = [*spaced("Martin\r", PIECE), ("S", then), ("m", then + 0.12), ("i", then + 0.2)]
    seen = replay(keys, TEXT)
    assert (seen.codes, seen.asked, seen.field_text) == ([], (), "Martin\rSmi")
    decoder = BurstDecoder(Scanner(), Patterns.of())
    decoder.character(Stroke("M", 0.0))
    decoder.suffix(Stroke("enter", PIECE), TEXT)
    assert decoder.due(TEXT) == PIECE + NEXT
    decoder.character(Stroke("S", then))
    due = decoder.due(TEXT)
    assert due is not None
    assert due <= then + 0.03


def test_what_was_typed_long_before_stays() -> None:
    keys = [*spaced("Mar", 0.2), *spaced(f"{URL}\r237\r", PIECE, 3.0)]
    seen = replay(keys, TEXT)
    assert (seen.texts, seen.field_text) == ([URL, "237"], "Mar")


def test_a_label_behind_it_vouches_for_what_came_in_the_same_piece() -> None:
    seen = replay(spaced(f"ABC-99\r{LABEL}\r", PIECE), TEXT)
    assert (seen.texts, seen.given) == (["ABC-99", LABEL], "")


@pytest.mark.parametrize("typed", ["Martin\r", "Martin\rSm", "7\r12\r", "a\rb\r", "Ann Lee\t"])
def test_a_line_that_hung_gives_what_it_gathered(typed: str) -> None:
    seen = replay(spaced(typed, PIECE), TEXT)
    assert (seen.texts, seen.asked, seen.field_text) == ([], (), typed)


def test_a_person_who_types_on_is_believed() -> None:
    keys = [*spaced("Doe\rJane\r", PIECE), *spaced("12 Mill", 0.2, 3.0)]
    seen = replay(keys, TEXT)
    assert (seen.texts, seen.field_text) == ([], "Doe\rJane\r12 Mill")
    assert [stroke.text for stroke in seen.bunched] == ["enter", "enter"]


def test_keys_that_came_apart_are_no_piece() -> None:
    note = "the left sleeve is torn, she knows about it, and pays\r"
    seen = replay(spaced(note, 0.05), TEXT)
    assert (seen.texts, seen.field_text) == ([], note)


def test_a_scanner_with_a_prefix_still_sends_it() -> None:
    seen = replay(spaced(f"#237\r{URL}\r", PIECE), TEXT, Scanner(prefix="#"))
    assert (seen.texts[:1], seen.field_text) == (["237"], "")


@pytest.mark.parametrize("gap", [PIECE, 0.002, 0.005])
@pytest.mark.parametrize("length", [400, 800, 2000])
def test_a_long_code_leaves_what_was_typed_and_no_more(gap: float, length: int) -> None:
    rng = Random(length)
    code = "".join(rng.choice("WIFI:S;net TPA5b") for _ in range(length))
    seen = replay([*spaced("abb", 0.2), *spaced(f"{code}\r", gap, 3.0)], TEXT)
    assert (seen.codes, seen.field_text) == ([None], "abb")


WIFI = "wifi:s:wltqnobqs;t:wpa;p:p.luj5q%p%73o72-0;;"


@pytest.mark.parametrize("end", ["", " "])
@pytest.mark.parametrize("code", [WIFI, URL, 20 * WIFI])
def test_a_code_that_nothing_ends_leaves_nothing_in_the_field(code: str, end: str) -> None:
    seen = replay(spaced(code + end, PIECE), TEXT)
    assert (len(seen.codes), seen.given) == (1, "")


@pytest.mark.parametrize(
    "text", ["no starch please, the collar is torn on the left", "a" * 200, "ab" * 90]
)
def test_a_long_text_in_one_piece_stays_typed(text: str) -> None:
    assert replay(spaced(text, PIECE), TEXT).field_text == text
