"""Real servers of this computer: with encryption of every kind, and proxies of every temper."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

CERTIFICATES: Final = Path(__file__).parent / "certificates"
"""Made once, for this: valid until 2119 but for the two whose names say otherwise. `authority`
signed them all, but for the one that signed itself."""

AUTHORITY: Final = CERTIFICATES / "authority.pem"
HOST: Final = "counter.invalid"
"""A host that is elsewhere: its certificates are among these, and only a proxy knows the way."""

TOKEN: Final = "T0ken-of-nobody"

Answers = Callable[[socket.socket], None]
"""Does anything with a connection, which is closed after it."""


@contextlib.contextmanager
def serving(answers: Answers) -> Iterator[int]:
    """Serve at a free port, and tell it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:  # it was closed
                    return
                threading.Thread(target=_answered, args=(answers, connection), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _answered(answers: Answers, connection: socket.socket) -> None:
    with connection, contextlib.suppress(OSError):
        connection.settimeout(30)
        answers(connection)


def encrypted(name: str, date: str = "", seen: list[bytes] | None = None) -> Answers:
    """Answer any request with yes, by the certificate of that name.

    Args:
        name: Of a file beside this one.
        date: What it says that the time is.
        seen: Gets what arrived.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")

    def answers(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as stream:
            request = stream.recv(65_536)
            if b"\r\n\r\n" in request and request.endswith(b"\r\n\r\n") and b"POST" in request:
                request += stream.recv(65_536)
            if seen is not None:
                seen.append(request)
            body = b'{"Success":"True","PriceLists":[]}'
            told = f"Date: {date}\r\n" if date else ""
            head = f"HTTP/1.1 200 OK\r\n{told}Content-Length: {len(body)}\r\n\r\n"
            stream.sendall(head.encode() + (b"" if request.startswith(b"HEAD") else body))

    return answers


def says(data: bytes) -> Answers:
    """Say something, whatever arrives; and nothing more."""

    def answers(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(data)

    return answers


def resets(connection: socket.socket) -> None:
    """Break off, as a firewall does."""
    connection.recv(65_536)
    linger = b"\x01\0\0\0\0\0\0\0"
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def is_silent(connection: socket.socket) -> None:
    """Take what comes, and say nothing until the other end has given up."""
    while connection.recv(65_536):
        pass


def proxy_to(port: int, seen: list[bytes], wanted: bytes = b"") -> Answers:
    """Be a proxy that knows one server of this computer, whatever host is asked for.

    Args:
        port: Of the server.
        seen: Gets the heads of what arrived.
        wanted: What has to stand in a head, else it asks for a password.
    """

    def answers(connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(65_536)
        seen.append(head)
        if wanted not in head:
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", port)) as server:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=_carry, args=(server, connection), daemon=True).start()
            _carry(connection, server)

    return answers


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
