"""What was done just now is not done a second time without somebody saying so."""

from __future__ import annotations

from typing import Final

from ...api.errors import CleanCloudError

JUST: Final = 60.0
"""Seconds after which the same once more is a thing of its own, and no second press."""


class JustDoneError(CleanCloudError):
    """The very same write was confirmed a moment ago; nothing was sent.

    Attributes:
        what: What was done, in words.
        seconds: How long ago.
        consequence: What doing it once more would do, where it is meant.
    """

    sent = False

    def __init__(self, what: str, seconds: float, advice: str = "") -> None:
        ago = f"{max(1, round(seconds))} s ago"
        super().__init__(
            f"{what} was not sent: the very same was done {ago}, and is done once only. Nothing "
            f"was changed by this one. {advice}".rstrip()
        )
        self.what = what
        self.seconds = seconds
        self.consequence = (
            f"The very same was done {ago}. Nothing was sent yet. Yes does it a second time."
        )
