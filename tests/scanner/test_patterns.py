import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.scanner.labels.pattern import compiled
from cleancloud_tui.scanner.patterns import DEFAULTS, LONGEST, Case, Patterns

GARMENT, TICKET, PLACE = CodeKind.GARMENT, CodeKind.TICKET, CodeKind.PLACE

usual = Patterns.of()


@pytest.mark.parametrize(
    ("raw", "kind", "name"),
    [
        ("437", TICKET, "437"),
        ("041200034567", GARMENT, "041200034567"),
        ("10000001", GARMENT, "10000001"),
        ("P-A12", PLACE, "A12"),
        ("P-rail", None, "P-rail"),
        ("C-4711", CodeKind.CUSTOMER, "4711"),
        ("CMD-COUNT", CodeKind.COMMAND, "COUNT"),
        ("Martin", None, "Martin"),
    ],
)
def test_the_usual_patterns_tell_codes_apart(raw: str, kind: CodeKind | None, name: str) -> None:
    code = usual.read(raw)
    assert code is not None
    assert (code.text, code.kinds) == (raw, (kind,) if kind else ())
    assert code.name_as(kind or GARMENT) == name


def test_a_code_that_fits_two_patterns_is_both() -> None:
    patterns = Patterns.of({TICKET: r"\d{1,8}", GARMENT: r"\d{8}"})
    code = patterns.read("12345678")
    assert code is not None
    assert code.kinds == (TICKET, GARMENT)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0042", "0042"),
        (" 0042 \r", "0042"),
        ("\x1b00\x0042\u200b", "0042"),
        ("\x1d0042\x1d", "0042"),
        ("]d2010950\x1d10AB", "]d2010950\ufffd10AB"),
        ("\uff10\uff10\uff14\uff12", "0042"),
        ("p-a12", "p-a12"),
    ],
)
def test_a_code_is_text_in_one_form(raw: str, text: str) -> None:
    code = usual.read(raw)
    assert code is not None
    assert code.text == text


def test_letters_are_as_the_shop_set_them() -> None:
    upper = Patterns.of(case=Case.UPPER).read("p-a12")
    assert upper is not None
    assert (upper.kinds, upper.name_as(PLACE)) == ((PLACE,), "A12")
    assert Patterns.of(case=Case.LOWER).normalised("P-A12") == "p-a12"


@pytest.mark.parametrize(
    "raw",
    [
        "%B4111111111111111^DOE/JANE^28121010000000000000?",
        ";4111111111111111=28121010000000000000?",
        "%B4111111111111111^DOE/JANE^2812101?;4111111111111111=2812101?",
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "378282246310005",
        "card 4111111111111111 12/28",
        "",
        "\r",
        "x" * (LONGEST + 1),
    ],
)
def test_cards_and_noise_are_no_codes(raw: str) -> None:
    assert usual.read(raw) is None


def test_a_long_label_of_the_shop_is_no_card() -> None:
    code = Patterns.of({GARMENT: r"\d{16}"}).read("4111111111111111")
    assert code is not None
    assert code.kinds == (GARMENT,)


@given(st.text(max_size=80))
def test_whatever_is_read_is_one_line_in_one_form(raw: str) -> None:
    code = usual.read(raw)
    if code is not None:
        assert code.text
        assert code.text.isprintable()
        assert usual.read(code.text) == code


@given(st.from_regex(r"\d{1,19}", fullmatch=True))
def test_leading_zeros_are_kept(raw: str) -> None:
    code = usual.read(raw)
    assert code is None or code.text == usual.normalised(raw)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (r"\d{8", None),
        (r"A(\d+", "missing ), unterminated subpattern at sign 2"),
        (r"[0-9", "unterminated character set at sign 1"),
        (r"*", "nothing to repeat at sign 1"),
        (r"(a+)+", "a repeated group that can match in several ways at sign 5"),
        (r"(?:a|ab){20}", "a repeated group that can match in several ways at sign 9"),
        (r"((a?)b)*", "a repeated group that can match in several ways at sign 8"),
        (r"a?a?a?a?a?aaaaa", "more than 4 parts that match more or less at sign 10"),
        (r".*.*.*.*.*x", "more than 4 parts that match more or less at sign 10"),
        (r"(a{2}[+*?(]\)){3}", None),
        (r"(?P<name>\d+)-(?:ab)?", None),
    ],
)
def test_a_pattern_says_what_is_wrong_with_it(expression: str, told: str | None) -> None:
    if told is None:
        compiled(expression)
        return
    with pytest.raises(ValueError, match=re.escape(told)):
        compiled(expression)
    with pytest.raises(ValueError, match=f"place: {re.escape(told)}"):
        Patterns.of({PLACE: expression})


@pytest.mark.parametrize(
    "expression", [r".*.*.*.*x", r"a*a*a*a*b", r"(a|b)?(a|b)?c", *DEFAULTS.values()]
)
def test_the_worst_code_takes_little_time(expression: str) -> None:
    pattern = compiled(expression)
    before = time.process_time()
    pattern.fullmatch("a" * LONGEST)
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("raw", "kind", "name"),
    [
        ("p-150", PLACE, "150"),
        ("p-a12", PLACE, "A12"),
        ("cmd-count", CodeKind.COMMAND, "COUNT"),
        ("cMD-COUNT", CodeKind.COMMAND, "COUNT"),
        ("c-4711", CodeKind.CUSTOMER, "4711"),
    ],
)
def test_a_code_that_caps_lock_turned_is_read(raw: str, kind: CodeKind, name: str) -> None:
    code = usual.read(raw)
    assert code is not None
    assert (code.text, code.kinds, code.turned) == (raw, (kind,), raw.upper())
    assert code.name_as(kind) == name


def test_a_separator_inside_makes_no_ticket_of_its_sides() -> None:
    code = usual.read("43\x1d71")
    assert code is not None
    assert code.kinds == ()


def test_where_labels_differ_by_case_alone_each_is_what_it_is() -> None:
    patterns = Patterns.of({GARMENT: r"[A-Z]\d+", PLACE: r"[a-z]\d+"})
    for raw, kind in (("A12", GARMENT), ("a12", PLACE)):
        code = patterns.read(raw)
        assert code is not None
        assert (code.kinds, code.turned) == ((kind,), "")
    small = Patterns.of({GARMENT: r"x\d"}).read("X1")
    assert small is not None
    assert small.turned == "x1"
