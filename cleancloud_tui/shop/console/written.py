"""A request as it is written down for people: as JSON, and as a line of curl.

Neither holds the token, nor a password or a card's token: both are copied and saved.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Final

from ...api.operations import WireValue
from ...api.privacy import is_secret
from ...api.request import Request
from ...api.text import clean

TOKEN: Final = "YOUR_TOKEN"  # noqa: S105  (what stands for one)
"""Stands where the shop's token goes."""

HIDDEN: Final = "HIDDEN"
"""Stands for a password, or for the token of a card or a device."""


def as_json(request: Request) -> str:
    """Return the parameters of a request as indented JSON, without the token."""
    return json.dumps(_shown(request), indent=2, ensure_ascii=False)


def as_curl(base_url: str, request: Request) -> str:
    """Return a command line that sends a request from a shell.

    Args:
        base_url: What stands before an operation's name.
        request: What is sent.
    """
    address = f"{base_url.rstrip('/')}/{request.name}"
    body = json.dumps({"api_token": TOKEN, **_shown(request)}, ensure_ascii=False)
    return " \\\n  ".join(
        (
            f"curl {shlex.quote(address)}",
            "-H 'Content-Type: application/json'",
            f"-d {shlex.quote(body)}",
        )
    )


def _shown(request: Request) -> Mapping[str, WireValue]:
    return {name: _value(name, value) for name, value in request.parameters.items()}


def _value(name: str, value: WireValue) -> WireValue:
    if isinstance(value, str):
        return HIDDEN if value and is_secret(name) else clean(value)
    return [{key: clean(text) for key, text in row.items()} for row in value]


def reply_as_json(reply: object) -> str:
    """Return a reply as indented JSON, its texts cleaned."""
    return json.dumps(cleaned(reply), indent=2, ensure_ascii=False)


def cleaned(value: object) -> object:
    """Return a reply with its texts cleaned, so that they steer no terminal."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    return value
