"""A reply of CleanCloud as it came."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...api.text import clean
from .tell import TellDialog


class RawReplyDialog(TellDialog):
    """Shows a reply as indented JSON, its texts cleaned; Escape closes it."""

    def __init__(self, reply: Mapping[str, object]) -> None:
        super().__init__("CleanCloud's answer, as it came", reply_in_json(reply))


def reply_in_json(reply: object) -> str:
    """Return a reply as indented JSON, its texts cleaned."""
    return json.dumps(_cleaned(reply), indent=2, ensure_ascii=False, default=str)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return value
