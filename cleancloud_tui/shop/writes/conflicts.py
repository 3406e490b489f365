"""What somebody else changed while a form was open, and what a change would overwrite of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...api.operations import Operation
from ...api.same_value import same
from ...api.value_words import value_in_words


@dataclass(frozen=True, slots=True)
class Conflict:
    """The step of a rule that asks whether what somebody else changed may be overwritten.

    Attributes:
        told: In words, by the fields' names; see `overwritten_by`.
        now: How these fields stand.
    """

    told: Mapping[str, str]
    now: Mapping[str, str]


def conflict_of(
    change: Mapping[str, str],
    before: Mapping[str, str],
    now: Mapping[str, str],
    operation: Operation,
) -> Conflict | None:
    """Return what is to be asked before a change is sent; None where it overwrites nothing.

    Args:
        change: What is about to be sent.
        before: What the change was made upon.
        now: How it stands.
        operation: See `overwritten_by`.
    """
    told = overwritten_by(change, before, now, operation)
    return Conflict(told, {name: now.get(name, "") for name in told}) if told else None


def overwritten_by(
    change: Mapping[str, str],
    before: Mapping[str, str],
    now: Mapping[str, str],
    operation: Operation,
) -> dict[str, str]:
    """Return what somebody else changed meanwhile that a change would overwrite.

    Args:
        change: What is about to be sent.
        before: What the change was made upon.
        now: How it stands.
        operation: That changes it, by whose parameters all of these are named.

    Returns:
        By the fields' names, in words: `was 12  →  now 13  →  yours 14`.
    """
    overwritten = {}
    for name, mine in change.items():
        parameter = operation.parameter(name)
        if parameter is None or name not in before:
            continue
        was, stands = before[name], now.get(name, "")
        if same(parameter, was, stands) or same(parameter, mine, stands):
            continue  # nobody changed it, or to the same
        words = [value_in_words(parameter, value) for value in (was, stands, mine)]
        overwritten[name] = "was {}  →  now {}  →  yours {}".format(*words)
    return overwritten
