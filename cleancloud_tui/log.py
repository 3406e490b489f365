"""The log file: what went wrong, for whoever has to find out why; no token, no card's number.

Tracebacks go here and not on the screen.
"""

from __future__ import annotations

import json
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from .stores.private import make_folder, touch
from .values.cards import without_cards

_MOST_BYTES: Final = 1_000_000
_OLD_FILES: Final = 2
_HIDDEN: Final = "[hidden]"

_secrets: set[str] = set()


def hide(secret: str) -> None:
    """Keep a secret out of everything that is logged from now on."""
    if secret:
        # As it stands, and as it stands inside a JSON text or a repr.
        _secrets.update({secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]})


def start(path: Path, level: int = logging.WARNING) -> None:
    """Send all logging to a file that is rotated; without a place to write, drop it.

    Args:
        path: The file; it is made when the first record arrives.
        level: Records below it are dropped.
    """
    # A log that can't be written, or rotated while another process holds it open (Windows), must
    # not print its own traceback over the screen.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    logging.basicConfig(handlers=[_handler(path)], level=level, force=True)


def _handler(path: Path) -> logging.Handler:
    try:
        make_folder(path.parent)
        touch(path)
        handler = RotatingFileHandler(
            path, maxBytes=_MOST_BYTES, backupCount=_OLD_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(
        _RedactingFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    )
    return handler


class _RedactingFormatter(logging.Formatter):
    """Takes secrets out of the finished text: message, arguments and traceback alike."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in _secrets:
            text = text.replace(secret, _HIDDEN)
        return without_cards(text, _HIDDEN)
