"""Whether webhooks arrive on this computer: then CleanCloud is asked for changes less often.

It is still asked: a webhook tells of an order's status and days, not of its notes, and one that is
lost is not sent again. So nothing is older than the longest time between two asks, heard or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..budget.plan import AskingPlan
from ..mirror.facts import Facts
from ..presence import Presence

_HEARD: Final = "webhook heard"
"""The fact that tells which process heard the last one, and when."""

TRUSTED_SECONDS: Final = 4 * 3_600.0
"""How long after the last one it is believed that others would arrive."""

STRETCHED_TO: Final = 300.0
"""Seconds between two asks for changes, where webhooks arrive."""

_LEAST_BETWEEN: Final = 60.0
"""Seconds between two notes of it: each has every process look at the mirror again."""


class Hearing:
    """What the processes of a host know of webhooks.

    Args:
        facts: Where it is noted, for all of them.
        presence: This process's sign of life.
        clock: Tells Unix seconds.
    """

    def __init__(self, facts: Facts, presence: Presence, clock: Callable[[], float]) -> None:
        self._facts = facts
        self._presence = presence
        self._clock = clock

    async def heard(self) -> None:
        """Note that one arrived here.

        Raises:
            StorageError: It can't be noted.
        """
        token, at = self._told()
        now = self._clock()
        if token != self._presence.token or not 0 <= now - at < _LEAST_BETWEEN:
            await self._facts.remember(_HEARD, f"{self._presence.token} {now!r}")

    async def missed(self) -> None:
        """Note that one could not be followed: CleanCloud is asked as often as without them.

        Raises:
            StorageError: It can't be noted.
        """
        await self._facts.remember(_HEARD, "")

    @property
    def is_relied_on(self) -> bool:
        """Whether one arrived lately, in a process that still runs."""
        token, at = self._told()
        is_lately = 0 <= self._clock() - at < TRUSTED_SECONDS
        return is_lately and self._presence.is_alive(token)

    def stretched(self, plan: AskingPlan) -> AskingPlan:
        """Return a plan by which changes are asked for less often, where that does no harm."""
        if plan.period >= STRETCHED_TO or not self.is_relied_on:
            return plan
        reason = f"every {STRETCHED_TO / 60:.0f} min: webhooks tell of most changes"
        return replace(plan, period=STRETCHED_TO, reason=reason)

    def _told(self) -> tuple[str, float]:
        token, _, at = self._facts.get(_HEARD).partition(" ")
        try:
            return token, float(at)
        except ValueError:  # there is none, or another version wrote it
            return "", float("-inf")
