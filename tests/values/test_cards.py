"""What is taken for a payment card's number among what people type, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.values.cards import holds_card, is_confirmed, without_cards

NUMBERS = (
    "4111111111111111",
    "4222222222222",
    "5500005555555559",
    "2221000000000009",
    "378282246310005",
    "30569309025904",
    "6011000990139424",
    "3530111333300000",
    "6212345678900000003",
)


def in_groups(number: str, parting: str) -> str:
    sizes = (4, 6, 5) if number.startswith("3") and len(number) < 16 else (4, 4, 4, 4, 3)
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return parting.join(group for group in groups if group)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_is_found_however_it_is_written(number: str) -> None:
    full = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    arabic = "".join(chr(ord(digit) - 48 + 0x660) for digit in number)
    ways = [number, full, arabic, " ".join(number)]
    ways += [
        in_groups(number, parting) for parting in (" ", "-", ".", "  ", " - ", "\u00a0", "–", "\n")
    ]
    ways += [in_groups(full, "\u3000")]
    ways += [in_groups(number, parting) for parting in (":", "|", ")(", "; ", " / ")]
    ways += [
        in_groups(number, " ").replace(" ", "  ", 1),
        f"({in_groups(number, ' ')}".replace(" ", ") ", 1),
    ]
    for way in ways:
        for text in (
            way,
            f"card {way} exp 12/27",
            f"Tel 555 0101, {way}.",
            f"x{way}x",
            f"{way} 12",
        ):
            assert holds_card(text), text
            left = without_cards(text)
            assert sum(map(str.isdecimal, left)) <= 8, (text, left)
            assert not holds_card(left)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+49 1512 3456789",
        "+4111111111111",
        "+411 111 1111 1111",
        "0049 151 23456789",
        "07700 900123 or 07700 900124",
        "555 123 4567, 555 123 4568, 555 123 4569",
        "4111111111111112",
        "1234567890123456",
        "2026-11-27 14:30 order 4711, 3 pieces, 12.50",
        "Hafenstrasse 101, 20359 Hamburg",
        "411111111111",
        "5551 23, 4567 555-1239, 4580",
        "table 4 chairs: 2211 (oak) 4411/22, 3311",
        "41111111111111111111111",
        "a" * 100_000,
    ],
)
def test_what_is_none_is_left_as_it_is(text: str) -> None:
    assert not holds_card(text)
    assert without_cards(text) == text


def test_digits_at_the_end_that_may_become_one_are_held_back_while_they_are_typed() -> None:
    for typed in ("4111111111111", "call 4111 1111 1111 1", "411111111111110"):
        assert sum(map(str.isdecimal, without_cards(typed, is_being_typed=True))) == 0
        assert without_cards(typed) == typed
    for typed in ("411111111111", "4111111111110 is a parcel", "+4111111111110"):
        assert without_cards(typed, is_being_typed=True) == typed


@given(st.text(st.sampled_from("0123456789 -+.x\uff14"), max_size=60))
def test_none_is_left_and_nothing_else_is_taken_away(text: str) -> None:
    left = without_cards(text)
    assert not holds_card(left)
    assert len(left) <= len(text)
    assert is_confirmed("4111111111111111")
