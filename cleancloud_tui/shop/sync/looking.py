"""Looking at lists of which an empty one takes nothing away: those that only add to the mirror.

An `Error` in whatever words may be an empty list here. Whoever concludes something from one that is
empty asks whether that is sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...api.errors import NothingFoundError
from ..reading import Reader, Reply

_UNSURE: Final[Reply] = {"Error": "nothing found, or something else"}


async def look(
    reader: Reader,
    name: str,
    parameters: Mapping[str, object],
    *,
    background: bool,
    purpose: str,
) -> Reply:
    """Read a list; an empty reply where it may be empty.

    Raises:
        CleanCloudError: It could not be read, or not be kept.
    """
    try:
        return await reader.read(name, parameters, background=background, purpose=purpose)
    except NothingFoundError as error:
        return {} if error.is_sure else _UNSURE


def is_unsure(reply: Reply) -> bool:
    """Tell whether a reply that was looked for is an `Error` in words that are not known."""
    return reply is _UNSURE
