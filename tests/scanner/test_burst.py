"""The decoder by its table: keys with their times go in, scans and typed keys come out."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.scanner.burst import BurstDecoder
from cleancloud_tui.scanner.doubts import DoubtAnswer
from cleancloud_tui.scanner.patterns import Patterns
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.strokes import Given, KeyTarget, Stroke, Taken

from .replay import Seen, replay, spaced

LABEL, PHONE_LIKE, TICKET = "041200034567", "5551234567", "4371"
TEXT, KEYS, CODES = KeyTarget.TEXT, KeyTarget.KEYS, KeyTarget.CODES


def sent(
    text: str, gap: float, place: KeyTarget, scanner: Scanner | None = None, **more: object
) -> Seen:
    return replay(spaced(text, gap), place, scanner, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", list(KeyTarget))
@pytest.mark.parametrize("gap", [0.000_05, 0.001, 0.002, 0.008, 0.016, 0.14])
@pytest.mark.parametrize("suffix", ["\r", "\n", "\r\n", "\t"])
def test_a_label_is_taken_whatever_its_pace(place: KeyTarget, gap: float, suffix: str) -> None:
    seen = sent(f"{LABEL}{suffix}", gap, place)
    assert seen.texts == [LABEL]
    assert seen.field_text == ""


@pytest.mark.parametrize("place", list(KeyTarget))
def test_what_comes_fast_never_reaches_a_widget(place: KeyTarget) -> None:
    assert sent(f"{LABEL}\r" * 50, 0.002, place).given == ""


@pytest.mark.parametrize("gap", [0.001, 0.002, 0.008, 0.016])
@pytest.mark.parametrize("code", [TICKET, "437", PHONE_LIKE])
def test_numbers_that_people_type_count_where_the_keys_prove_a_scan(gap: float, code: str) -> None:
    seen = sent(f"{code}\r", gap, TEXT)
    assert (seen.texts, seen.field_text) == ([code], "")


@pytest.mark.parametrize("code", [TICKET, "437", PHONE_LIKE, "14155550123", "02079460958"])
def test_of_numbers_that_a_line_may_have_gathered_a_person_is_asked(code: str) -> None:
    seen = sent(f"{code}\r", 0.000_05, TEXT)
    assert (seen.asked, seen.texts, seen.field_text) == ((code,), [], f"{code}\r")
    seen = sent(f"{code}\r", 0.000_05, TEXT, answer=DoubtAnswer.SCANNED)
    assert (seen.asked, seen.texts, seen.field_text) == ((code,), [code], "")


@pytest.mark.parametrize("code", [TICKET, PHONE_LIKE])
def test_of_slow_ones_too_where_slow_scanners_are_used_and_the_keys_come_evenly(code: str) -> None:
    scanner = Scanner(gap=0.2)
    assert sent(f"{code}\r", 0.14, TEXT, scanner).asked == (code,)
    typed = [(sign, n * 0.14 + n % 2 * 0.05) for n, sign in enumerate(f"{code}\r")]
    assert replay(typed, TEXT, scanner).asked == ()
    assert sent(f"{code}\r", 0.14, TEXT).asked == ()


@pytest.mark.parametrize("gap", [0.05, 0.3, 1.2])
def test_a_digit_and_enter_are_commands_outside_text_fields(gap: float) -> None:
    seen = sent("4\r", gap, KEYS)
    assert (seen.texts, seen.field_text) == ([], "4\r")


@pytest.mark.parametrize("pause", [0.05, 0.3, 1.2])
def test_a_letter_in_a_field_for_codes_is_no_part_of_the_next_code(pause: float) -> None:
    keys = [("y", 0.0), *spaced(f"{LABEL}\r", 0.004, pause)]
    assert replay(keys, CODES).texts == [LABEL]


def test_of_a_number_whose_line_hung_again_and_again_a_person_is_asked() -> None:
    gaps = [0.002, 0.002, 0.2, 0.002, 0.05, 0.05]
    keys = [(sign, sum(gaps[:place])) for place, sign in enumerate("538141\r")]
    assert replay(keys, TEXT).asked == ("538141",)
    assert replay(keys, KEYS).texts == ["538141"]


@pytest.mark.parametrize("typed", ["7", "12"])
def test_nobody_is_asked_about_a_digit_or_two(typed: str) -> None:
    seen = sent(f"{typed}\r", 0.000_05, TEXT)
    assert (seen.asked, seen.texts, seen.field_text) == ((), [], f"{typed}\r")


def test_but_not_where_the_shop_knows_such_a_garment() -> None:
    seen = sent(f"{PHONE_LIKE}\r", 0.000_05, TEXT, known=[PHONE_LIKE])
    assert (seen.texts, seen.field_text) == ([PHONE_LIKE], "")


def test_nor_where_codes_come_right_behind_one_another() -> None:
    codes = ["437", "438", "12", PHONE_LIKE, LABEL, "440"]
    seen = sent("".join(f"{code}\r" for code in codes), 0.000_05, TEXT)
    assert (seen.texts, seen.field_text) == (codes, "")


@pytest.mark.parametrize("text", ["café n° 5 €", "KUNDE-5641", "A1B2", "Shirts of Ada"])
@pytest.mark.parametrize("pause", [0.05, 0.3, 0.49])
def test_of_any_text_in_one_piece_right_behind_a_scan_a_person_is_asked(
    text: str, pause: float
) -> None:
    keys = [*spaced(f"{LABEL}\r", 0.0), *spaced(f"{text}\r", 0.0, pause)]
    seen = replay(keys, TEXT)
    assert (seen.asked, seen.field_text) == ((text,), f"{text}\r")
    assert replay(keys, TEXT, answer=DoubtAnswer.SCANNED).field_text == ""


@pytest.mark.parametrize("text", [" Lane", "tie", "2"])
def test_but_not_of_what_a_line_gathers_of_a_person_s_keys(text: str) -> None:
    keys = [*spaced(f"{LABEL}\r", 0.0), *spaced(f"{text}\r", 0.0, 0.3)]
    seen = replay(keys, TEXT)
    assert (seen.asked, seen.field_text) == ((), f"{text}\r")


@pytest.mark.parametrize("place", [KEYS, CODES])
@pytest.mark.parametrize("gap", [0.000_05, 0.001, 0.016])
def test_outside_text_fields_any_code_counts(place: KeyTarget, gap: float) -> None:
    for code in ("7", TICKET, PHONE_LIKE, LABEL, "P-A12", "C-4711", "CMD-COUNT"):
        assert sent(f"{code}\r", gap, place).texts == [code]


@given(st.integers(1, 11), st.floats(0.03, 1.0), st.sampled_from([0.000_05, 0.002, 0.016]))
def test_a_line_that_hangs_in_the_middle_parts_nothing(at: int, pause: float, gap: float) -> None:
    keys = [
        (sign, time + pause * (place >= at))
        for place, (sign, time) in enumerate(spaced(f"{LABEL}\r", gap))
    ]
    for place in KeyTarget:
        seen = replay(keys, place)
        assert (seen.texts, seen.field_text) == ([LABEL], "")


@pytest.mark.parametrize("typed", ["Ma", "Martin", "12 Mill Lane "])
@pytest.mark.parametrize("gap", [0.002, 0.008, 0.016])
def test_what_was_typed_before_a_scan_stays(typed: str, gap: float) -> None:
    keys = [*spaced(typed, 0.15), *spaced(f"{LABEL}\r", gap, len(typed) * 0.15 + 0.8)]
    seen = replay(keys, TEXT)
    assert (seen.texts, seen.field_text) == ([LABEL], typed)


@pytest.mark.parametrize("soon", [0.012, 0.05, 0.2])
def test_a_scan_right_after_a_word_is_told_apart(soon: float) -> None:
    keys = [*spaced("mar", 0.1), *spaced(f"{LABEL}\r", 0.000_05, 0.2 + soon)]
    seen = replay(keys, TEXT)
    assert (seen.texts, seen.field_text) == ([LABEL], "mar")


def test_digits_typed_before_a_scan_are_no_part_of_it() -> None:
    keys = [*spaced("555", 0.15), *spaced("10000012\r", 0.002, 1.2)]
    seen = replay(keys, TEXT)
    assert (seen.texts, seen.field_text) == (["10000012"], "555")


def test_a_prefix_decides_alone() -> None:
    scanner = Scanner(prefix="#")
    for place in KeyTarget:
        for gap in (0.000_05, 0.008, 0.14, 0.4):
            for code in (TICKET, "anything 1", LABEL):
                seen = sent(f"#{code}\r", gap, place, scanner)
                assert (seen.texts, seen.field_text) == ([code], "")
        assert sent(f"{LABEL}\r", 0.002, place, scanner).texts == []


def test_an_identifier_of_aim_is_stripped_and_used() -> None:
    for mark, name in (
        ("]C0", "Code 128"),
        ("]A0", "Code 39"),
        ("]I0", "Interleaved 2 of 5"),
        ("]d2", "Data Matrix"),
        ("]Q1", "QR"),
    ):
        for place in KeyTarget:
            for gap in (0.000_05, 0.008, 0.14):
                for code in (LABEL, TICKET):
                    seen = sent(f"{mark}{code}\r", gap, place)
                    assert [(c.text, c.symbology) for c in seen.codes if c] == [(code, name)]
                    assert seen.field_text == ""


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("]c0", "Code 128"),
        ("]a0", "Code 39"),
        ("]i0", "Interleaved 2 of 5"),
        ("]D2", "Data Matrix"),
        ("]q1", "QR"),
    ],
)
@pytest.mark.parametrize("gap", [0.000_05, 0.008, 0.14])
def test_nor_does_caps_lock_hide_it(mark: str, name: str, gap: float) -> None:
    for place in KeyTarget:
        for code in (LABEL, TICKET):
            seen = sent(f"{mark}{code}\r", gap, place)
            taken = [(c.text, c.symbology, c.turned) for c in seen.codes if c]
            assert (taken, seen.field_text) == ([(code, name, code)], "")


def test_a_scanner_without_a_suffix_is_believed_after_a_pause() -> None:
    scanner = Scanner(suffix="none")
    keys = [*spaced(LABEL, 0.004), *spaced("10000012", 0.004, 1.0)]
    for place in KeyTarget:
        seen = replay(keys, place, scanner)
        assert (seen.texts, seen.field_text) == ([LABEL, "10000012"], "")
    assert sent("n", 0.1, KEYS, scanner).field_text == "n"


def test_only_the_suffix_that_was_set_ends_a_code() -> None:
    assert sent(f"{LABEL}\t", 0.002, TEXT, Scanner(suffix="cr")).texts == []
    assert sent(f"{LABEL}\t", 0.002, TEXT, Scanner(suffix="tab")).texts == [LABEL]


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_line_that_hangs_between_scans_lets_no_key_through(at: int) -> None:
    first = list(spaced(f"{LABEL}\r", 0.002))
    second = [
        (sign, time + 0.15 * (place >= at))
        for place, (sign, time) in enumerate(spaced("10000012\r", 0.002, 0.5))
    ]
    seen = replay([*first, *second], KEYS)
    assert (seen.texts, seen.given) == ([LABEL, "10000012"], "")


def test_the_same_code_within_a_moment_is_a_repeat() -> None:
    seen = replay(
        [
            *spaced(f"{LABEL}\r", 0.002),
            *spaced(f"{LABEL}\r", 0.002, 1.0),
            *spaced(f"{LABEL}\r", 0.002, 3.0),
        ],
        KEYS,
    )
    assert [code.is_repeat for code in seen.codes if code] == [False, True, False]


@pytest.mark.parametrize("place", list(KeyTarget))
@pytest.mark.parametrize("gap", [0.000_05, 0.004])
def test_a_swiped_card_is_dropped_and_leaves_no_trace(place: KeyTarget, gap: float) -> None:
    track = "%B4111111111111111^DOE/JANE^28121010000000000000?;4111111111111111=28121010000000?"
    for text in (track, "4111111111111111", ";4111111111111111=28121010000000?"):
        seen = sent(f"{text}\r", gap, place)
        assert (seen.codes, seen.field_text) == ([None], "")


def test_other_keys_end_what_was_typed() -> None:
    decoder = BurstDecoder(Scanner(), Patterns.of())
    stroke = Stroke("4", 0.0)
    assert decoder.character(stroke) == []
    assert decoder.other() == [Given((stroke,))]


@pytest.mark.parametrize("place", [TEXT, KEYS])
def test_a_pasted_label_is_a_scan_and_pasted_text_is_text(place: KeyTarget) -> None:
    decoder = BurstDecoder(Scanner(), Patterns.of())
    outcomes = decoder.paste(Stroke(f"{LABEL}\r\nP-A12\n", 0.0), place)
    assert [each.code and each.code.text for each in outcomes if isinstance(each, Taken)] == [
        LABEL,
        "P-A12",
    ]
    text = Stroke("two\nlines", 0.0)
    assert decoder.paste(text, place) == [Given((text,))]
    assert decoder.paste(Stroke(LABEL, 1.0, "it"), place) == []
    assert [type(each) for each in decoder.suffix(Stroke("enter", 1.001), place)] == [Taken]


def test_of_a_pasted_number_that_people_type_a_person_is_asked() -> None:
    decoder = BurstDecoder(Scanner(), Patterns.of())
    pasted = Stroke(f"{TICKET}\n", 0.0)
    assert decoder.paste(pasted, TEXT) == []
    assert decoder.wait(1.0, TEXT) == []
    assert decoder.asked == (TICKET,)
    assert decoder.answer(DoubtAnswer.TYPED) == [Given((pasted,))]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("0123456789Ma-#]C\r\n\t"), st.sampled_from([0.000_05, 0.004, 0.1, 1.0])
        ),
        max_size=60,
    )
)
def test_no_key_is_lost_or_doubled(steps: list[tuple[str, float]]) -> None:
    time, keys = 0.0, []
    for sign, gap in steps:
        time += gap
        keys.append((sign, time))
    for place in KeyTarget:
        seen = replay(keys, place)
        sources = [stroke.source for stroke in seen.typed]
        assert sources == sorted(set(sources), key=lambda each: int(str(each)))


def test_ten_thousand_codes_in_random_ways() -> None:
    rng = Random(3)
    for _ in range(2_000):
        place = rng.choice(list(KeyTarget))
        gap = rng.choice((0.000_05, 0.001, 0.002, 0.008, 0.016))
        codes = [f"{rng.randrange(10**12):012}" for _ in range(5)]
        time, keys = 0.0, []
        for code in codes:
            hangs_at = rng.sample((1, 4, 7, 10, 12), rng.choice((0, 0, 1, 2)))
            for number, sign in enumerate(code + rng.choice(("\r", "\n", "\r\n", "\t"))):
                time += rng.uniform(0.03, 0.6) if number in hangs_at else gap
                keys.append((sign, time))
            time += rng.choice((0.0, 0.0, 0.3))
        seen = replay(keys, place)
        assert (seen.texts, seen.field_text) == (codes, ""), keys


@pytest.mark.parametrize("place", list(KeyTarget))
@pytest.mark.parametrize("gap", [0.000_05, 0.005])
@pytest.mark.parametrize("keys", ["⓽", "⓽⓽", "\r"])
def test_a_label_is_taken_behind_keys_that_a_line_gathered_with_it(
    keys: str, gap: float, place: KeyTarget
) -> None:
    seen = sent(f"{keys}{LABEL}\r", gap, place)
    assert seen.texts == [LABEL]
    pressed = [stroke.text for stroke in seen.bunched]
    assert pressed == [Seen.named(key) for key in keys], "nobody knows whether a person did"
