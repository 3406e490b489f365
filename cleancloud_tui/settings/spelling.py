"""Settings as people type them, on a screen or in a line, and as they are shown to be typed over.

The kinds know what TOML has; here a text becomes that, and is checked by the kind. What a text may
mean twice (`1.250`) is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from ..scanner.labels.pattern import PatternError
from ..values.days import past_day_typed
from ..values.numbers import count_typed, number_in, unclear
from ..values.signs import plain
from .errors import ZoneError
from .kinds import Choice, Day, Exact, Flag, Lines, Number, SettingKind, Whole

YES: Final = "yes"
NO: Final = "no"
_FLAGS: Final[Mapping[str, bool]] = {YES: True, "y": True, "true": True} | {
    NO: False,
    "n": False,
    "false": False,
}


class MistypedError(ValueError):
    """What was typed is not allowed; its text says what is, as a sentence."""


def text_of(value: object) -> str:
    """Return a setting's value as it may be typed; empty for what was never said."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return f"{value:f}"
        case float():
            return f"{value:g}"
        case tuple():
            return "\n".join(map(str, value))
        case _:
            return str(value)


def value_typed(kind: SettingKind, text: str, today: date) -> object:
    """Return the value that a text means.

    Args:
        kind: Of the setting.
        text: As it was typed.
        today: The shop's calendar day, by which days are read.

    Raises:
        MistypedError: It is not allowed, or may mean two things.
    """
    value = _as_toml(kind, text.strip(), today)
    try:
        return kind.read(value)
    except PatternError as error:
        raise MistypedError(f"It is no pattern: {error}.") from None
    except ZoneError as error:
        told = str(error)
        raise MistypedError(told[:1].upper() + told[1:]) from None
    except (ValueError, ArithmeticError):
        said = isinstance(kind, Exact | Number) and unclear(text)
        raise MistypedError(said or f"It is to be {_allowed(kind)}.") from None


def _as_toml(kind: SettingKind, text: str, today: date) -> object:
    match kind:
        case Whole():
            return count_typed(text)
        case Exact() | Number():
            return number_in(plain(text).removesuffix("%").strip())
        case Flag():
            return _FLAGS.get(text.casefold())
        case Day():
            return past_day_typed(text, today)
        case Lines():
            return [line for each in text.splitlines() if (line := each.strip())]
        case Choice():
            known = {each.casefold(): each for each in kind.values}
            return known.get(text.casefold(), text)
        case _:
            return text


def _allowed(kind: SettingKind) -> str:
    """Return what may be typed, where that is more than what the file takes."""
    match kind:
        case Flag():
            return f"{YES} or {NO}"
        case Day():
            return "a day such as 2019-03-01, or 1 mar 2019"
        case _:
            return kind.allowed
