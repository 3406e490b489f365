"""Fetching the picture files that replies name.

A file is no operation of the API: it is asked for by a plain GET, without the token, and is not
counted as a request. Its address is the shop's word only, so it is looked at before it is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

import httpx

from ..errors import CleanCloudError, SurroundingsError
from .unpacking import DamagedReplyError, LargeError, body_of

MOST_BYTES: Final = 12_000_000
"""No picture is larger; a telephone's are a quarter of that."""

_SECONDS: Final = 20.0
"""How long a picture may take as a whole."""


class PictureError(CleanCloudError):
    """A picture could not be fetched."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The photo could not be fetched: {what}. Its link is shown instead.")


async def picture_at(
    transport: httpx.AsyncBaseTransport, address: str, headers: Mapping[str, str]
) -> bytes:
    """Return the bytes of a picture's file.

    Args:
        transport: What carries the request; it follows no redirects.
        address: Where the picture is: http or https.
        headers: What every request of this program says of itself.

    Raises:
        PictureError: It is no such address, did not answer in time, or not with a picture.
    """
    if not address.lower().startswith(("https://", "http://")):
        raise PictureError("its address is no web address")
    try:
        async with asyncio.timeout(_SECONDS):
            request = httpx.Request("GET", address, headers={**headers, "Accept": "image/*"})
            response = await transport.handle_async_request(request)
            try:
                return await _body(response)
            finally:
                await response.aclose()
    except LargeError:
        raise PictureError(f"it is larger than {MOST_BYTES // 1_000_000} MB") from None
    except DamagedReplyError:
        raise PictureError("it can't be decompressed") from None
    except PictureError:
        raise
    except SurroundingsError as error:
        raise PictureError(error.what.rstrip(".")) from None
    except Exception as error:
        raise PictureError("its server did not answer") from error


async def _body(response: httpx.Response) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise PictureError(f"the server answered with HTTP {response.status_code}")
    return b"".join([part async for part in body_of(response, MOST_BYTES, lambda _: None)])
