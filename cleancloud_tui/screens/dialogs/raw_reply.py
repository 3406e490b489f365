"""A reply of CleanCloud as it came."""

from __future__ import annotations

from collections.abc import Mapping

from ...shop.console.written import reply_as_json
from .tell import TellDialog


class RawReplyDialog(TellDialog):
    """Shows a reply as indented JSON, its texts cleaned; Escape closes it."""

    def __init__(self, reply: Mapping[str, object]) -> None:
        super().__init__("CleanCloud's answer, as it came", reply_as_json(reply))
