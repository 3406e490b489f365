"""Steps of scans anywhere in the counter, as several test files take them."""

from textual.events import Key

from cleancloud_tui.screens.destinations import OpenOrder
from tests.screens.conftest import KEY_NAMES, Counter
from tests.screens.orders.steps import an_order


async def slowly(counter: Counter, text: str, gap: float) -> None:
    """Send keys whose events say that they came that far apart."""
    events = [Key(KEY_NAMES.get(sign, sign), sign) for sign in text]
    for number, event in enumerate(events):
        event.time += (number - len(events)) * gap
        counter.app.post_message(event)
        if gap > 0.03:  # each has been given to the widget before the next one comes
            await counter.settle()
    await counter.settle()


def told(counter: Counter) -> list[str]:
    return counter.notices


async def open_order_screen(counter: Counter) -> None:
    counter.app.go(OpenOrder(an_order(counter).id))
    await counter.settle()
