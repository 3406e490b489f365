"""One pattern: a regular expression that a shop sets for its codes, checked before it is used."""

from __future__ import annotations

import re
from typing import Final

MOST_CHOICES: Final = 4
"""Parts of a pattern that may match more or less. Each multiplies the time that a code can take:
with four, the worst code of 64 signs takes some milliseconds."""

_TOKENS: Final = re.compile(
    r"""(?P<skipped>\\. | \[\^?\]?(?:\\.|[^]\\])*\])
      | (?P<open>\((?:\?(?:P<\w+>|[:=!]|<[=!]))?)
      | (?P<close>\))
      | (?P<repeat>[*+?]|\{\d*(?:,\d*)?\})[?+]?
      | (?P<either>\|)""",
    re.VERBOSE,
)
_FIXED: Final = re.compile(r"\{\d+\}")


class PatternError(ValueError):
    """An expression is no pattern that can be used; it says what is wrong with it, and where."""


def compiled(expression: str) -> re.Pattern[str]:
    """Return the pattern of an expression; ASCII digits only, so that a code stays a plain text.

    Raises:
        PatternError: What is wrong with it, and where.
    """
    _check_cost(expression)
    try:
        return re.compile(expression, re.ASCII)
    except re.error as error:
        place = "" if error.pos is None else f" at sign {error.pos + 1}"
        raise PatternError(f"{error.msg}{place}") from None
    except (RecursionError, OverflowError):
        raise PatternError("it nests too deeply, or repeats too often") from None


def _check_cost(expression: str) -> None:
    """Refuse what could take a scan's time without end.

    Such are a group that is repeated and can itself match in several ways, as in `(a+)+`, and a
    long row of parts that each match more or less.

    Raises:
        ValueError: What it is, and where.
    """
    choices = 0
    groups = [False]  # whether each open group can match in several ways; the outermost first
    closed = False  # whether the group that has just been closed can
    for token in _TOKENS.finditer(expression):
        place = f"at sign {token.start() + 1}"
        directly_after, closed = closed and expression[token.start() - 1] == ")", False
        if token["open"]:
            groups.append(False)
        elif token["close"] and len(groups) > 1:
            closed = groups.pop()
            groups[-1] |= closed
        elif token["repeat"]:
            if directly_after and token["repeat"] != "?":
                raise PatternError(f"a repeated group that can match in several ways {place}")
            varies = not _FIXED.fullmatch(token["repeat"])
            groups[-1] |= varies
            choices += varies
        elif token["either"] and len(groups) > 1:
            groups[-1] = True
            choices += 1
        if choices > MOST_CHOICES:
            raise PatternError(f"more than {MOST_CHOICES} parts that match more or less {place}")
