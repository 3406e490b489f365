"""`cleancloud-tui practice`: the practice shop served over HTTP, for any client of CleanCloud."""

from __future__ import annotations

import argparse
import os
import re
import socket
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from .. import endings
from ..api.rights import Right, Rights
from ..practice.http.serving import own_names, serve
from ..practice.shapes import AS_IT_IS, BadShapeError, ReplyShape, read_shape
from ..practice.shop import open_practice_shop
from ..settings.errors import SettingsError
from ..settings.time_zones import host_zone
from ..shop.database import StorageError, UntouchedStorageError
from ..stores.version import UntouchedError
from ..typed import command

if TYPE_CHECKING:
    from ..practice.http.webhooks import Webhooks


def run(arguments: argparse.Namespace) -> int:
    """Serve until the process is interrupted."""
    rights: Rights = arguments.rights
    rights.require(Right.SERVE)
    shape = _shape(arguments.replies)
    family = socket.AF_INET6 if ":" in arguments.host else socket.AF_INET
    try:
        listener = socket.create_server((arguments.host, arguments.port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        error.filename, error.strerror = f"{arguments.host}:{arguments.port}", reason
        raise
    with listener:
        app = _app(arguments, own_names(arguments.host, listener), shape)
        _say_where(listener, arguments.token)
        serve(app, listener, endings.ask)
    return 0


def _app(arguments: argparse.Namespace, names: frozenset[str], shape: ReplyShape) -> Starlette:
    try:
        return open_practice_shop(
            arguments.data,
            customers=arguments.customers,
            seed=arguments.seed,
            names=names,
            zone=host_zone(),
            token=arguments.token,
            rate=arguments.rate,
            month=arguments.month,
            latency=arguments.latency / 1000,
            webhooks=_webhooks(arguments.webhook),
            shape=shape,
        )
    except UntouchedError as error:
        raise UntouchedStorageError(error) from error
    except sqlite3.Error as error:
        raise StorageError(arguments.data, error) from error


def _webhooks(address: str) -> Webhooks | None:
    """Return what tells an address of changes; one that ends with / lacks the secret still."""
    if not address:
        return None
    if not re.match(r"https?://[^/\s]", address, re.IGNORECASE):
        raise SettingsError(f"--webhook {address} is no http address. Nothing was started.")
    from ..practice.http.webhooks import Webhooks
    from .listen.secret import VARIABLE

    secret = os.environ.get(VARIABLE, "") if address.endswith("/") else ""
    return Webhooks(address + secret, time.time)


def _shape(path: Path | None) -> ReplyShape:
    try:
        return read_shape(path) if path else AS_IT_IS
    except BadShapeError as error:
        raise SettingsError(f"{error} Nothing was started.") from None


def _say_where(listener: socket.socket, token: str) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/api"
    print(f"The practice shop is open at {address}")
    print(
        "Point a counter at it from another terminal (Ctrl+C here closes the shop):\n"
        f"  CLEANCLOUD_BASE_URL={address} CLEANCLOUD_API_TOKEN={token} {command()}",
        flush=True,
    )
