"""Reads that are joined: who waits for one decides whether it is booked as a person's."""

import asyncio
from collections.abc import Mapping

import pytest

from cleancloud_tui.api.http.joining import JoinedReads


@pytest.mark.parametrize("background", [False, True])
async def test_a_persons_read_is_one_from_its_first_moment(background: bool) -> None:
    begun = []

    async def read(hurry: asyncio.Event) -> Mapping[str, object]:
        begun.append(hurry.is_set())
        return {}

    await JoinedReads().join("getOrders", read, background=background)
    assert begun == [not background]
