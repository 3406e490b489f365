"""What is taken of a terminal's bytes, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.terminal.byte_reader import (
    ESCAPE_SECONDS,
    PASTE_SECONDS,
    TORN_SECONDS,
    ByteReader,
    Token,
    TokenKind,
)

LONG = 10.0


def read(*parts: bytes | float, encoding: str = "utf-8") -> list[Token]:
    """Read parts of input; a number is silence in seconds. In the end nothing more comes."""
    reader, now, found = ByteReader(encoding), 0.0, []
    for part in (*parts, LONG):
        if isinstance(part, bytes):
            found += reader.take(part, now)
        else:
            now += part
            found += reader.wait(now)
    return found


def shown(*parts: bytes | float, encoding: str = "utf-8") -> list[str]:
    """What is taken: texts that come after one another as one, ^sequences, «pastes»."""
    taken: list[str] = []
    was_text = False
    for token in read(*parts, encoding=encoding):
        if token.kind is TokenKind.TEXT and was_text:
            taken[-1] += token.text
        elif token.kind is not TokenKind.LEFT_OUT:
            form = {TokenKind.TEXT: "{}", TokenKind.PASTE: "«{}»", TokenKind.SEQUENCE: "^{}"}[
                token.kind
            ]
            taken.append(form.format(token.text.removeprefix("\x1b")))
            was_text = token.kind is TokenKind.TEXT
    return taken


@pytest.mark.parametrize(
    ("parts", "taken"),
    [
        ((b"Garc\xc3\xada\r",), ["García\r"]),
        ((b"Garc\xc3", 0.01, b"\xada"), ["García"]),  # parted between two reads
        ((b"caf\xe9 au lait",), ["caf\ufffd au lait"]),
        ((b"\xe92461\r\xff\xfe2462\r",), ["2461\r2462\r"]),  # noise before a code
        ((b"\xc0\xc9\xce\xd5\xdc\r",), ["\ufffd\r"]),  # one of which nothing can be read
        ((b"\xc0", b"\xdc", b"\r"), ["\ufffd\r"]),
        ((b"24\xe961\r",), ["24\ufffd61\r"]),  # a code that lacks one is another one
        ((b"a", 1.0, b"\xe9", 1.0, b"b"), ["ab"]),
        ((b"\xc3", 1.5, b"x"), ["x"]),
        ((b"24\x0061\r",), ["2461\r"]),
        ((b"\xc2\x9b5~",), ["5~"]),
        ((b"\xed\xa0\x80x",), ["x"]),  # half of a pair
        ((b"\x1b",), ["^"]),
        ((b"\x1b\x1b",), ["^", "^"]),
        ((b"\x1b[B\x1bOP\x1b[15~",), ["^[B", "^OP", "^[15~"]),
        ((b"\x1b[", 0.5, b"1", 0.5, b"5~"), ["^[15~"]),  # a slow line
        ((b"\x1b", 0.4, b"[B"), ["^", "^[B"]),
        ((b"\x1b[[A\x1b[M\xff\xfe\xfd",), ["^[[A", "^[M\xff\xfe\xfd"]),
        ((b"\x1b[7$",), ["^[7$"]),
        ((b"\x1ba",), ["^a"]),
        ((b"\x1b2461\r",), ["^", "2461\r"]),  # Escape, and a scan right behind it
        ((b"\x1bP-150\r",), ["^", "P-150\r"]),
        ((b"\x1b[2461\r",), ["2461\r"]),
        ((b"\x1b[<0;NaN;NaNM2461\r",), ["^[<0;NaN;NaNM", "2461\r"]),
        ((b"\x1b[12\x1b[B",), ["^[B"]),
        ((b"\x1b[12", 2.0, b"2461\r"), ["^[12", "2461\r"]),
        ((b"\x1b[12\xe9abc",), ["abc"]),
        ((b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\a\x1b]11;x\x07b",), ["ab"]),
        ((b"\x1bP1$r0m\x1b\\\x1b_Gi=1;OK\x1b\\a",), ["a"]),
        ((b"\x1b]11;rgb", 2.0, b"2461\r"), ["^]11;rgb", "2461\r"]),
        ((b"\x1b]11;rgb\x1b[B",), ["^[B"]),
        ((b"\x1b[200~two\rlines\x1b[201~x",), ["«two\rlines»", "x"]),
        ((b"\x1b[200~a\x1b[2", 0.5, b"01~x"), ["«a»", "x"]),
        ((b"\x1b[200~a", PASTE_SECONDS + 0.1, b"2461\r"), ["«a»", "2461\r"]),
        ((b"\x1b[201~x",), ["x"]),
        ((b"\x1b[200~a\xe9b\x00\x1b[201~",), ["«a\ufffdb»"]),
    ],
)
def test_what_is_taken(parts: tuple[bytes | float, ...], taken: list[str]) -> None:
    assert shown(*parts) == taken


def test_a_terminal_of_another_encoding_is_read_in_it() -> None:
    assert shown(b"Garc\xeda\r", encoding="iso8859-1") == ["García\r"]
    assert shown("García €\r".encode(), encoding="iso8859-1") == ["García €\r"]
    assert shown(b"caf\xe9", 0.2, b"s", encoding="iso8859-1") == ["cafés"]


def test_a_paste_without_end_is_bounded() -> None:
    (noted, pasted) = read(b"\x1b[200~" + b"x" * 300_000 + b"\x1b[201~")
    assert noted.kind is TokenKind.LEFT_OUT
    assert len(pasted.text) == 100_000


def test_what_is_left_out_is_told_without_what_it_held() -> None:
    tokens = read(b"\x1b]52;c;4111111111111111", LONG, b"\x1b[4111111111111111", b"\xe9\xe9")
    told = [each.text for each in tokens if each.kind is TokenKind.LEFT_OUT]
    assert told
    assert not any("4111" in each for each in told)


UNFINISHED = (
    *(b"\x1b]", b"\x1b]11;rgb:1e1e", b"\x1b]52;c;" + b"QUJD" * 200, b"\x1bP1$r0m", b"\x1b_Gi=1;OK"),
    *(b"\x1b[", b"\x1b[1;", b"\x1b[<0;3", b"\x1b[?2026;", b"\x1b[" + b"1;" * 100),
    *(b"\x1bO", b"\x1bO1", b"\x1bO1;", b"\x1bO12345", b"\x1bX" + b"x" * 300, b"\x1b^a"),
)


@pytest.mark.parametrize("begin", UNFINISHED)
@pytest.mark.parametrize("text", ["smith", "2461", "7 shirts", "Zoe", "snguch", ";1;2", "ax\x13"])
@pytest.mark.parametrize("gap", [0.12, 0.3, 0.9])
def test_what_is_typed_behind_a_begin_without_an_end_is_taken(
    begin: bytes, text: str, gap: float
) -> None:
    keys = [part for sign in text for part in (gap, sign.encode())]
    if (begin, text[0]) == (b"\x1b[", "Z"):
        return  # together that is a key, and a slow line parts it
    assert "".join(shown(begin, *keys)).endswith(text)


@pytest.mark.parametrize("begin", [begin for begin in UNFINISHED if begin != b"\x1bO12345"])
@pytest.mark.parametrize("pause", [0.12, 0.5])
@pytest.mark.parametrize("end", [b"\r", b"\t", b"\n"])
def test_a_scan_behind_it_is_itself(begin: bytes, pause: float, end: bytes) -> None:
    *_, last = shown(begin, pause, b"2461" + end)
    assert last.endswith(f"2461{end.decode()}")
    assert not last.removesuffix(f"2461{end.decode()}").endswith(tuple("0123456789"))


def test_who_types_behind_a_reply_without_an_end_waits_for_nothing() -> None:
    reader = ByteReader()
    list(reader.take(b"\x1b]11;rgb:1e1e", 0.0))
    assert [token.text for token in reader.take(b"s", 0.2) if token.kind is TokenKind.TEXT] == ["s"]
    assert reader.due is None


def test_what_was_never_a_reply_is_typed() -> None:
    assert shown(b"\x1b]C0552110001") == ["^", "]C0552110001"]
    assert shown(b"\x1bO24617") == ["^", "O24617"]
    assert shown(b"\x1bPLAZA 12") == ["^PLAZA 12"]  # as the settings of a terminal, too


ODD = (
    *(b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[M", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b\\"),
    *(b"\x1b[200~", b"\x1b[201~", b"24", b";", b":", b"u", b"M", b"\r", b"\n", b"\t"),
    *(b"\xe9", b"\xc3\xa9", b"\x00"),
)
PIECE = st.one_of(st.sampled_from(ODD), st.binary(max_size=8), st.floats(0, 3, allow_nan=False))
INPUT = st.lists(PIECE, max_size=30)


@given(INPUT)
def test_nothing_raises_and_what_comes_after_silence_is_taken(parts: list[bytes | float]) -> None:
    *_, last = read(*parts, LONG, b"2461\r")
    assert last == Token(TokenKind.TEXT, "2461\r")


@given(st.lists(st.binary(max_size=6), max_size=12))
def test_it_does_not_matter_where_reads_part_what_is_quick(parts: list[bytes]) -> None:
    # Escape alone at the end of a read is decided by what follows, as it is within one read.
    assert [each for each in read(*parts) if each.kind is TokenKind.PASTE] == [
        each for each in read(b"".join(parts)) if each.kind is TokenKind.PASTE
    ]


def test_silence_is_waited_for_no_longer_than_it_tells() -> None:
    reader = ByteReader()
    for data, seconds in (
        (b"x", None),
        (b"\x1b", ESCAPE_SECONDS),
        (b"[", TORN_SECONDS),
        (b"200~", PASTE_SECONDS),
    ):
        list(reader.take(data, 5.0))
        assert reader.due == (None if seconds is None else 5.0 + seconds)


@pytest.mark.parametrize("begin", [b"\x1b[", b"\x1b[<", b"\x1b[?"])
@pytest.mark.parametrize("part", [b"1;", b"9", b"1:2"])
@pytest.mark.parametrize("end", [b"m", b"u", b"M"])
def test_nothing_of_a_sequence_that_is_too_long_is_typed(
    begin: bytes, part: bytes, end: bytes
) -> None:
    for times in (70, 3000):
        tokens = list(ByteReader().take(begin + part * times + end + b"a", 0.0))
        left_out, typed = tokens
        assert left_out.kind is TokenKind.LEFT_OUT
        assert typed == Token(TokenKind.TEXT, "a")
