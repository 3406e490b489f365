"""Whether CleanCloud answers, as far as the last request told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...api.errors import (
    AuthenticationRefusedError,
    CleanCloudError,
    LedgerError,
    MonthUsedUpError,
    NetworkError,
    NothingFoundError,
    RefusedError,
)


class ConnectionState(Enum):
    """What the last request told about the connection."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    UNCLEAR = "unclear"
    """It answers, but with what is of no use."""
    REFUSED = "refused"
    """The token is not accepted."""
    WITHHELD = "withheld"
    """Nothing was sent yet, for a reason that lies here: the month's requests are spent."""


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """The connection's state and, unless all is well, the last sentence about it.

    Attributes:
        needs_somebody: Whether it stays like this until somebody puts something right.
    """

    state: ConnectionState = ConnectionState.UNKNOWN
    sentence: str = ""
    needs_somebody: bool = False


def connection_after(before: ConnectionStatus, error: CleanCloudError | None) -> ConnectionStatus:
    """Return what a request's end tells about the connection; most errors tell nothing."""
    match error:
        case None:
            return ConnectionStatus(ConnectionState.ONLINE)
        case AuthenticationRefusedError():
            return ConnectionStatus(ConnectionState.REFUSED, str(error))
        case NothingFoundError() if (
            not error.is_refusal and before.state is not ConnectionState.ONLINE
        ):
            return ConnectionStatus(ConnectionState.UNCLEAR, str(error))
        case RefusedError():
            return ConnectionStatus(ConnectionState.ONLINE)
        case NetworkError() if error.answered:
            return ConnectionStatus(ConnectionState.UNCLEAR, str(error))
        case NetworkError():
            return ConnectionStatus(
                ConnectionState.OFFLINE, str(error), needs_somebody=error.lasting
            )
        case LedgerError() | MonthUsedUpError() if before.state is ConnectionState.UNKNOWN:
            return ConnectionStatus(ConnectionState.WITHHELD, str(error))
        case _:
            return before
