"""The door that webhooks come in by: small, within bounds, and answered at once."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...shop.database import StorageError
from ...shop.shop import Shop
from ...shop.webhooks.events import Subject, subject_of

PATH: Final = "/webhooks/"

_MOST_BODY: Final = 1_000_000
_BODY_SECONDS: Final = 10.0


def door(shop: Shop, secret: str, tell: Callable[[Subject], None]) -> Starlette:
    """Return what answers webhooks for a shop, which it closes in the end.

    Args:
        shop: What is refreshed.
        secret: The end of the path; every other one leads nowhere.
        tell: Is told what changed.
    """

    async def heard(request: Request) -> Response:
        typed = str(request.path_params["secret"]).encode()
        if not hmac.compare_digest(typed, secret.encode()):
            return Response(status_code=404)
        payload = await _payload(request)
        if payload is None:
            return JSONResponse({"Error": "It is no JSON, too long or too slow"}, status_code=400)
        if subject := subject_of(payload):
            try:
                await shop.follower.take(subject)
            except StorageError as error:  # whoever tells may tell it again
                return JSONResponse({"Error": str(error)}, status_code=503)
            tell(subject)
        return JSONResponse({"Success": "True"})  # an event that is not known is no failure

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(shop.follower.run())
        try:
            yield
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
            await shop.aclose()

    # A slash may stand behind the secret: many a form adds one, and who sends follows no redirect.
    paths = (PATH + "{secret}", PATH + "{secret}/")
    return Starlette(
        routes=[Route(path, heard, methods=["POST"]) for path in paths], lifespan=lifespan
    )


async def _payload(request: Request) -> object:
    """Return what was sent; None where it is nothing to be read."""
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > _MOST_BODY:
                    return None
        return json.loads(body)
    except (TimeoutError, ClientDisconnect, ValueError, RecursionError):
        return None
