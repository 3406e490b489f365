"""Serving an app over HTTP on this computer, for as long as a test needs it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an app, and tell the address of its API."""
    with running_server(uvicorn.Config(app, log_config=None)) as port:
        yield f"http://127.0.0.1:{port}/api"


@contextmanager
def running_server(config: uvicorn.Config) -> Iterator[int]:
    """Serve as it is configured, and tell the port."""
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()
