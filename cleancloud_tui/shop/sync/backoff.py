"""How long the background asks for nothing after something went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ...api.errors import AuthenticationRefusedError, CleanCloudError, NetworkError
from ..connection.status import ConnectionState

if TYPE_CHECKING:
    from ..connection.status import ConnectionStatus

_UNREACHABLE_SECONDS: Final = (5.0, 10.0, 30.0)
"""Rests after one, two, more failures to send anything: that costs no request."""

_UNANSWERED_SECONDS: Final = (5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""Rests after requests that were sent, and count, and brought no answer."""

_REFUSED_TOKEN_SECONDS: Final = 300.0
_OTHER_SECONDS: Final = 60.0
_PUT_OFF_SECONDS: Final = 600.0

_log = logging.getLogger(__name__)


class SyncBackoff:
    """Whether the background rests.

    Args:
        connection: Tells whether the API answered whoever asked last.
        clock: Tells Unix seconds.
    """

    def __init__(
        self, connection: Callable[[], ConnectionStatus], clock: Callable[[], float]
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._since = 0.0
        self._seconds = 0.0
        self._failures = 0
        self._put_off: dict[str, float] = {}

    def is_on(self) -> bool:
        """Tell whether nothing is to be asked for now."""
        if self._failures and self._connection().state is ConnectionState.ONLINE:
            self.end()
        # In wall time, but never longer than meant: the clock may be set back.
        return 0 <= self._clock() - self._since < self._seconds

    def after(self, error: CleanCloudError) -> None:
        """Rest after an error that the next request would end with, too."""
        match error:
            case NetworkError():
                rests = _UNANSWERED_SECONDS if error.sent else _UNREACHABLE_SECONDS
                seconds = rests[min(self._failures, len(rests) - 1)]
                self._failures += 1
            case AuthenticationRefusedError():
                seconds = _REFUSED_TOKEN_SECONDS
            case _:
                seconds = _OTHER_SECONDS
        self._since, self._seconds = self._clock(), seconds
        _log.info("the background rests for %g s: %s", seconds, error)

    def hope(self) -> None:
        """Try again at once if there was no connection: another process may have one now."""
        if self._failures:
            self._seconds = 0.0

    def end(self) -> None:
        """Go on: a request was answered."""
        self._seconds, self._failures = 0.0, 0

    def put_off_nothing(self) -> None:
        """Try again at once whatever was left for later."""
        self._put_off.clear()

    def put_off(self, name: str) -> None:
        """Leave one piece of work for later, which only itself stands in the way of."""
        self._put_off[name] = self._clock()

    def is_put_off(self, name: str) -> bool:
        """Tell whether a piece of work was left for later."""
        since = self._put_off.get(name)
        return since is not None and 0 <= self._clock() - since < _PUT_OFF_SECONDS
