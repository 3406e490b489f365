"""Every screen in its states looks as it did, or `python -m tests.snapshots --update` is due."""

from __future__ import annotations

import pytest

from tests.host import Host

from .picture import PICTURES, UPDATE, picture_of
from .states import SEEN, STATES, Seen
from .still import opened_still, settle_still

SIZES = ((80, 24), (120, 40))


FULL = [seen for seen in SEEN if seen.state != "empty"]
EMPTY = [seen for seen in SEEN if seen.state == "empty"]


@pytest.fixture
def is_update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption(UPDATE, default=False))


@pytest.mark.parametrize("seen", FULL, ids=str)
async def test_a_screen_looks_as_it_did(seen: Seen, host: Host, is_update: bool) -> None:
    await _compare(seen, host, is_update)


@pytest.mark.parametrize("seen", EMPTY, ids=str)
async def test_a_screen_of_nothing_does(seen: Seen, new_host: Host, is_update: bool) -> None:
    await _compare(seen, new_host, is_update)


async def _compare(seen: Seen, host: Host, is_update: bool) -> None:
    state = STATES[seen.state]
    async with opened_still(
        host,
        is_unread=seen.state == "empty",
        days_later=state.days_later,
        read_only=state.is_read_only,
    ) as counter:
        state.begin(host)
        await seen.way(counter, host)
        for width, height in SIZES:
            await settle_still(counter, (width, height))
            found = picture_of(counter.app.screen)
            file = PICTURES / f"{seen}-{width}x{height}.txt"
            if is_update:
                file.parent.mkdir(exist_ok=True)
                file.write_text(found, encoding="utf-8")
            assert found == file.read_text(encoding="utf-8")


def test_no_picture_is_left_over(is_update: bool) -> None:
    names = {f"{seen}-{width}x{height}.txt" for seen in SEEN for width, height in SIZES}
    left_over = {file for file in PICTURES.iterdir() if file.name not in names}
    if is_update:
        for file in left_over:
            file.unlink()
        return
    assert left_over == set()
