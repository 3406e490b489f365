"""A setting in words: its value, where that comes from, what is allowed, from when it holds."""

from __future__ import annotations

from typing import Final

from ...settings.groups import AT_OPENING, AT_START
from ...settings.standing import APP, Origin, Standing
from ...settings.typed import allowed_in_words, choices_of, text_of
from ...wording.values import joined

_NOTHING: Final = "not set"

_MOST_NAMED: Final = 8
"""Choices that are named; Enter lists them all."""

_FROM: Final = {
    Origin.FILE: "settings file",
    Origin.ENVIRONMENT: "environment",
    Origin.DEFAULT: "default",
    Origin.PRACTICE: "practice shop",
    Origin.CREDENTIAL: "systemd",
    Origin.COMMAND: "command",
    Origin.KEYRING: "keyring",
    Origin.UNKNOWN: "unknown",
}


def value_in_words(value: object) -> str:
    """Return a value in one line."""
    return text_of(value).replace("\n", " / ") or _NOTHING


def now_in_words(standing: Standing) -> str:
    """Return what holds now; of a secret only whether there is one."""
    if not standing.is_secret:
        return value_in_words(standing.value)
    return _NOTHING if standing.origin is Origin.DEFAULT else "never shown"


def origin_in_words(standing: Standing) -> str:
    """Return where the value comes from."""
    return _FROM[standing.origin]


def told_of(standing: Standing, wrong: str = "") -> str:
    """Return all that there is to say of a setting, in lines.

    Args:
        standing: The setting.
        wrong: What is wrong with the settings file, if anything.
    """
    if wrong:
        return f"! {wrong}\n{standing.setting.meaning}"
    heading = f"[{APP}]" if standing.section == APP else "[[shops]]"
    choices = len(choices_of(standing.setting.kind))
    is_long = choices > _MOST_NAMED
    allowed = f"one of {choices}" if is_long else allowed_in_words(standing.setting.kind)
    default = "" if standing.is_secret else f"Default: {value_in_words(standing.default)}"
    return "\n".join(
        (
            standing.setting.meaning,
            f"Allowed: {allowed}.",
            joined(default, f"In the file: {standing.name}, under {heading}", since_when(standing)),
            standing.fixed,
        )
    )


def since_when(standing: Standing) -> str:
    """Return from when a change holds."""
    if standing.name in AT_START:
        return "Holds from the next start on"
    if standing.name in AT_OPENING:
        return "Holds once the shop is opened anew"
    return "Holds at once"


def changed_meanwhile(shown: Standing, stands: Standing, value: object) -> tuple[str, str]:
    """Return the question whether a value goes over one that somebody else set, and what is which.

    Args:
        shown: As it stood when it began to be changed.
        stands: As it stands now.
        value: What was typed.
    """
    question = f"{shown.label} was changed by somebody else meanwhile. Change it all the same?"
    if shown.is_secret:
        return question, "The other one is given up."
    was, now, new = map(value_in_words, (shown.value, stands.value, value))
    return question, f"It was “{was}”, is “{now}” now, and becomes “{new}”."
