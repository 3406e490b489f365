"""Bytes from a terminal, parted into text, whole escape sequences, pastes and what can't be read.

A terminal may send anything: another encoding, sequences torn by a slow line, replies without an
end. What can't be read is left out and told of; what stands around it is still taken. What comes a
moment after a begin that never ends is no part of it, unless it is just what was missing.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder, register_error
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

ESCAPE_SECONDS: Final = 0.1
"""Silence after which an escape character was the key and not the begin of a sequence."""

TORN_SECONDS: Final = 1.0
"""Silence after which the rest of a sequence does not come any more; slow lines make gaps."""

PASTE_SECONDS: Final = 2.0
"""Silence after which the end of a paste does not come any more."""

UNREADABLE: Final = "\ufffd"
"""Stands for what can't be read inside a text."""

_ESC: Final = 0x1B
_PASTE_BEGINS: Final = b"\x1b[200~"
_PASTE_ENDS: Final = b"\x1b[201~"
_MOST_PASTED: Final = 100_000
"""Bytes of a paste that are taken; no field holds more, and one without an end is endless."""

_MOST_GIVEN_BACK: Final = 256
"""Bytes that a sequence without an end may be text of: no code is longer."""

_LONGEST: Final = 64
"""Bytes of a control sequence at most."""

_SAME_RUN_SECONDS: Final = 0.1
"""Characters that come sooner after one another belong together: nobody types as fast."""

_SUFFIXES: Final = b"\t\n\r"
"""What ends a scanned code: no sequence holds it."""

_STRINGS: Final = b"P]_^X"
"""What begins a reply that ends with a string terminator (or BEL): DCS, OSC, APC, PM, SOS."""

_CONTROL: Final = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROL_OPEN: Final = re.compile(rb"\x1b\[[0-?]*[ -/]*")
_SINGLE: Final = re.compile(rb"\x1bO(\d?|\d;\d\d?)[@-~]")
_SINGLE_OPEN: Final = re.compile(rb"\x1bO[0-9;]{0,4}")
_REPLY: Final = re.compile(rb"\x1b(?:\]\d+;|P[0-?]*[ -/]*[@-~]|_G)[^\x1b]*\x1b?")
"""What terminals answer, as far as it came; anything else behind such a begin was typed."""

_LATE: Final = re.compile(
    rb"\x1b(?:\[(?:[\d;]*[~A-FHPQRSZ]|[\d:;]+u|<[\d;]+[Mm]|[IO])"
    rb"|\[(?:\?[\d;]+\$y|\?[\d;]*c|48;[\d;]+t)"
    rb"|\[M.{3}|\[\[[A-E]|O[A-DFHP-S])",
    re.DOTALL,
)
"""What may be whole although its end came late: any other end was typed behind a torn sequence."""

_TAIL: Final = re.compile(rb"\[[0-?]*[@-~]|O[A-DFHP-S]")
"""What is left of a key whose escape character came long before."""

_DROPPED: Final = re.compile("[\x00\x80-\x9f]")
"""NUL fills time on slow lines; the others steer terminals and are on no keyboard."""


class TokenKind(Enum):
    """What a token is."""

    TEXT = "text"
    SEQUENCE = "sequence"
    PASTE = "paste"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the input; of what was left out, why.

    Attributes:
        seconds: How long a sequence took to come: a scanner may send it byte by byte.
    """

    kind: TokenKind
    text: str
    seconds: float = 0.0


class ByteReader:
    """Reads a terminal's bytes as they come in.

    They are tried as UTF-8 first, whatever the terminal is said to send: text of another encoding
    is hardly ever valid in it.

    Args:
        encoding: What else the terminal may send text in.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        self._decoder = getincrementaldecoder("utf-8")(_otherwise(encoding))
        self._character_seconds = TORN_SECONDS if encoding == "utf-8" else ESCAPE_SECONDS
        self._text = bytearray()
        self._sequence = bytearray()
        self._late_from: int | None = None
        self._begun_at = 0.0
        self._paste: bytearray | None = None
        self._heard_at = float("-inf")
        self._escaped_at = float("-inf")
        self._is_in_run = False
        self._is_behind_noise = False

    @property
    def due(self) -> float | None:
        """When silence will have told what is open now; None where nothing is."""
        return self._heard_at + self._patience if self._is_open else None

    def take(self, data: bytes, now: float) -> Iterator[Token]:
        """Read what came in, at a time in seconds."""
        yield from self.wait(now)
        if now - self._heard_at > _SAME_RUN_SECONDS:
            self._is_in_run = self._is_behind_noise = False
        if now - self._escaped_at < TORN_SECONDS and _TAIL.fullmatch(data):
            self._sequence[:] = b"\x1b"  # its key was taken for Escape: the line was too slow
            self._begun_at = now
        self._escaped_at = float("-inf")
        if len(self._sequence) > 1 and now - self._heard_at > _SAME_RUN_SECONDS:
            yield from self._late(data)
        self._heard_at = now
        for byte in data:
            yield from self._next(byte)
        yield from self._flushed()

    def wait(self, now: float) -> Iterator[Token]:
        """Read what silence until now has decided."""
        if not self._is_open or now - self._heard_at < self._patience:
            return
        if self._paste is not None:
            yield Token(TokenKind.LEFT_OUT, "a paste without its end")
            yield from self._pasted()
        elif self._sequence:
            if self._sequence == b"\x1b":
                self._escaped_at = now
            yield from self._ended()
        else:
            yield from self._decoded(b"", final=True)

    def _late(self, data: bytes) -> Iterator[Token]:
        """Take note that what comes now may be no part of the sequence that is open."""
        if self._is_string and not (b"\x07" in data or b"\x1b\\" in data):
            yield from self._ended()
        elif len(self._sequence) > _LONGEST:
            yield from self._left_out("a sequence that is too long")
        elif self._late_from is None:
            self._late_from = len(self._sequence)

    @property
    def _is_string(self) -> bool:
        introducer = self._sequence[1:2]
        return bool(introducer) and introducer in _STRINGS

    @property
    def _is_open(self) -> bool:
        return bool(self._sequence) or self._paste is not None or self._is_torn_character

    @property
    def _is_torn_character(self) -> bool:
        return bool(self._decoder.getstate()[0])

    @property
    def _patience(self) -> float:
        if self._paste is not None:
            return PASTE_SECONDS
        if not self._sequence:
            return self._character_seconds
        is_short = len(self._sequence) in (1, 2) and bytes(self._sequence[1:]) not in (b"[", b"O")
        return ESCAPE_SECONDS if is_short else TORN_SECONDS

    def _next(self, byte: int) -> Iterator[Token]:
        if self._paste is not None:
            self._paste.append(byte)
            if self._paste.endswith(_PASTE_ENDS):
                del self._paste[-len(_PASTE_ENDS) :]
                yield from self._pasted()
            elif len(self._paste) > _MOST_PASTED + len(_PASTE_ENDS):
                del self._paste[_MOST_PASTED : -len(_PASTE_ENDS)]
        elif self._sequence:
            yield from self._continued(byte)
        elif byte == _ESC:
            yield from self._flushed()
            yield from self._decoded(b"", final=True)
            self._sequence.append(byte)
            self._begun_at = self._heard_at
        else:
            self._text.append(byte)

    def _continued(self, byte: int) -> Iterator[Token]:
        """Read the next byte of a sequence."""
        sequence = self._sequence
        introducer = sequence[1:2]
        if self._is_string:
            yield from self._continued_string(byte)
        elif byte == _ESC:
            yield from self._whole() if len(sequence) <= 2 else self._left_out("a torn sequence")
            sequence.append(byte)
        elif byte in _SUFFIXES and len(sequence) > 1 and introducer in b"[O":
            yield from self._given_back(byte)
        elif len(sequence) > _LONGEST:
            yield from self._skipped(byte)
        elif byte < 0x20 and len(sequence) > 1:
            yield from self._left_out("a torn sequence")
            yield from self._next(byte)
        elif byte > 0x7E and sequence[:3] != b"\x1b[M":
            yield from self._whole() if len(sequence) <= 2 else self._left_out("a torn sequence")
            yield from self._next(byte)
        elif len(sequence) == 2 and introducer not in b"[O":
            # A character right behind: it was the key, and a code or a word after it.
            typed = bytes(sequence[1:])
            sequence[:] = b"\x1b"
            self._late_from = None
            yield from self._whole()
            for each in (*typed, byte):
                yield from self._next(each)
        else:
            sequence.append(byte)
            yield from self._judged()

    def _continued_string(self, byte: int) -> Iterator[Token]:
        """Read the next byte of a reply: nothing was asked that has one, so it is left out."""
        sequence = self._sequence
        is_ending = len(sequence) > 2 and sequence[-1] == _ESC
        if byte in _SUFFIXES:
            yield from self._given_back(byte)
        elif byte == 0x07 or (is_ending and byte == 0x5C):
            self._clear()
        elif is_ending:
            yield from self._left_out("a reply without its end")
            sequence.append(_ESC)
            yield from self._continued(byte)
        elif byte == _ESC or len(sequence) <= _MOST_GIVEN_BACK:
            sequence.append(byte)

    def _judged(self) -> Iterator[Token]:
        """Hand on the sequence where it is whole; leave it out where it can't become so."""
        sequence = self._sequence
        if sequence == _PASTE_BEGINS:
            self._clear()
            self._paste = bytearray()
        elif sequence == _PASTE_ENDS:
            yield from self._left_out("the end of a paste that had not begun")
        elif sequence.startswith((b"\x1b[M", b"\x1b[[")):
            if len(sequence) == (6 if sequence[2:3] == b"M" else 4):
                yield from self._whole()
        elif sequence.startswith(b"\x1b[<"):  # a mouse report, whatever stands in it
            if sequence[-1] in b"Mm":
                yield from self._whole()
        elif _CONTROL.fullmatch(sequence) or _SINGLE.fullmatch(sequence):
            yield from self._whole()
        elif len(sequence) > 2 and sequence[1:2] == b"O":
            if not _SINGLE_OPEN.fullmatch(sequence):
                late = self._late_from is not None
                yield from self._left_out("a torn sequence") if late else self._escape_and_text()
        elif len(sequence) > 2 and not _CONTROL_OPEN.fullmatch(sequence):
            yield from self._left_out("a torn sequence")

    def _skipped(self, byte: int) -> Iterator[Token]:
        """Read on in a sequence that is too long: all of it is left out, its end included."""
        if 0x20 <= byte < 0x40:
            if len(self._sequence) <= _MOST_GIVEN_BACK:
                self._sequence.append(byte)
            return
        yield from self._left_out("a sequence that is too long")
        if not 0x40 <= byte <= 0x7E:
            yield from self._next(byte)

    def _ended(self) -> Iterator[Token]:
        """Read what came of a sequence whose end does not come any more."""
        sequence = bytes(self._sequence)
        is_typed = self._is_string and len(sequence) > 2 and not _REPLY.fullmatch(sequence)
        if is_typed and len(sequence) <= _MOST_GIVEN_BACK:
            yield from self._escape_and_text()
            yield from self._flushed()
        else:
            yield from self._whole()

    def _whole(self) -> Iterator[Token]:
        if self._late_from is not None and not _LATE.fullmatch(self._sequence):
            yield from self._left_out("a torn sequence")
            return
        took = self._heard_at - self._begun_at
        yield Token(TokenKind.SEQUENCE, self._sequence.decode("latin-1"), took)
        self._clear()

    def _clear(self) -> None:
        self._sequence.clear()
        self._late_from = None
        self._begun_at = self._heard_at  # of one that begins in its stead
        self._is_in_run = False

    def _left_out(self, why: str) -> Iterator[Token]:
        """Leave the sequence out, but for what came late: that was typed."""
        late = b"" if self._late_from is None else bytes(self._sequence[self._late_from :])
        self._clear()
        yield Token(TokenKind.LEFT_OUT, why)
        self._text.extend(late.replace(b"\x1b", b""))
        yield from self._flushed()

    def _given_back(self, suffix: int) -> Iterator[Token]:
        """Read what was taken for a sequence as text: a scan came right behind its begin.

        Without its text, the suffix would be a key of its own, and might answer something.
        """
        if self._late_from is not None:
            yield from self._left_out("a torn sequence")
        elif len(self._sequence) > _MOST_GIVEN_BACK:
            yield from self._left_out("the begin of a sequence")
            return
        elif self._sequence[1:2] == b"[":
            text = bytes(self._sequence[2:])
            yield from self._left_out("the begin of a sequence")
            self._text.extend(text.replace(b"\x1b", b""))
        else:
            yield from self._escape_and_text()
        self._text.append(suffix)

    def _escape_and_text(self) -> Iterator[Token]:
        """Read it as Escape, and a text or a code that begins with a letter."""
        text = bytes(self._sequence[1:])
        self._late_from = None
        yield from self._left_out("the begin of a sequence")
        yield Token(TokenKind.SEQUENCE, "\x1b")
        self._text.extend(text.replace(b"\x1b", b""))

    def _pasted(self) -> Iterator[Token]:
        pasted, self._paste = self._paste or bytearray(), None
        if len(pasted) > _MOST_PASTED:
            del pasted[_MOST_PASTED:]
            yield Token(TokenKind.LEFT_OUT, "the rest of a paste that was too long")
        self._decoder.reset()
        text = self._decoder.decode(pasted, final=True)
        self._decoder.reset()
        if UNREADABLE in text:
            yield Token(TokenKind.LEFT_OUT, "characters")
        yield Token(TokenKind.PASTE, _DROPPED.sub("", text))

    def _flushed(self) -> Iterator[Token]:
        if self._text:
            data = bytes(self._text)
            self._text.clear()
            yield from self._decoded(data)

    def _decoded(self, data: bytes, *, final: bool = False) -> Iterator[Token]:
        text = self._decoder.decode(data, final=final)
        if final:
            self._decoder.reset()
        if readable := "".join(self._readable(_DROPPED.sub("", text))):
            yield Token(TokenKind.TEXT, readable)
        if UNREADABLE in text:
            yield Token(TokenKind.LEFT_OUT, "characters")

    def _readable(self, text: str) -> Iterator[str]:
        """Yield the characters that are taken.

        What can't be read is left out before a run of characters: that is noise. Inside a run it
        stays, as a sign for it: a code or a name that lacks a character is another one. So it does
        before a suffix, which was no person's key but the end of a code.
        """
        for character in text:
            if character != UNREADABLE:
                if self._is_behind_noise and character in _SUFFIXES.decode():
                    yield UNREADABLE
                self._is_behind_noise = False
                self._is_in_run = character.isprintable()
                yield character
            elif self._is_in_run:
                self._is_in_run = False  # one sign for all that can't be read here
                yield character
            else:
                self._is_behind_noise = True


def _otherwise(encoding: str) -> str:
    """Return how the bytes are handled that are no UTF-8, as a codec's `errors`."""
    if encoding in ("utf-8", "ascii"):
        return "replace"

    def decoded(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(encoding, "replace"), error.end

    register_error(f"or {encoding}", decoded)
    return f"or {encoding}"
