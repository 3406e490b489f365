"""The stranger's server: threads and plain sockets, and answers as they were ordered."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self

from .answers import Answer, Received
from .shop import RefusedByShopError, StrangerShop

TOKEN: Final = "5tranger"
_AS_USUAL: Final = Answer()


class Stranger:
    """Serves while it is entered; each test has its own.

    Attributes:
        shop: What is in the shop now; look at it under `lock` while requests come.
        received: All that arrived, the oldest first.
    """

    def __init__(self, shop: StrangerShop | None = None) -> None:
        self.shop = shop or StrangerShop()
        self.received: list[Received] = []
        self.lock = threading.RLock()
        self._ordered: dict[str, deque[Answer]] = defaultdict(deque)
        self._standing: dict[str, Answer] = {}
        self._arrived = threading.Condition(self.lock)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.server.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def base_url(self) -> str:
        """The address of its API."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/api"

    @property
    def environment(self) -> dict[str, str]:
        """What makes the program open this shop."""
        return {"CLEANCLOUD_BASE_URL": self.base_url, "CLEANCLOUD_API_TOKEN": TOKEN}

    def answer(self, operation: str, *answers: Answer) -> None:
        """Order how the next requests of an operation are answered, one each."""
        with self.lock:
            self._ordered[operation].extend(answers)

    def as_usual(self) -> None:
        """Take back every order that was not carried out yet."""
        with self.lock:
            self._ordered.clear()
            self._standing.clear()

    def always(self, operation: str, answer: Answer | None) -> None:
        """Order how all other requests of an operation are answered from now on; None as usual.

        `*` stands for every operation that has no order of its own.
        """
        with self.lock:
            if answer is None:
                self._standing.pop(operation, None)
            else:
                self._standing[operation] = answer

    def of(self, operation: str) -> list[Received]:
        """Return the requests of an operation."""
        with self.lock:
            return [each for each in self.received if each.operation == operation]

    @property
    def writes(self) -> list[Received]:
        """What arrived that asks for a change."""
        with self.lock:
            return [each for each in self.received if each.is_write]

    def wait_for(self, operation: str, times: int = 1, seconds: float = 30) -> list[Received]:
        """Wait until an operation arrived so often, and return its requests."""
        with self._arrived:
            came = self._arrived.wait_for(lambda: len(self.of(operation)) >= times, seconds)
        assert came, f"{operation} arrived {len(self.of(operation))} times, not {times}"
        return self.of(operation)

    # For its handler

    def arrives(self, operation: str, parameters: Mapping[str, Any]) -> tuple[Received, Answer]:
        """Write down what arrives, and return how it is to be answered."""
        with self._arrived:
            received = Received(time.monotonic(), operation, parameters)
            self.received.append(received)
            self._arrived.notify_all()
            if ordered := self._ordered[operation]:
                return received, ordered.popleft()
            standing = self._standing.get(operation) or self._standing.get("*")
            return received, standing or _AS_USUAL

    def does(self, received: Received) -> None:
        """Do what is asked, and note the reply."""
        with self.lock:
            try:
                received.reply = self.shop.perform(received.operation, received.parameters)
                received.is_done = True
            except RefusedByShopError as refusal:
                received.reply = {"Error": str(refusal)}


def _handler_of(stranger: Stranger) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # the head's packet would hold up the body's for 40 ms

        def do_POST(self) -> None:
            operation = self.path.rpartition("/")[2]
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parameters = json.loads(body)
            if parameters.pop("api_token", None) != TOKEN:
                self._send(200, {}, b'{"Error":"Authentication Error"}')
                return
            received, answer = stranger.arrives(operation, parameters)
            _pass(answer.before, answer.until)
            if answer.is_done:
                stranger.does(received)
            _pass(answer.after, answer.answers_when)
            if answer.is_dropped:
                self.close_connection = True
                return
            told = received.reply or {} if answer.body is None else answer.body
            self._send(answer.status, answer.headers, _bytes_of(told))

        def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            usual = {"Content-Type": "text/html; charset=UTF-8", "Content-Length": str(len(body))}
            with contextlib.suppress(OSError):  # nobody waits any more
                self.send_response(status)
                for name, value in {**usual, **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            """Return the `Date` of an answer: what the shop's own clock tells."""
            return super().date_time_string(stranger.shop.now() if timestamp is None else timestamp)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _pass(seconds: float, until: threading.Event | None) -> None:
    if seconds:
        time.sleep(seconds)
    if until is not None:
        until.wait()


def _bytes_of(told: Mapping[str, Any] | bytes | str) -> bytes:
    if isinstance(told, bytes):
        return told
    return told.encode() if isinstance(told, str) else json.dumps(told).encode()
