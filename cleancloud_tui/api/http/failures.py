"""What a request failed with, made into a sentence: which part of the way, and what to do."""

from __future__ import annotations

import logging
from typing import Final

import httpx

from ..connection import Connection
from ..errors import (
    CleanCloudError,
    ConnectionLostError,
    ConnectTimedOutError,
    NotJsonError,
    NotReachableError,
    NotTrustedError,
    ProxyRefusedError,
    SurroundingsError,
    TimedOutError,
    TooLargeError,
    TooSlowError,
)
from ..network.proxies import Proxy
from ..network.tls_failures import not_trusted, tls_error_in
from ..network.way import proxy_of
from ..text import one_line
from .flight import Flight
from .unpacking import DamagedReplyError, LargeError

_LONGEST_REASON: Final = 120

_NOT_REACHED: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)

_log = logging.getLogger(__name__)


def failure_of(
    error: Exception, flight: Flight, connection: Connection, most_bytes: int
) -> CleanCloudError:
    """Return what is told of a transport's error, which itself may hold the token.

    Args:
        error: What was raised.
        flight: How far the request was.
        connection: The shop's.
        most_bytes: How long an answer may be.
    """
    host = connection.host
    if isinstance(error, CleanCloudError):
        return error.with_traceback(None)
    if not flight.may_have_left or isinstance(error, _NOT_REACHED):
        return _not_reached(error, flight, connection)
    match error:
        case TimeoutError() | httpx.TimeoutException() if flight.is_answered:
            return TooSlowError(host, flight.patience)
        case TimeoutError() | httpx.TimeoutException():
            return TimedOutError(host, connection.reply_timeout)
        case LargeError():
            return TooLargeError(host, most_bytes)
        case DamagedReplyError():
            return NotJsonError(host, "something that can't be decompressed")
        case _:
            _log.debug("The connection to %s failed with %s", host, type(error).__name__)
            return ConnectionLostError(host)


def _not_reached(error: Exception, flight: Flight, connection: Connection) -> CleanCloudError:
    host, proxy = connection.host, _proxy(connection)
    through = proxy.in_words if proxy else ""
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return _too_late(host, connection.connect_timeout, through, flight)
        case TimeoutError() | httpx.TimeoutException():
            return _too_late(host, flight.patience, through, flight)
        case httpx.ProxyError() if proxy and not str(error).startswith("5"):
            answer = one_line(str(error))[:_LONGEST_REASON]
            return ProxyRefusedError(
                host, proxy.told, answer, has_account=proxy.account is not None
            )
    tls_error = tls_error_in(error)
    if tls_error is not None or flight.is_encrypting:
        return not_trusted(host, through, tls_error)
    return NotReachableError(host, one_line(str(error))[:_LONGEST_REASON], through)


def _too_late(host: str, seconds: float, through: str, flight: Flight) -> NotReachableError:
    if flight.is_encrypting:
        why = f"nothing came within {seconds:g} s while the encryption was agreed on"
        return NotTrustedError(host, through, why, "Try again in a moment.", lasting=False)
    return ConnectTimedOutError(host, seconds, through)


def _proxy(connection: Connection) -> Proxy | None:
    try:
        return proxy_of(httpx.URL(connection.base_url))
    except (SurroundingsError, httpx.InvalidURL, KeyError):
        return None
