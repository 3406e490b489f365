"""What was read from the terminal, as Textual's messages: only what it can mean, and no more.

Textual's tables say which keys sequences are. What it would choke on, or take for keys that nobody
pressed, is left out here.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from textual._xterm_parser import XTermParser
from textual.events import AppBlur, AppFocus, CursorPosition, Key, MouseEvent, Paste, Resize
from textual.message import Message

from .byte_reader import Token, TokenKind

log = logging.getLogger(__name__)

_MOST_CELLS: Final = 1_000
"""Columns and lines that a terminal may have; a report beyond is nonsense."""

_MOST_PIXELS: Final = 100 * _MOST_CELLS

_KITTY: Final = re.compile(
    r"\x1b\[(\d*)(?::[\d:]*)?(?:;(\d*)(?::(\d*))?)?(?:;([\d:]*))?([u~A-FHPQRS])"
)
_RELEASED: Final = "3"
_KEY_CODES: Final = frozenset({8, 9, 13, 27})
"""Controls that have a key of their own; the others come as a letter with Ctrl."""

_BYTES_OF_MOUSE: Final = "\x1b[M"


class Unreadable(Exception):  # noqa: N818  (it is no failure)
    """A sequence that means nothing here; its text says of what kind it is."""


class Sequences:
    """Turns tokens into messages.

    Args:
        size: Tells columns and lines of the terminal as the system knows them; 0 where it doesn't.
        in_pixels: Tells whether the terminal was asked for the mouse's place in pixels.
    """

    def __init__(
        self, size: Callable[[], tuple[int, int]], in_pixels: Callable[[], bool] = lambda: False
    ) -> None:
        self._size = size
        self._in_pixels = in_pixels
        self._parser = XTermParser()
        self._left_out: Counter[str] = Counter()
        self._is_away = False

    def messages(self, token: Token) -> Iterator[Message]:
        """Yield what a token means; nothing, and a note in the log, for what can't be read."""
        for message in self._meant_by(token):
            if isinstance(message, AppBlur | AppFocus):
                self._is_away = isinstance(message, AppBlur)
            elif self._is_away and isinstance(message, Key | Paste):
                # Where keys come from, the focus is; without it they would go nowhere.
                self._is_away = False
                yield AppFocus()
            yield message

    def _meant_by(self, token: Token) -> Iterator[Message]:
        try:
            match token.kind:
                case TokenKind.TEXT:
                    yield from self._parser.feed(token.text)
                case TokenKind.PASTE:
                    yield Paste(token.text)
                case TokenKind.SEQUENCE:
                    yield from self._meant(token.text)
                case TokenKind.LEFT_OUT:
                    self._note(token.text)
        except Unreadable as found:
            self._note(str(found))
        except Exception as error:  # noqa: BLE001  (the terminal's bytes must not end the program)
            self._note(f"a sequence ({type(error).__name__})")
            self._begin_anew()

    def _note(self, what: str) -> None:
        """Say in the log what was left out, the 1st, 10th, 100th time; never what it held."""
        self._left_out[what] += 1
        times = self._left_out[what]
        if str(times).strip("0") == "1":
            log.warning("the terminal sent %s, left out (%d times)", what, times)

    def _meant(self, sequence: str) -> list[Message]:
        if sequence == "\x1b":
            return [Key("escape", sequence)]
        if sequence.startswith(_BYTES_OF_MOUSE) and len(sequence) == 6:
            return []  # a mouse report of old terminals; the mouse is not needed
        found = self._parsed(_checked(sequence))
        return [self._checked_message(message) for message in found]

    def _parsed(self, sequence: str) -> list[Message]:
        found = list(self._parser.feed(sequence))
        if found:
            self._settle()
            return found
        is_open = self._settle()
        if is_open and len(sequence) == 2 and sequence[1].isalnum():
            return list(self._parser._sequence_to_key_events(sequence[1], alt=True))
        if is_open:
            raise Unreadable("a sequence that is not known")
        return []

    def _settle(self) -> bool:
        """Let the parser wait for nothing; tell whether it did."""
        is_open = self._parser._awaiting.timeout is not None
        if is_open:
            self._begin_anew()
        return is_open

    def _begin_anew(self) -> None:
        old, self._parser = self._parser, XTermParser()
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._parser, name, getattr(old, name))

    def _checked_message(self, message: Message) -> Message:
        match message:
            case Resize():
                return self._checked_size(message)
            case MouseEvent(x=x, y=y) if not self._is_inside(x, y):
                raise Unreadable("a mouse report")
            case CursorPosition():
                raise Unreadable("a report of the cursor")
            case Key() if not message.key or not _is_text(message.key + (message.character or "")):
                raise Unreadable("a key")
        return message

    def _is_inside(self, x: float, y: float) -> bool:
        """Tell whether a place is on the screen; a click beside it would take the focus away."""
        width, height = self._size()
        return 0 <= x < (width or _MOST_CELLS) and 0 <= y < (height or _MOST_CELLS)

    def _checked_size(self, message: Resize) -> Message:
        """Return the size that the system tells, where it tells one: reports may be torn."""
        width, height = self._size()
        cells = (width, height) if width and height else message.size
        pixels = message.pixel_size or (0, 0)
        is_size = all(0 < each <= _MOST_CELLS for each in cells)
        self._parser.mouse_pixels = self._in_pixels() and is_size
        if not is_size:
            raise Unreadable("a report of the size")
        if not all(0 < each <= _MOST_PIXELS for each in pixels):
            self._parser.terminal_pixel_size = None
            return Resize.from_dimensions((cells[0], cells[1]), None)
        self._parser.terminal_size = (cells[0], cells[1])
        return Resize.from_dimensions((cells[0], cells[1]), (pixels[0], pixels[1]))


def _checked(sequence: str) -> str:
    """Return a key's sequence without the parts that Textual can't read.

    Raises:
        Unreadable: It is no key's that a terminal sends.
    """
    if (match := _KITTY.fullmatch(sequence)) is None:
        return sequence
    code, modifiers, event, text, end = (each or "" for each in match.groups())
    characters = [int(each) for each in text.split(":") if each]
    if end == "u":
        characters.append(int(code or 0))
    if not all(_is_character(each) for each in characters):
        raise Unreadable("a key")
    if event == _RELEASED:
        raise Unreadable("the release of a key")
    parts = [code, modifiers, text]
    while parts and not parts[-1]:
        parts.pop()
    return f"\x1b[{';'.join(parts)}{end}"


def _is_character(code: int) -> bool:
    return (code > 31 or code in _KEY_CODES) and code < 0x110000 and not 0xD800 <= code < 0xE000


def _is_text(text: str) -> bool:
    return not any(0xD800 <= ord(each) < 0xE000 for each in text)
