"""Reading an answer's body to its end, unpacked within bounds.

A few thousand bytes unpack to gigabytes, and in one call: so it is unpacked here, a little at a
time, and given up as soon as it is larger than anything that can be meant.
"""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final, Protocol

import httpx

ACCEPTED: Final = "gzip"
"""What is asked for as `Accept-Encoding`; nothing else is unpacked, and nothing twice."""

LONGEST_TURN: Final = 0.005
"""Seconds of work after which the event loop gets its turn."""

_STEP: Final = 65_536
_GZIP: Final = 31
"""What zlib calls the format of gzip."""


class DamagedReplyError(Exception):
    """The body can't be unpacked."""


class LargeError(Exception):
    """The body is larger than allowed."""


class _Packing(Protocol):
    def parts(self, packed: bytes) -> Iterator[bytes]: ...

    def end(self) -> None: ...


async def body_of(
    response: httpx.Response, most: int, arrived: Callable[[int], None]
) -> AsyncIterator[bytes]:
    """Yield a body's bytes in parts, unpacked.

    Args:
        response: Whose stream was not read.
        most: Bytes that it may have, unpacked.
        arrived: Is told how many bytes came over the network, after each part.

    Raises:
        DamagedError: It can't be unpacked, or does not end.
        LargeError: It is larger.
    """
    packing, stream = _packing_of(response), response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise DamagedReplyError
    size, turn_began = 0, time.perf_counter()
    whole = bytearray()  # parts of a byte each would take fifty times their size
    # Not httpx's own reading, which unpacks whatever the answer says, without bounds.
    async for packed in stream:
        arrived(len(packed))
        for part in packing.parts(packed):
            size += len(part)
            if size > most:
                raise LargeError
            whole += part
            if len(whole) >= _STEP:
                yield bytes(whole)
                whole.clear()
            if time.perf_counter() - turn_began > LONGEST_TURN:
                await asyncio.sleep(0)
                turn_began = time.perf_counter()
    packing.end()
    yield bytes(whole)


def _packing_of(response: httpx.Response) -> _Packing:
    names = [
        name.strip().lower()
        for value in response.headers.get_list("content-encoding")
        for name in value.split(",")
    ]
    wanted = [name for name in names if name not in ("", "identity")]
    if not wanted:
        return _Plain()
    if wanted in (["gzip"], ["x-gzip"]):
        return _Gzip()
    raise DamagedReplyError


class _Plain:
    def parts(self, packed: bytes) -> Iterator[bytes]:
        yield packed

    def end(self) -> None:
        pass


class _Gzip:
    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(_GZIP)

    def parts(self, packed: bytes) -> Iterator[bytes]:
        try:
            while packed:
                if self._unpacker.eof:
                    raise DamagedReplyError  # something follows what was packed
                yield self._unpacker.decompress(packed, _STEP)
                packed = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        except zlib.error as error:
            raise DamagedReplyError from error

    def end(self) -> None:
        if not self._unpacker.eof:
            raise DamagedReplyError
