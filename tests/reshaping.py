"""A practice shop whose replies are told in another way: in front of its server."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.types import Message, Receive, Scope, Send

Reply = dict[str, Any]
Reshape = Callable[[str, Reply], Mapping[str, Any]]


class Reshaped:
    """Answers as the app behind it does, each reply as `reshape` has it.

    Attributes:
        reshape: Takes the operation and its reply; None answers it as it is.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self.reshape: Reshape | None = None

    @property
    def state(self) -> Any:
        """What the app behind it keeps."""
        return self._app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts: list[Message] = []

        async def hold(message: Message) -> None:
            parts.append(message)

        await self._app(scope, receive, hold)
        body = b"".join(part.get("body", b"") for part in parts)
        is_whole = bool(parts) and not parts[-1].get("more_body", False)
        if self.reshape is None or not is_whole or not body.startswith(b"{"):
            for part in parts:
                await send(part)
            return
        operation = str(scope["path"]).rpartition("/")[2]
        told = json.dumps(self.reshape(operation, json.loads(body))).encode()
        headers = [(k, v) for k, v in parts[0]["headers"] if k.lower() != b"content-length"]
        await send({**parts[0], "headers": headers})
        await send({"type": "http.response.body", "body": told})


def under_other_keys(_: str, reply: Reply) -> Reply:
    """Tell known rows under a list key that nobody knows."""
    beside = ("Success", "Error", "SectionsMap")
    return {
        f"{key}Told" if key not in beside and isinstance(value, list | dict) else key: value
        for key, value in reply.items()
    }


def in_an_unknown_way(_: str, reply: Reply) -> Reply:
    """Tell everything by names that nobody knows."""
    if reply.get("Error") or set(reply) <= {"Success", "Error"}:
        return reply
    told = {key: value for key, value in reply.items() if key not in ("Success", "Error")}
    return {"Success": "True", "zzAnswer": _unknown(told) or [{"zzNone": "7"}]}


def _unknown(value: Any) -> Any:
    if isinstance(value, list):
        return [_unknown(each) for each in value]
    if isinstance(value, dict):
        return {f"zz{number}": _unknown(each) for number, each in enumerate(value.values())}
    return value
