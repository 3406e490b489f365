"""What this computer's variables say of the way to a server, looked through without using it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from .certificates import keys_in_words, named, trusted
from .errors import SurroundingsError
from .network import proxy_of
from .proxies import passed_over


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is set.

    Attributes:
        what: What it is about: `proxy`.
        sentence: For people.
        is_wrong: Whether nothing can be sent like this.
    """

    what: str
    sentence: str
    is_wrong: bool = False


def surroundings(base_url: str) -> Iterator[Found]:
    """Return what is set, and what is wrong with it, of the way to an API and to pictures."""
    try:
        proxy = proxy_of(httpx.URL(base_url))
    except SurroundingsError as error:
        yield Found("proxy", str(error), is_wrong=True)
    else:
        if proxy is not None:
            yield Found("proxy", f"what goes to CleanCloud goes{proxy.in_words}")
    if excepted := passed_over():
        yield Found("proxy", excepted)
    try:
        trusted()
    except SurroundingsError as error:
        yield Found("trust", str(error), is_wrong=True)
    else:
        if authorities := named():
            yield Found("trust", f"whoever an authority of {authorities} has signed for")
        if keys := keys_in_words():
            yield Found("trust", keys)
