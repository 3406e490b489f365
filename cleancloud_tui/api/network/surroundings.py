"""What this computer's variables say of the way to a server, looked through without using it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import httpx

from ..errors import SurroundingsError
from .certificates import keys_in_words, named, trusted
from .proxies import passed_over
from .way import proxy_of

_PICTURES: Final = "http://pictures.invalid"
"""Stands for what is not encrypted, as pictures may not be: it may have a proxy of its own."""


@dataclass(frozen=True, slots=True)
class FoundSetting:
    """Something that is set.

    Attributes:
        what: What it is about: `proxy`.
        sentence: For people.
        is_wrong: Whether nothing can be sent like this.
    """

    what: str
    sentence: str
    is_wrong: bool = False


def surroundings(base_url: str) -> Iterator[FoundSetting]:
    """Return what is set, and what is wrong with it, of the way to an API and to pictures."""
    told: set[str] = set()
    ways = {
        base_url: f"what goes to {httpx.URL(base_url).host}",
        _PICTURES: "what is not encrypted",
    }
    for address, what in ways.items():
        try:
            proxy = proxy_of(httpx.URL(address))
            sentence = f"{what} goes{proxy.in_words}" if proxy else ""
            is_wrong = False
        except SurroundingsError as error:
            sentence, is_wrong = str(error), True
        if sentence and sentence not in told:
            told.add(sentence)
            yield FoundSetting("proxy", sentence, is_wrong)
    if excepted := passed_over():
        yield FoundSetting("proxy", excepted)
    try:
        trusted()
    except SurroundingsError as error:
        yield FoundSetting("trust", str(error), is_wrong=True)
    else:
        if authorities := named():
            yield FoundSetting("trust", f"whoever an authority of {authorities} has signed for")
        if keys := keys_in_words():
            yield FoundSetting("trust", keys)
