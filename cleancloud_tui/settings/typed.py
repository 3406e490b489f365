"""From what a person types to a setting's value, and back: the same for every form and question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ..values.days import iso_day, past_day_typed
from ..values.numbers import count_typed, number_in, unclear
from ..values.signs import plain
from .errors import SettingsError, ZoneError
from .kinds import (
    Choice,
    CodePattern,
    Day,
    Exact,
    Flag,
    Lines,
    Number,
    Secret,
    SettingKind,
    Whole,
)

YES: Final = "yes"
NO: Final = "no"

_FLAGS: Final = {YES: True, "y": True, "true": True, NO: False, "n": False, "false": False}


def value_typed(kind: SettingKind, text: str, today: date | None = None) -> object:
    """Return the value that a text means.

    Args:
        kind: The setting's.
        text: As it was typed; the lines of a list stand below one another.
        today: The day by which days are read that people name in words; None for `yyyy-mm-dd` only.

    Raises:
        SettingsError: What is to be typed, as a sentence without the setting's name.
    """
    try:
        return kind.read(_raw(kind, text, today))
    except ZoneError as error:
        raise SettingsError(str(error)) from None
    except (ValueError, ArithmeticError) as error:
        if isinstance(kind, CodePattern) and str(error):
            raise SettingsError(f"This is no pattern: {error}.") from None
        told = unclear(text) if isinstance(kind, Exact | Number) else ""
        raise SettingsError(told or f"It is to be {allowed_in_words(kind)}.") from None


def allowed_in_words(kind: SettingKind) -> str:
    """Return what may be typed, in words that follow “is to be”."""
    match kind:
        case Flag():
            return f"{YES} or {NO}"
        case Day():
            return "a day such as 2019-03-01"
        case Lines(most, line):
            return f"at most {most} lines, each {line.allowed}"
        case _:
            return kind.allowed


def choices_of(kind: SettingKind) -> Sequence[str]:
    """Return the texts of which one may be typed; none where it may be another."""
    match kind:
        case Choice(values):
            return values
        case Flag():
            return (YES, NO)
        case _:
            return ()


def text_of(value: object) -> str:
    """Return a value as it may be typed again; empty where none is set."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case float():
            return f"{value:g}"
        case tuple():
            return "\n".join(value)
        case _:
            return str(value)


def _raw(kind: SettingKind, text: str, today: date | None) -> object:
    """Return what TOML would have in the place of the text; the text where it means nothing."""
    typed = text.strip()
    match kind:
        case Whole():
            return count_typed(typed)
        case Exact() | Number():
            return number_in(plain(typed).removesuffix("%").strip())
        case Flag():
            return _FLAGS.get(typed.casefold())
        case Day():
            return past_day_typed(typed, today) if today else iso_day(typed)
        case Choice(values):
            return {each.casefold(): each for each in values}.get(typed.casefold(), typed)
        case Lines():
            return [line for each in text.splitlines() if (line := each.strip())]
        case Secret():
            return typed or " "  # empty is none
        case CodePattern():
            return text
        case _:
            return typed
