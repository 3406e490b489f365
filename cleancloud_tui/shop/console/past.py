"""What was sent from the console before: the last requests, and those that somebody keeps.

They stand in a file of the shop's own. No password, no token and nothing that tells about a person
is ever in it: ids, codes, days and amounts only, as in the audit trail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ...api.errors import CleanCloudError
from ...api.operations import OPERATIONS, Operation
from ...api.privacy import is_personal, is_secret
from ...api.rights import Right, Rights
from ...stores.private import make_folder, write_whole
from ...values.texts import read_file

MOST_PAST: Final = 50
"""Requests that are remembered, besides those that are kept."""


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request that was sent.

    Attributes:
        operation: Its wire name.
        values: What was sent with it, as far as it is kept.
        at: When it was sent last.
        is_favourite: Whether somebody wants it kept for good.
    """

    operation: str
    values: Mapping[str, str]
    at: datetime
    is_favourite: bool = False

    def is_like(self, other: PastRequest) -> bool:
        """Tell whether it asks for the same as another one."""
        return (self.operation, self.values) == (other.operation, other.values)


class PastRequestsError(CleanCloudError):
    """What was sent before can't be kept."""

    sent = False

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(
            f"The list of requests in {path} can't be written ({cause}). What was sent is not "
            "touched by this. Look whether the disk is full."
        )


class PastRequests:
    """The requests that were sent from the console, in a file.

    Args:
        path: Of the file; it need not be there.
        clock: Tells Unix seconds.
        rights: Whether anything may be kept in this session.
    """

    def __init__(self, path: Path, clock: Callable[[], float], rights: Rights) -> None:
        self._path = path
        self._clock = clock
        self._rights = rights

    def all(self) -> list[PastRequest]:
        """Return them, the favourites first, then the newest; none where the file is damaged."""
        found = sorted(self._read(), key=lambda each: each.at, reverse=True)
        return sorted(found, key=lambda each: not each.is_favourite)

    def add(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Remember a request that was sent; nothing is, in a session that may keep nothing.

        Raises:
            PastRequestsError: It can't be written.
        """
        if not self._rights.may(Right.KEEP):
            return
        at = datetime.fromtimestamp(self._clock(), UTC)
        past = PastRequest(operation.name, fit_to_keep(operation, values), at)
        before = self._read()
        is_favourite = any(each.is_favourite for each in before if each.is_like(past))
        others = [each for each in before if not each.is_like(past)]
        self._write([replace(past, is_favourite=is_favourite), *others])

    def mark(self, past: PastRequest) -> None:
        """Keep a request for good, or no more.

        Raises:
            ReadOnlyError: Nothing may be kept in this session.
            PastRequestsError: It can't be written.
        """
        self._rights.require(Right.KEEP)
        turned = replace(past, is_favourite=not past.is_favourite)
        self._write([turned if each.is_like(past) else each for each in self._read()])

    def _read(self) -> list[PastRequest]:
        try:
            rows = json.loads(read_file(self._path))
        except (OSError, ValueError):
            return []
        found = [_past(row) for row in rows] if isinstance(rows, list) else []
        return [each for each in found if each is not None]

    def _write(self, past: Sequence[PastRequest]) -> None:
        newest = sorted(past, key=lambda each: each.at, reverse=True)
        gone = [each for each in newest if not each.is_favourite][MOST_PAST:]
        rows = [_row(each) for each in newest if each not in gone]
        try:
            make_folder(self._path.parent)
            write_whole(self._path, json.dumps(rows, indent=1).encode())
        except OSError as error:
            raise PastRequestsError(self._path, error) from error


def fit_to_keep(operation: Operation, values: Mapping[str, str]) -> dict[str, str]:
    """Return what of a request's values may be kept: nothing secret, nothing about a person."""
    return {
        parameter.name: values[parameter.name]
        for parameter in operation.parameters
        if parameter.name in values and not (is_secret(parameter.name) or is_personal(parameter))
    }


def _row(past: PastRequest) -> dict[str, object]:
    return {
        "operation": past.operation,
        "values": dict(past.values),
        "at": past.at.timestamp(),
        "favourite": past.is_favourite,
    }


def _past(row: object) -> PastRequest | None:
    """Return the request of a row; None where it was not written so by this version."""
    match row:
        case {
            "operation": str(name),
            "values": dict(values),
            "at": float(at) | int(at),
            "favourite": bool(is_favourite),
        } if name in OPERATIONS:
            kept = fit_to_keep(
                OPERATIONS[name], {str(key): str(each) for key, each in values.items()}
            )
            try:
                return PastRequest(name, kept, datetime.fromtimestamp(at, UTC), is_favourite)
            except (ValueError, OverflowError, OSError):
                return None
    return None
