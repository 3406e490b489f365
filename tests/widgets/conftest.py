"""The counter on a host, as the tests of its screens open it."""

from tests.screens.conftest import (
    _background_only_where_woken,
    _pilot_waits_for_the_loop,
    counter,
    host,
    known,
    open_counter,
    unread_host,
)

__all__ = [
    "_background_only_where_woken",
    "_pilot_waits_for_the_loop",
    "counter",
    "host",
    "known",
    "open_counter",
    "unread_host",
]
