"""What sequences mean to the program: keys that were pressed, and nothing that nobody did."""

import logging
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import AppBlur, AppFocus, Key, MouseDown, Paste, Resize
from textual.message import Message

from cleancloud_tui.terminal.byte_reader import ByteReader, Token, TokenKind
from cleancloud_tui.terminal.sequences import Sequences
from cleancloud_tui.terminal.windows import GuardedParser

if os.name == "nt":
    pytest.skip("Windows parts its input otherwise", allow_module_level=True)


def meant(*sequences: str, size: tuple[int, int] = (80, 24)) -> list[Message]:
    translator = Sequences(lambda: size)
    return [
        message
        for sequence in sequences
        for message in translator.messages(Token(TokenKind.SEQUENCE, sequence))
    ]


def keys(*sequences: str) -> list[str]:
    return [each.key for each in meant(*sequences) if isinstance(each, Key)]


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b", "escape"),
        ("\x1b[B", "down"),
        ("\x1bOP", "f1"),
        ("\x1b[[A", "f1"),
        ("\x1b[15~", "f5"),
        ("\x1b[1;5A", "ctrl+up"),
        ("\x1ba", "alt+a"),
        ("\x1bf", "ctrl+right"),
        ("\x1b[97u", "a"),
        ("\x1b[113;5u", "ctrl+q"),
        ("\x1b[97:65;2:1;65u", "A"),
        ("\x1b[13u", "enter"),
        ("\x1b[1;1:2B", "down"),
    ],
)
def test_keys_are_understood(sequence: str, key: str) -> None:
    assert keys(sequence) == [key]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[99999999999u",
        "\x1b[1114112;1u",
        "\x1b[55296;1u",
        "\x1b[97;1;55296u",
        "\x1b[17u",  # would be Ctrl+Q, which comes as a letter with Ctrl
        "\x1b[97;;17u",
        "\x1b[;;u",
        "\x1b[97;1:3u",  # a key that was let go
        "\x1b[1:2:3;5:u",
        "\x1b[<0;NaN;NaNM",
        "\x1b[<0;99999999999999999999;1M",
        "\x1b[<0;81;1M",
        "\x1b[<0;-5;-5M",
        "\x1b[<;;M",
        "\x1b[3;4R",
        "\x1b[?99;9$y",
        "\x1b[?62;c",
        "\x1b[",
        "\x1b[7",
        "\x1b]11;rgb",
        "\x1b[M\xff\xff\xff",
    ],
)
def test_what_no_terminal_sends_means_nothing(sequence: str) -> None:
    assert meant(sequence) == []
    assert keys(sequence, "\x1b[B") == ["down"]


def test_the_size_is_the_systems_whatever_is_reported() -> None:
    for report in ("\x1b[48;0;0;0;0t", "\x1b[48;99999;99999;1;1t", "\x1b[48;24:x;80:y;1:;1:t"):
        (resize,) = meant(report)
        assert isinstance(resize, Resize)
        assert resize.size == (80, 24)
    assert meant("\x1b[48;0;0;0;0t", "\x1b[48;99999;99999;1;1t", size=(0, 0)) == []
    (resize,) = meant("\x1b[48;30;100;300;1000t", size=(0, 0))
    assert isinstance(resize, Resize)
    assert resize.size == (100, 30)


def test_a_click_after_a_false_report_of_pixels_is_where_it_was() -> None:
    *_, click = meant("\x1b[48;24;80;1;1t", "\x1b[<0;3;4M")
    assert isinstance(click, MouseDown)
    assert (click.x, click.y) == (2, 3)


def test_keys_bring_the_focus_back_that_a_report_took() -> None:
    translator = Sequences(lambda: (80, 24))
    told = [
        type(message)
        for token in (
            Token(TokenKind.SEQUENCE, "\x1b[O"),
            Token(TokenKind.TEXT, "ab"),
            Token(TokenKind.PASTE, "c"),
        )
        for message in translator.messages(token)
    ]
    assert told == [AppBlur, AppFocus, Key, Key, Paste]


def test_a_flood_is_noted_ever_more_seldom_and_not_as_it_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        meant(*["\x1b[4111111111111111;1u"] * 1500)
    assert [record.args[1] for record in caplog.records if record.args] == [1, 10, 100, 1000]
    assert "4111" not in caplog.text


NUMBERS = st.one_of(st.integers(0, 2**40).map(str), st.sampled_from(["", "-1", "NaN", "٣", ":"]))
SEQUENCES = st.builds(
    lambda begin, numbers, end: f"\x1b{begin}{';'.join(numbers)}{end}",
    st.sampled_from(["[", "[<", "[?", "[48;", "O", "[M", "[1;", "]", "P"]),
    st.lists(NUMBERS, max_size=5),
    st.sampled_from([*"uABCDEFHPQRSMmtRcy~@", "$y", "\x1b\\"]),
)


@given(st.lists(SEQUENCES, max_size=6))
def test_no_sequence_raises_or_changes_what_comes_after(sequences: list[str]) -> None:
    assert keys(*sequences, "\x1b[B")[-1] == "down"


@given(st.lists(st.one_of(st.binary(max_size=20), SEQUENCES.map(str.encode)), max_size=8))
def test_no_bytes_raise_and_every_key_can_be_shown(parts: list[bytes]) -> None:
    reader, translator, now = ByteReader(), Sequences(lambda: (80, 24)), 0.0
    for part in parts:
        now += 0.05
        for token in [*reader.take(part, now), *reader.wait(now + 5)]:
            for message in translator.messages(token):
                if isinstance(message, Key):
                    (message.key + (message.character or "")).encode()


def test_windows_hears_its_keys_through_the_same_guard() -> None:
    parser = GuardedParser()
    told = [*parser.feed("\x1b[B\ud83da\x1b[<0;NaN;NaNM"), *parser.tick()]
    assert [each.key for each in told if isinstance(each, Key)] == ["down", "a"]
