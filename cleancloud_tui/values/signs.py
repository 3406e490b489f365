"""The signs that values are typed with, in one form, whatever keyboard they come from."""

from __future__ import annotations

import unicodedata
from typing import Final

_OTHER: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u066b": ".",  # Arabic marks of decimals and of thousands
        "\u066c": ",",
    }
)


def plain(text: str) -> str:
    """Return a text with ASCII digits, marks and spaces, and none around it.

    Digits of full width and of other scripts count as digits, whatever space parts thousands is a
    space, and every dash is one.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_OTHER)).translate(_OTHER)
        text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    return text.strip()
