"""The palette finds each chapter of an account by its name."""

from __future__ import annotations

from cleancloud_tui.screens.account.menu import CHAPTERS
from cleancloud_tui.screens.account.referral import ReferralScreen
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made


async def test_a_chapter_opens_by_its_name(counter: Counter) -> None:
    customer_id = await made(counter)
    titles = [each.title for each in counter.app.get_system_commands(counter.app.screen)]
    assert {each.label for each in CHAPTERS.values()} <= set(titles)
    await counter.press("ctrl+p")
    await counter.press(*"referral")
    await counter.press("enter")
    screen = counter.app.screen
    assert isinstance(screen, ReferralScreen)
    assert screen.customer_id == customer_id
    titles = [each.title for each in counter.app.get_system_commands(screen)]
    assert "Saved cards" not in titles
