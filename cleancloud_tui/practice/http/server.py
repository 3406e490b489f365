"""The practice shop's HTTP side: token, rate, month and faults; the work is dispatch's.

Routes: `POST /api/<operation>` as CleanCloud has it, `/photos/<id>.png` for the addresses that
`getPhotos` answers, and `/practice/faults` to ask for faults. Before all of them stands the gate.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, tzinfo
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, TypedDict, TypeVar, Unpack

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ...api.terms import REQUESTS_A_MONTH, REQUESTS_A_SECOND
from .. import dispatch, replies
from ..call import Reply
from ..operations import photos
from ..shapes import AS_IT_IS, ReplyShape
from ..shop_days import ShopDays
from ..store import PracticeStore
from .faults import OUTAGE_PAGE, Fault, Faults, Trouble, cut, spoiled
from .gate import BODY_SECONDS, Gate
from .limits import MONTH_EXCEEDED, RATE_EXCEEDED, Rate, spend

if TYPE_CHECKING:
    from .webhooks import Webhooks

MOST_ORDERS: Final = 2_000
"""How many orders `getOrders` answers at most; CleanCloud's figure is not known."""

_AUTHENTICATION_ERROR: Final = "Authentication Error"
_LOG: Final = logging.getLogger(__name__)

T = TypeVar("T")


class ServerOptions(TypedDict, total=False):
    """What the server can be told.

    Attributes:
        token: The only `api_token` that is accepted.
        rate: Requests admitted in any second.
        month: Requests admitted in a calendar month (UTC).
        latency: Seconds by which every reply is held back.
        html_content_type: Whether replies call themselves `text/html`, as CleanCloud's do.
        faults: What is to go wrong.
        most_orders: How many orders `getOrders` answers at most.
        webhooks: Who is told of changes; nobody where not told.
        shape: How all replies are told.
        clock: The time, in Unix seconds.
        zone: Where the shop is: its days are those of its own calendar.
        monotonic: The clock of the rate.
        sleep: How to wait.
    """

    token: str
    rate: int
    month: int
    latency: float
    html_content_type: bool
    faults: Faults | None
    most_orders: int
    webhooks: Webhooks | None
    shape: ReplyShape
    clock: Callable[[], float]
    zone: tzinfo
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


def create_app(
    store: PracticeStore,
    *,
    names: frozenset[str] = frozenset(),
    patience: float = BODY_SECONDS,
    **options: Unpack[ServerOptions],
) -> Starlette:
    """Return the server of a store, which it owns from now on.

    `app.state` holds `server` (to be closed, where no lifespan is run), `faults`, and `arrivals`:
    the monotonic instants of all requests with the right token.

    Args:
        store: The shop.
        names: Under which it is asked for, besides the address at which it is reached.
        patience: Seconds in which a request's body is to be there.
        options: What the server is told; see `ServerOptions`.
    """
    server = PracticeServer(store, **options)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(server.close)

    app = Starlette(
        routes=[
            Route("/api/{operation}", server.answer, methods=["POST"]),
            Route("/photos/{photo_id:int}.png", server.photo),
            Route("/practice/faults", server.ask_for_faults, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Gate, names=names, patience=patience)],
        lifespan=lifespan,
    )
    app.state.server = server
    app.state.faults = server.faults
    app.state.arrivals = server.rate.arrivals
    return app


class PracticeServer:
    """The endpoints over one store; `ServerOptions` tells the options."""

    def __init__(
        self,
        store: PracticeStore,
        *,
        token: str = "practice",  # noqa: S107  (it opens nothing but a practice shop)
        rate: int = REQUESTS_A_SECOND,
        month: int = REQUESTS_A_MONTH,
        latency: float = 0.0,
        html_content_type: bool = True,
        faults: Faults | None = None,
        most_orders: int = MOST_ORDERS,
        webhooks: Webhooks | None = None,
        shape: ReplyShape = AS_IT_IS,
        clock: Callable[[], float] = time.time,
        zone: tzinfo = UTC,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.rate = Rate(rate)
        self.faults = faults if faults is not None else Faults()
        self.store = store
        self._token = token.encode()
        self._month = month
        self._latency = latency
        self._media_type = "text/html" if html_content_type else "application/json"
        self.most_orders = most_orders
        self._webhooks = webhooks
        self._shape = shape
        self.clock = clock
        self._days = ShopDays(zone)
        self._monotonic = monotonic
        self._sleep = sleep
        # SQLite is synchronous and the counter's event loop must not wait for it.
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="practice")
        self._is_closed = False

    def close(self) -> None:
        """Close the store after the work in hand, waiting for it; closing twice is harmless."""
        if not self._is_closed:
            self._is_closed = True
            self._executor.submit(self.store.close).result()
            self._executor.shutdown()
            if self._webhooks:
                self._webhooks.close()

    async def answer(self, request: Request) -> Response:
        """Answer `POST /api/<operation>`: with HTTP 200, whatever it says."""
        name = request.path_params["operation"]
        values = _json_object(await request.body())
        if not self._knows(values.pop("api_token", None)):
            return self._response(replies.refusal(_AUTHENTICATION_ERROR))
        is_admitted = self.rate.admits(self._monotonic())
        drawn = self.faults.draw(name)
        await self._hold_back(drawn.get(Fault.LATENCY))
        if stopped := self._stopped(is_admitted, drawn):
            return stopped
        site = str(request.base_url).rstrip("/")
        try:
            body = await self.in_worker(partial(self._carried_out, name, values, site, drawn))
        except Exception:  # noqa: BLE001  (whatever fails in the shop, its client is answered)
            _LOG.exception("The practice shop failed at %s.", name)
            return JSONResponse(replies.refusal("Internal Server Error"), status_code=500)
        if Fault.DROP_AFTER in drawn:
            return DroppedResponse()
        return Response(cut(body, drawn), media_type=self._media_type)

    async def photo(self, request: Request) -> Response:
        """Answer the image of a photo."""
        photo_id = request.path_params["photo_id"]
        png = await self.in_worker(partial(self._image, photo_id))
        if png is None:
            return Response("There is no such photo.", status_code=404)
        return Response(png, media_type="image/png")

    async def ask_for_faults(self, request: Request) -> Response:
        """Take an order for faults, or answer those that are asked for."""
        if request.method == "POST":
            try:
                self.faults.take_order(json.loads(await request.body()))
            except (ValueError, RecursionError) as problem:
                return JSONResponse(replies.refusal(str(problem)), status_code=400)
        return JSONResponse(replies.success(faults=self.faults.told()))

    def _knows(self, token: object) -> bool:
        return isinstance(token, str) and hmac.compare_digest(
            token.encode(errors="replace"), self._token
        )

    async def _hold_back(self, latency: Trouble | None) -> None:
        seconds = self._latency + (latency.seconds if latency else 0.0)
        if seconds:
            await self._sleep(seconds)

    def _stopped(self, is_admitted: bool, drawn: Mapping[Fault, Trouble]) -> Response | None:
        """Return the reply to a request that is not to be carried out."""
        if Fault.DROP_BEFORE in drawn:
            return DroppedResponse()
        if Fault.HTML in drawn:
            return HTMLResponse(OUTAGE_PAGE, status_code=503)
        if Fault.AUTHENTICATION in drawn:
            return self._response(replies.refusal(_AUTHENTICATION_ERROR))
        if Fault.RATE in drawn or not is_admitted:
            return self._response(replies.refusal(RATE_EXCEEDED))
        return None

    def _carried_out(
        self, name: str, values: Mapping[str, object], site: str, drawn: Mapping[Fault, Trouble]
    ) -> bytes:
        now = int(self.clock())
        if not spend(self.store, now, self._month):
            return _encoded(self._shape.told(name, replies.refusal(MONTH_EXCEEDED)))
        reply = dispatch.answer(
            self.store,
            name,
            values,
            now=now,
            days=self._days,
            site=site,
            most_orders=self.most_orders,
        )
        if self._webhooks:
            self._webhooks.tell(name, values, reply)
        return _encoded(spoiled(self._shape.told(name, reply), drawn))

    def _image(self, photo_id: int) -> bytes | None:
        known = self.store.row("SELECT 1 FROM photos WHERE id = ?", (photo_id,))
        return photos.image(photo_id) if known else None

    def _response(self, reply: Reply) -> Response:
        return Response(_encoded(self._shape.told("", reply)), media_type=self._media_type)

    async def in_worker(self, work: Callable[[], T]) -> T:
        """Do some work in the thread of the store."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


class DroppedResponse(Response):
    """A reply that breaks off: a server that sends it closes the connection then."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a part of what was announced, and no more."""
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def _json_object(body: bytes) -> dict[str, object]:
    """Return the object that a body holds, an empty one where it holds anything else."""
    try:
        told = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _encoded(reply: Reply) -> bytes:
    """Return a reply as JSON.

    The rows of a list are encoded one by one: a single call for thousands of them would keep
    Python's lock, and with it the counter's event loop, for as long as it takes.
    """
    parts = (f"{json.dumps(key)}:{_rows_encoded(value)}" for key, value in reply.items())
    return f"{{{','.join(parts)}}}".encode()


def _rows_encoded(value: object) -> str:
    if isinstance(value, list):
        return f"[{','.join(json.dumps(row) for row in value)}]"
    return json.dumps(value)
