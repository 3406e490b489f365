"""What the probe makes of answers that are none: a row for each, and one request for each."""

from __future__ import annotations

import httpx
import pytest

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.shop.probing.findings import ProbeFinding, ProbeVerdict
from cleancloud_tui.shop.probing.questions import QUESTIONS
from tests.host import Host


async def probed(
    host: Host, answer: httpx.Response, patch: pytest.MonkeyPatch
) -> tuple[list[ProbeFinding], int]:
    """Return what is found where everything is answered alike, and the number of requests."""
    asked: list[str] = []

    def told(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(answer.status_code, content=answer.content)

    async def connect() -> Client:
        return Client(
            Connection("https://strange.invalid/api", "practice", rate=100_000, margin=0.0),
            ledger=host.ledger_file,
            transport=httpx.MockTransport(told),
        )

    patch.setattr(host, "connect", connect)
    shop = host.open()
    return [each async for each in shop.probe.findings()], len(asked)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, content=b"<html>"),
        httpx.Response(500, content=b'{"Error": "Internal"}'),
        httpx.Response(204),
        httpx.Response(200, content=b"[]"),
    ],
    ids=["page", "500", "204", "bare list"],
)
async def test_each_answer_is_a_row_and_is_asked_for_once(
    host: Host, answer: httpx.Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, requests = await probed(host, answer, monkeypatch)
    assert len(found) == len(QUESTIONS)
    asked = [each for each in found if each.verdict is not ProbeVerdict.NOT_ASKED]
    assert requests == len(asked) <= 25
    assert {each.verdict for each in asked} == {ProbeVerdict.NOT_UNDERSTOOD}
    assert all(each.why for each in asked)
