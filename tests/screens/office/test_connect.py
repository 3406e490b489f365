from textual.events import Paste
from textual.widgets import Input

from cleancloud_tui.screens.office.connect import ConnectScreen
from tests.app.steps import slowly
from tests.screens.conftest import Counter
from tests.screens.scanning.steps import barcodes


async def test_a_pasted_token_is_left_for_no_scan(counter: Counter) -> None:
    async def connect(name: str, base_url: str, token: str) -> None:
        raise AssertionError

    garment = barcodes(counter)[0]
    desk, address = counter.app.desk, "https://shop.invalid/api"
    counter.app.push_screen(ConnectScreen(desk, connect, address, lambda _: None))
    await counter.settle()
    pasted = Paste("a-token")
    pasted.time -= 1.0
    counter.app.post_message(pasted)
    await counter.settle()
    await slowly(counter, f"{garment}\r", 0.004)
    assert isinstance(counter.app.screen, ConnectScreen)
    assert counter.app.screen.query_one("#token", Input).value == "a-token"
