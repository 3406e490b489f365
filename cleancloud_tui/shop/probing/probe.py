"""Asking one question after another, and telling what each answer shows."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from ...api.errors import (
    AskingRefusedError,
    BadParametersError,
    NothingFoundError,
    NotJsonError,
    RefusedError,
)
from ...api.readers.fields import folded
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.request import Request
from ..mirror.mirror import Mirror
from ..reading import SendRequest
from .findings import ProbeFinding, ProbeVerdict, finding_of
from .questions import QUESTIONS, ProbeIds, ProbeQuestion
from .shapes import shape_of


class Probe:
    """Looks how a shop's replies differ from what is known; nothing of them is kept.

    Args:
        mirror: Knows whom to ask for.
        call: Sends a request.
        clock: Tells Unix seconds.
        time_zone: The shop's.
    """

    def __init__(
        self, mirror: Mirror, call: SendRequest, clock: Callable[[], float], time_zone: tzinfo
    ) -> None:
        self._mirror = mirror
        self._call = call
        self._clock = clock
        self._time_zone = time_zone
        self._words: set[str] = set()

    def is_name(self, key: str) -> bool:
        """Tell whether a key is a word of a customer's name, or of any text in the replies."""
        if folded(key) in self._words:
            return True
        # `AnnCastellanos` is two words.
        return any(map(self._is_in_names, {key, *re.findall("[A-Z][a-z]+", key)}))

    def _is_in_names(self, word: str) -> bool:
        known = self._mirror.file.rows("SELECT 1 FROM name_words WHERE word = ?", word.casefold())
        return bool(known)

    async def findings(self) -> AsyncIterator[ProbeFinding]:
        """Ask everything, at most 25 requests, and yield what each answer shows.

        Raises:
            CleanCloudError: Nothing more can be asked: no connection, a token or rate refused, or
                no requests left.
        """
        today = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._time_zone).date()
        ids = ProbeIds.of(self._mirror, today)
        for question in QUESTIONS:
            yield await self._ask(question, ids)

    async def _ask(self, question: ProbeQuestion, ids: ProbeIds) -> ProbeFinding:
        name, asked = question.operation, question.asked
        parameters = question.parameters(ids)
        if lacking := [key for key, value in parameters.items() if value == ""]:
            why = f"no {lacking[0]} is known to ask with"
            return ProbeFinding(name, asked, ProbeVerdict.NOT_ASKED, why)
        try:
            reply = await self._call(replace(Request.of(name, parameters), is_asked_once=True))
        except BadParametersError:
            why = "what is known to ask with does not fit"
            return ProbeFinding(name, asked, ProbeVerdict.NOT_ASKED, why)
        except AskingRefusedError:
            raise
        except NothingFoundError as error:
            return ProbeFinding(name, asked, ProbeVerdict.NOTHING, error.text)
        except RefusedError as error:
            return ProbeFinding(name, asked, ProbeVerdict.REFUSED, error.text)
        except NotJsonError as error:
            return ProbeFinding(name, asked, ProbeVerdict.NOT_UNDERSTOOD, str(error))
        except NotUnderstoodError as error:
            shape = shape_of(error.reply)
            return ProbeFinding(name, asked, ProbeVerdict.NOT_UNDERSTOOD, str(error), shape=shape)
        self._words.update(_words_in(reply))
        finding = finding_of(name, asked, reply)
        if finding.verdict is not ProbeVerdict.NOT_UNDERSTOOD:
            ids.learn(name, reply)
        return finding


def _words_in(value: object) -> Iterator[str]:
    """Yield the words of all texts in a reply, folded as keys are."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _words_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words_in(each)
    elif isinstance(value, str):
        yield from map(folded, re.findall(r"[^\W\d]{2,}", value))
