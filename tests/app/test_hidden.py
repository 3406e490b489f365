"""An idle counter shows nothing about anybody."""

from __future__ import annotations

import pytest

from cleancloud_tui.app.hiding.hidden import HiddenScreen
from cleancloud_tui.screens.customers.search import SearchScreen
from tests.host import Host
from tests.screens.conftest import Open

SECONDS = 120
YEAR = 365 * 86_400.0


async def test_it_is_hidden_when_nobody_types_and_a_key_only_shows_it_again(
    host: Host, open_counter: Open
) -> None:
    async with open_counter(hide_seconds=SECONDS) as counter:
        await counter.type("a")
        shown = counter.text
        host.now += SECONDS - 1
        counter.app.hiding.hide_if_idle()
        await counter.settle()
        assert counter.text == shown
        host.now += 1
        counter.app.hiding.hide_if_idle()
        counter.app.hiding.hide_if_idle()
        await counter.settle()
        assert "Hidden" in counter.text
        assert len(counter.app.screen_stack) == 2
        assert not any(line in counter.text for line in shown.split("\n") if line.strip())
        await counter.press("x")
        assert isinstance(counter.app.screen, SearchScreen)
        assert counter.app.screen.query_one("#query").value == "a"


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 2 * YEAR, -2 * YEAR])
async def test_a_clock_that_is_set_hides_nothing_sooner_or_later(
    host: Host, open_counter: Open, seconds: float
) -> None:
    async with open_counter(hide_seconds=SECONDS) as counter:
        await counter.type("a")
        host.set_clock(seconds)
        host.now += SECONDS - 1
        counter.app.hiding.hide_if_idle()
        assert not isinstance(counter.app.screen, HiddenScreen)
        host.now += 1
        counter.app.hiding.hide_if_idle()
        assert isinstance(counter.app.screen, HiddenScreen)


async def test_a_place_is_gone_to_only_when_it_is_shown_again(
    host: Host, open_counter: Open
) -> None:
    async with open_counter(hide_seconds=SECONDS) as counter:
        host.now += SECONDS
        counter.app.hiding.hide_if_idle()
        await counter.press("f4")
        assert isinstance(counter.app.screen, SearchScreen)
        host.now += SECONDS - 1
        counter.app.hiding.hide_if_idle()
        assert not isinstance(counter.app.screen, HiddenScreen)
