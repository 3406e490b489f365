"""Ways to tell a reply that no alias file teaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Reply = dict[str, Any]
Reshape = Callable[[str, Reply], Mapping[str, Any]]
"""Takes an operation and its reply, and returns how that is told instead."""


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
