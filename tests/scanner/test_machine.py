"""What comes at a scanner's pace presses nothing, whatever it says; what people press goes on."""

from __future__ import annotations

from random import Random

import pytest

from cleancloud_tui.scanner.burst import BurstDecoder
from cleancloud_tui.scanner.doubts import DoubtAnswer
from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.scanner.patterns import Patterns
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.strokes import Given, KeyTarget, Stroke, Taken

from .replay import replay, spaced

TEXT, KEYS, CODES = KeyTarget.TEXT, KeyTarget.KEYS, KeyTarget.CODES

UNKNOWN = (
    "https://example.com/yp1?order=2461",
    "p:150",
    "hp1",
    "yyyyyyyy",
    "snguc",
    "Ada Lane",
    "A" * 63,
    "[)>\x1e06\x1dS12\x1e\x04",
    "ab\x11cd",
    "\x11abcd",
    "abcd\x13",
    "a\x1bbc\x00d",
    "ab⓾cd⓽",
    "\rabcd",
)
"""Codes that fit no pattern; the signs ⓾ and ⓽ stand for function keys."""

PACES = (0.000_05, 0.002, 0.008, 0.016, 0.025)


@pytest.mark.parametrize("place", [KEYS, CODES])
@pytest.mark.parametrize("gap", PACES)
@pytest.mark.parametrize("code", UNKNOWN)
@pytest.mark.parametrize("suffix", ["\r", "\n", "\r\n", "\t", ""])
def test_a_code_that_fits_nothing_presses_nothing(
    place: KeyTarget, gap: float, code: str, suffix: str
) -> None:
    if not suffix and gap > 0.01 and (len(set(code)) == 1 or len(code) == 3):
        return  # a key that is held down, or a roll
    seen = replay(spaced(code + suffix, gap), place)
    assert seen.given == ""
    assert seen.codes
    assert all(each is None or not each.kinds for each in seen.codes)


@pytest.mark.parametrize("place", [KEYS, CODES])
@pytest.mark.parametrize("gap", PACES)
def test_nor_does_one_that_is_longer_than_any_label(place: KeyTarget, gap: float) -> None:
    rng = Random(5)
    text = "".join(rng.choice("sypdhc 0123456789") for _ in range(1200))
    seen = replay(spaced(f"{text}\r", gap), place)
    assert (seen.given, seen.texts[-1:]) == ("", [])


@pytest.mark.parametrize("gap", PACES)
def test_a_code_of_many_lines_presses_nothing_between_them(gap: float) -> None:
    card = "BEGIN:VCARD\r\nN:Doe\r\ny\r\n\r\nTEL:+1 555\r\nEND:VCARD\r\n"
    for place in (KEYS, CODES):
        assert replay(spaced(card, gap), place).given == ""


@pytest.mark.parametrize("at", [4, 9, 20])
def test_a_line_that_hangs_in_the_middle_lets_no_key_through(at: int) -> None:
    keys = [
        (sign, time + 0.9 * (place >= at))
        for place, (sign, time) in enumerate(spaced("https://example.com/yp1\r", 0.002))
    ]
    seen = replay(keys, KEYS)
    assert (seen.given, seen.texts) == ("", ["https://example.com/yp1"])


@pytest.mark.parametrize("gap", [0.002, 0.016])
@pytest.mark.parametrize("code", ["https://shop.example/order2461", "P150", "x4711", "ab437"])
def test_digits_at_its_end_are_no_code_of_their_own(gap: float, code: str) -> None:
    for place in (KEYS, TEXT):
        assert replay(spaced(f"{code}\r", gap), place).texts == [code]


@pytest.mark.parametrize("gap", [0.002, 0.008, 0.016])
@pytest.mark.parametrize("code", UNKNOWN)
def test_in_a_text_field_keys_that_came_one_by_one_are_taken_back(gap: float, code: str) -> None:
    if "⓾" in code or len(code) > 3:
        seen = replay(spaced(f"{code}\r", gap), TEXT)
        assert seen.field_text == ""
        assert "\r" not in seen.given


@pytest.mark.parametrize("code", ["https://example.com", "p:150", "ab\x11cd", "ab⓾cd"])
def test_what_came_in_one_piece_stays_but_presses_nothing(code: str) -> None:
    seen = replay(spaced(f"{code}\r", 0.000_05), TEXT)
    assert seen.codes == []
    assert [stroke.text for stroke in seen.bunched][-1] == "enter"
    assert len(seen.bunched) == 1 + sum(sign in "\x11⓾" for sign in code)


@pytest.mark.parametrize(
    ("keys", "gap"),
    [
        ("hp", 0.004),  # two at a slip of the finger
        ("shp", 0.028),  # a roll
        ("ddd", 0.000_05),
        ("y\r", 0.06),
        ("s3", 0.06),
        ("hp1", 0.06),
        ("h\rp1\r", 0.09),
        ("s" * 40, 0.033),  # held down
        (" " * 40, 0.025),
        ("\x11", 1.0),
        ("\t\t\r", 0.000_05),
        ("\r\r\r", 0.000_05),
        ("⓾\r", 0.000_05),
        ("a⓾", 0.08),
    ],
)
def test_what_people_press_goes_on(keys: str, gap: float) -> None:
    seen = replay(spaced(keys, gap), KEYS)
    assert (seen.codes, seen.given) == ([], seen.named(keys))


@pytest.mark.parametrize("suffix", ["", "\r"])
@pytest.mark.parametrize("gap", [0.002, 0.005, 0.01, 0.015, 0.02, 0.025, 0.028])
@pytest.mark.parametrize("code", ["LOT-7788-XY", "890123477", "hafenstrasse 112", "ab" * 400])
@pytest.mark.parametrize(
    ("typed", "pause"), [("", 0.0), ("abb", 0.1), ("abb", 0.5), ("Stain ", 0.3), ("x", 0.9)]
)
def test_behind_typing_too_they_are_taken_back(
    typed: str, pause: float, code: str, gap: float, suffix: str
) -> None:
    keys = [*spaced(typed, 0.08), *spaced(code + suffix, gap, len(typed) * 0.08 + pause)]
    for scanner in (Scanner(), Scanner(suffix="none")):
        seen = replay(keys, TEXT, scanner)
        assert (seen.field_text, len(seen.codes)) == (typed, 1)


def test_a_label_right_behind_typing_is_no_unknown_code() -> None:
    for typed in ("Stain ", "abb", "12 Mill Lane "):
        keys = [*spaced(typed, 0.08), *spaced("P-A1234\r", 0.008, len(typed) * 0.08 + 0.3)]
        seen = replay(keys, TEXT)
        assert [code and code.kinds for code in seen.codes] == [(CodeKind.PLACE,)]
        assert seen.field_text == typed


@pytest.mark.parametrize("gap", [0.016, 0.025, 0.028, 0.033])
@pytest.mark.parametrize("typed", ["", "Stain", "a "])
@pytest.mark.parametrize("then", ["", "x", "xy z"])
def test_a_key_that_is_held_down_in_a_field_is_a_persons(typed: str, gap: float, then: str) -> None:
    begin = len(typed) * 0.12
    held = [(".", begin), *spaced("." * 30, gap, begin + 0.25)]
    keys = [*spaced(typed, 0.12), *held, *spaced(then, 0.12, begin + 0.5 + 30 * gap)]
    seen = replay(keys, TEXT)
    assert (seen.codes, seen.field_text) == ([], typed + "." * 31 + then)


def test_a_key_after_a_moment_is_no_part_of_the_code_before() -> None:
    seen = replay([*spaced("p:150\r", 0.004), ("\x11", 0.4), ("s", 0.5)], KEYS)
    assert (seen.texts, seen.given) == (["p:150"], "ctrl+qs")


@pytest.mark.parametrize("place", [KEYS, CODES])
@pytest.mark.parametrize("gap", [0.1, 0.14, 0.16])
def test_a_slow_scanner_that_is_known_presses_nothing(place: KeyTarget, gap: float) -> None:
    scanner = Scanner(gap=0.24)
    for code in ("https://example.com/yp1", "p=150", "snguc"):
        seen = replay(spaced(f"{code}\r", gap), place, scanner)
        assert (seen.texts, seen.given) == ([code], "")
    assert replay(spaced("hp1", 0.35), place, scanner).given == "hp1"


def test_without_its_prefix_nothing_is_a_scan_and_nothing_is_pressed() -> None:
    seen = replay(spaced("p:150\r", 0.004), KEYS, Scanner(prefix="#"))
    assert (seen.codes, seen.given) == ([None], "")


def pasted(text: str, place: KeyTarget) -> BurstDecoder:
    decoder = BurstDecoder(Scanner(), Patterns.of())
    stroke = Stroke(text, 0.0, "it")
    assert decoder.paste(stroke, place) == []
    assert decoder.wait(1.0, place) == []
    return decoder


@pytest.mark.parametrize("lines", [["4371"], ["4371", "4372"], ["4371", "12", "041200034567", "9"]])
def test_of_pasted_lines_that_people_type_a_person_is_asked(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    decoder = pasted(text, TEXT)
    assert decoder.asked == tuple(lines)
    given = [each for each in decoder.answer(DoubtAnswer.TYPED) if isinstance(each, Given)]
    assert [stroke.text for each in given for stroke in each.strokes if stroke.source] == [text]
    taken = pasted(text, TEXT).answer(DoubtAnswer.SCANNED)
    codes = [each.code and each.code.text for each in taken if isinstance(each, Taken)]
    assert codes == lines


def test_a_code_that_is_pasted_where_codes_are_typed_waits_for_enter() -> None:
    decoder = BurstDecoder(Scanner(), Patterns.of())
    decoder.paste(Stroke("abcd-17", 0.0, "it"), CODES)
    assert decoder.wait(0.6, CODES) != []
    assert decoder.due(CODES) is None


@pytest.mark.parametrize("gap", [0.05, 0.08, 0.12, 0.16])
@pytest.mark.parametrize("code", ["https://example.com/yp1", "LOT77", "SHOP-5512-P1", "ab\x11cd"])
def test_a_slow_scanner_that_is_not_known_presses_nothing_at_a_counter(
    gap: float, code: str
) -> None:
    seen = replay(spaced(f"{code}\r", gap), KEYS, Scanner(slow=0.17))
    assert (seen.given, len(seen.codes)) == ("", 1)


@pytest.mark.parametrize("code", ["256", "552470002"])
@pytest.mark.parametrize("gap", [0.05, 0.1, 0.14, 0.16])
def test_nor_does_it_lose_what_is_known(code: str, gap: float) -> None:
    seen = replay(spaced(f"{code}\r\n", gap), KEYS, Scanner(slow=0.17))
    assert (seen.given, seen.texts) == ("", [code])


@pytest.mark.parametrize(("keys", "gap"), [("hp1", 0.12), ("s5", 0.1), ("s" * 40, 0.033)])
def test_a_few_keys_are_a_persons_all_the_same(keys: str, gap: float) -> None:
    assert replay(spaced(keys, gap), KEYS, Scanner(slow=0.17)).given == keys
