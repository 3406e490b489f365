"""`cleancloud-tui listen`: take CleanCloud's webhooks, and read at once what they tell of."""

from __future__ import annotations

import argparse
import socket
import sys
from typing import Final

from ... import endings
from ...composition import open_shop
from ...practice.http.serving import serve
from ...settings import load
from ...shop.webhooks.events import Subject
from .door import PATH, door
from .secret import WebhookSecret, secret_of

_HIDDEN: Final = "SECRET"


def run(arguments: argparse.Namespace) -> int:
    """Listen until the process is interrupted."""
    settings = load().shop(arguments.shop)
    secret = secret_of(settings, arguments.secret_file, arguments.rights)
    if secret.is_shown:
        print(
            f"Other users of this computer may read the secret in {secret.place}: "
            f"chmod 600 {secret.place}",
            file=sys.stderr,
        )
    shop = open_shop(settings, rights=arguments.rights, process="listen")
    with _listener(arguments.host, arguments.port) as listener:
        _say_where(listener, secret)
        serve(door(shop, secret.text, _say), listener, endings.ask)
    return 0


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        error.filename, error.strerror = f"{host}:{port}", reason
        raise


def _say_where(listener: socket.socket, secret: WebhookSecret) -> None:
    """Tell the address; the secret in it only to somebody who looks, and to no log."""
    host, port = listener.getsockname()[:2]
    shown = secret.text if sys.stdout.isatty() else _HIDDEN
    print(f"Listening at http://{f'[{host}]' if ':' in host else host}:{port}{PATH}{shown}")
    print(
        f"The secret stands in {secret.place}. CleanCloud is given the same path behind the name "
        "of a server that takes https and hands it on to this address. Ctrl+C ends listening.",
        flush=True,
    )


def _say(subject: Subject) -> None:
    print(f"{subject.kind} {subject.id}", flush=True)
