from cleancloud_tui.api.errors import AuthenticationRefusedError
from cleancloud_tui.app.help import HelpDialog
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.office.connect import ConnectScreen
from cleancloud_tui.screens.scanning.screen import ScanScreen
from cleancloud_tui.screens.summary.screen import SummaryScreen
from tests.screens.conftest import Counter, Open

TOKEN = "a-very-secret-token"


async def test_the_places_are_one_key_away_and_stand_once(counter: Counter) -> None:
    for _ in range(2):
        for key, screen in (("f3", ScanScreen), ("f4", SummaryScreen), ("f2", SearchScreen)):
            await counter.press(key, key)
            assert isinstance(counter.app.screen, screen)
            assert len(counter.app.screen_stack) == 1


async def test_find_closes_what_was_opened_from_it(counter: Counter) -> None:
    await counter.press("down", "enter", "r", "f3", "f2")
    assert isinstance(counter.app.screen, SearchScreen)


async def test_help_names_the_keys_of_the_screen_beneath(counter: Counter) -> None:
    await counter.press("f1")
    assert isinstance(counter.app.screen, HelpDialog)
    for word in ("Find", "Scan", "All operations", "Nobody is ever picked"):
        assert word in counter.text
    await counter.press("f1", "escape")
    assert isinstance(counter.app.screen, SearchScreen)


async def test_the_status_line_names_the_practice_shop_and_what_is_left(counter: Counter) -> None:
    first = counter.text.splitlines()[0]
    assert "PRACTICE SHOP" in first
    assert " left" in first
    assert "online" in first


async def test_connecting_a_shop_checks_the_token_and_never_shows_it(open_counter: Open) -> None:
    tried = []

    async def connect(name: str, base_url: str, token: str) -> None:
        tried.append((name, base_url, token))
        if len(tried) == 1:
            raise AuthenticationRefusedError("getPriceLists", "Authentication Error")

    async with open_counter(connect=connect) as counter:
        counter.app.action_connect()
        await counter.settle()
        assert isinstance(counter.app.screen, ConnectScreen)
        await counter.type(TOKEN)
        assert TOKEN not in counter.text
        await counter.press("enter")
        assert "does not accept this shop's token" in counter.text
        assert TOKEN not in counter.text
        await counter.pilot.press("ctrl+s")
        await counter.until(lambda: counter.app.return_value)  # the lane holds the key for a while
        assert counter.app.return_value == "My shop"
    assert tried == [("My shop", "https://cleancloudapp.com/api", TOKEN)] * 2


async def test_news_that_come_while_the_program_ends_are_told_to_nobody(open_counter: Open) -> None:
    async with open_counter() as counter:
        app = counter.app
    app.news.is_due = True
    app.news.tell_screen()
    assert not app.news.is_due
