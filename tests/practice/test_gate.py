"""What the practice shop takes over HTTP, and from whom: the real command, and raw requests."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from cleancloud_tui.practice.http import serving
from cleancloud_tui.practice.http.gate import MOST_BODY
from cleancloud_tui.practice.http.server import create_app
from tests.patience import HUNG_SECONDS
from tests.serving import running_server

FAULTS = "/practice/faults"
A_FAULT = b'{"fault": "html", "next": 2}'
JSON = "Content-Type: application/json"


@dataclass(frozen=True)
class Told:
    """What came back."""

    status: int
    head: str
    body: bytes


@dataclass
class Door:
    """A shop that listens on this computer, asked byte by byte."""

    port: int
    process: subprocess.Popen[str] | None = None

    @property
    def host(self) -> str:
        return f"Host: 127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=HUNG_SECONDS)

    def send(self, data: bytes) -> Told:
        """Send bytes, and read until the shop closes the connection, as it always does."""
        with self.connect() as connection:
            with contextlib.suppress(ConnectionError):  # it has heard enough
                connection.sendall(data)
            return read(connection)

    def ask(
        self,
        *headers: str,
        method: str = "POST",
        path: str = FAULTS,
        body: bytes = A_FAULT,
    ) -> Told:
        """Send a request with these headers and no other but the length of its body."""
        lines = [f"{method} {path} HTTP/1.1", *headers, f"Content-Length: {len(body)}"]
        return self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def faults(self) -> Any:
        told = self.ask(self.host, method="GET", body=b"")
        return json.loads(told.body)["faults"]


def read(connection: socket.socket) -> Told:
    arrived = b""
    with contextlib.suppress(ConnectionError):
        while piece := connection.recv(65_536):
            arrived += piece
    head, _, body = arrived.partition(b"\r\n\r\n")
    found = re.match(rb"HTTP/1.1 (\d+) ", head)
    return Told(int(found[1]) if found else 0, head.decode().lower(), body)


@contextlib.contextmanager
def practice(*options: str) -> Iterator[Door]:
    command = [sys.executable, "-m", "cleancloud_tui", "practice", "--port", "0"]
    with subprocess.Popen(
        [*command, "--customers", "5", *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            port = int(re.findall(r":(\d+)/api", process.stdout.readline())[0])
            yield Door(port, process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with practice("--rate", "1000") as each:
        yield each


@pytest.fixture(autouse=True)
def _nothing_goes_wrong_by_what_was_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test sends that is refused, no fault may be asked for in the end."""
    yield
    if "door" in request.fixturenames:
        each: Door = request.getfixturevalue("door")
        assert each.faults() == []


PLAIN = ("text/plain", "text/plain;charset=UTF-8", "text/plain; application/json")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
LOOK_ALIKES = ("application/jsonp", "application/json-seq", "text/json", "", "json")


@pytest.mark.parametrize("kind", [*PLAIN, *FORMS, *LOOK_ALIKES])
@pytest.mark.parametrize("path", [FAULTS, "/api/addCustomer"])
def test_what_a_page_may_send_is_no_command(door: Door, kind: str, path: str) -> None:
    told = door.ask(door.host, f"Content-Type: {kind}", path=path)
    assert told.status == 415
    assert b"application/json" in told.body


def test_no_content_type_and_two_of_them_are_no_json(door: Door) -> None:
    assert door.ask(door.host).status == 415
    assert door.ask(door.host, JSON, "Content-Type: text/plain").status == 415
    assert door.ask(door.host, "Content-Type: text/plain, application/json").status == 415


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "evil.example",
        "127.0.0.1.evil.example:{port}",
        "localhost.evil.example:{port}",
        "127.0.0.1:1",
        "127.0.0.1",
        "localhost",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}/",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_host_is_refused_whatever_it_points_to(door: Door, host: str, method: str) -> None:
    told = door.ask(f"Host: {host.format(port=door.port)}", JSON, method=method)
    assert told.status in (400, 421)
    assert b"faults" not in told.body


def test_no_host_and_two_hosts_are_refused(door: Door) -> None:
    assert door.ask(JSON).status == 400
    assert door.send(b"POST /practice/faults HTTP/1.0\r\nContent-Length: 0\r\n\r\n").status == 421
    assert door.ask(door.host, "Host: evil.example", JSON).status == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost"])
def test_its_own_names_are_let_in(door: Door, host: str) -> None:
    assert door.ask(f"Host: {host}:{door.port}", JSON, body=b'{"clear": true}').status == 200


@pytest.mark.parametrize(
    "header",
    [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost:{port}",
        "Origin: https://127.0.0.1:{port}",
        "Origin:",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: anything",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", FAULTS),
        ("POST", "/api/getPriceLists"),
        ("GET", FAULTS),
        ("GET", "/photos/1.png"),
        ("OPTIONS", FAULTS),
    ],
)
def test_pages_of_other_sites_are_refused(door: Door, header: str, method: str, path: str) -> None:
    told = door.ask(door.host, JSON, header.format(port=door.port), method=method, path=path)
    assert told.status == 403
    assert "access-control" not in told.head


def test_its_own_site_and_whoever_types_the_address_are_let_in(door: Door) -> None:
    own = f"Origin: http://127.0.0.1:{door.port}"
    told = door.ask(door.host, JSON, own, "Sec-Fetch-Site: same-origin", body=b'{"clear": true}')
    assert told.status == 200
    assert door.ask(door.host, "Sec-Fetch-Site: none", method="GET", body=b"").status == 200


@pytest.mark.parametrize("path", [FAULTS, "/api/addCustomer", "/photos/1.png", "/"])
@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "GARBAGE"])
def test_other_methods_are_refused_and_no_page_is_allowed_anything(
    door: Door, path: str, method: str
) -> None:
    asks = ("Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type")
    told = door.ask(door.host, JSON, *asks, method=method, path=path)
    assert told.status in (404, 405)
    assert "access-control" not in told.head
    assert door.ask(door.host, method="GET", path="/api/getPriceLists").status == 405


def test_replies_are_of_no_use_to_pages(door: Door) -> None:
    told = door.ask(door.host, JSON, path="/api/getPriceLists", body=b'{"api_token": "practice"}')
    assert told.status == 200
    assert "content-type: text/html" in told.head  # as CleanCloud's
    for header in ("nosniff", "sandbox", "cross-origin-resource-policy: same-origin", "no-store"):
        assert header in told.head


@pytest.mark.parametrize("path", [FAULTS, "/api/addCustomer"])
def test_a_body_that_is_too_long_is_not_read(door: Door, path: str) -> None:
    announced = f"POST {path} HTTP/1.1\r\n{door.host}\r\n{JSON}\r\nContent-Length: {{}}\r\n\r\n"
    for length in (MOST_BODY + 1, 10**10, 10**30):
        with door.connect() as connection:  # nothing of it is sent, and nothing waited for
            connection.sendall(announced.format(length).encode() + b"{")
            connection.shutdown(socket.SHUT_WR)
            assert read(connection).status in (400, 413)
    assert door.send(announced.format(MOST_BODY).encode() + b" " * MOST_BODY).status in (200, 400)


def test_a_body_without_an_end_is_not_read_on(door: Door) -> None:
    head = f"POST {FAULTS} HTTP/1.1\r\n{door.host}\r\n{JSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    with door.connect() as connection:
        connection.sendall(head.encode() + chunk * (MOST_BODY // 65_536 + 1))
        connection.shutdown(socket.SHUT_WR)
        assert read(connection).status == 413


def test_a_client_that_sends_all_of_it_reads_why_it_was_refused(door: Door) -> None:
    response = httpx.post(
        f"http://127.0.0.1:{door.port}{FAULTS}", json=" " * MOST_BODY * 5, trust_env=False
    )
    assert response.status_code == 413
    assert response.json()["Success"] == "False"


def test_a_head_and_a_line_have_an_end(door: Door) -> None:
    clear = b'{"clear": true}'
    usual = [f"X-{number}: {'x' * 100}" for number in range(30)]
    assert door.ask(door.host, JSON, *usual, body=clear).status == 200
    for length in (20_000, 200_000, 2_000_000):
        many = [f"X-{number}: {'x' * 100}" for number in range(length // 100)]
        for headers in ([f"X: {'x' * length}"], many):
            assert door.ask(door.host, JSON, *headers, body=clear).status in (0, 400, 431)
        told = door.ask(door.host, method="GET", path="/" + "a" * length, body=b"")
        assert told.status in (0, 400, 431)


def test_any_client_that_sends_json_goes_on_working(door: Door) -> None:
    address = f"http://localhost:{door.port}/api/getPriceLists"
    asked = {"api_token": "practice"}
    with httpx.Client(trust_env=False) as client:
        for kind in ("application/json", "Application/JSON; charset=utf-8"):
            response = client.post(
                address, content=json.dumps(asked), headers={"Content-Type": kind}
            )
            assert response.json()["Success"] == "True"

        def parts() -> Iterator[bytes]:
            yield b'{"api_token": '
            yield b'"practice"}'

        response = client.post(
            address, content=parts(), headers={"Content-Type": "application/json"}
        )
        assert response.json()["Success"] == "True"


# Time

NO_TIME = 0.05


@contextlib.contextmanager
def impatient(store: Any) -> Iterator[Door]:
    """A shop that waits for nobody."""
    app = create_app(store, patience=NO_TIME)
    config = uvicorn.Config(app, log_config=None, http=serving.HurriedProtocol, ws="none")
    with running_server(config) as port:
        yield Door(port)


def test_who_sends_slowly_is_given_up(small_store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", NO_TIME)
    with impatient(small_store()) as door:
        head = f"POST {FAULTS} HTTP/1.1\r\n{door.host}\r\n{JSON}\r\nContent-Length: 9\r\n\r\n"
        assert door.send(head.encode() + b"{").status == 408
        with door.connect() as connection:  # nothing at all
            assert connection.recv(1) == b""
        with door.connect() as connection:  # a part of a line
            connection.sendall(head[:40].encode())
            assert connection.recv(1) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_it_ends_where_it_is_asked_to_and_its_store_is_whole(number: str, tmp_path: Path) -> None:
    """Whoever holds it up: nothing sent, half a head, half a body, an answer that takes long."""
    data = tmp_path / "shop.db"
    is_held = number == "SIGTERM"
    with practice("--data", str(data), "--latency", "600000") as door:
        assert door.process is not None
        silent, half = door.connect(), door.connect()
        half.sendall(b"POST /api/addMessage HTTP/1.1\r\nHost:")
        rest, waiting = door.connect(), door.connect()
        if is_held:
            head = f"POST /api/getOrders HTTP/1.1\r\n{door.host}\r\n{JSON}\r\n"
            body = b'{"api_token": "practice"}'
            rest.sendall(f"{head}Content-Length: 900\r\n\r\n{{".encode())
            waiting.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert door.faults() == []  # it has heard the others before
        door.process.send_signal(getattr(signal, number))
        assert door.process.wait(HUNG_SECONDS) == 128 + getattr(signal, number)
        for connection in (silent, half, rest, waiting):
            connection.close()
    with sqlite3.connect(data) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("SELECT count(*) FROM customers").fetchone() == (5,)
    store.close()
    assert not data.with_name("shop.db-wal").exists()  # it was closed, and not left


def test_where_others_may_come_it_has_the_names_of_this_computer() -> None:
    with practice("--host", "0.0.0.0") as door:
        for name in ("127.0.0.1", "localhost", "0.0.0.0", socket.gethostname()):
            told = door.ask(f"Host: {name}:{door.port}", JSON, body=b'{"clear": true}')
            assert told.status == 200, name
        for name in ("evil.example", "10.11.12.13", f"{socket.gethostname()}.evil.example"):
            assert door.ask(f"Host: {name}:{door.port}", JSON).status == 421, name
        assert door.faults() == []
