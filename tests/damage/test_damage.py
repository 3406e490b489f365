from __future__ import annotations

import pytest

from .__main__ import run

pytestmark = pytest.mark.long


async def test_whatever_befalls_a_store_it_opens_or_says_what_it_is() -> None:
    ends, wrong = await run(damages=60, seed=7)
    assert wrong == []
    told = {end.split()[1] for end in ends}
    assert told == {"opened", "mended", "newer"}, ends
