"""What a session may not do is offered nowhere, and nothing that would end in it begins."""

from __future__ import annotations

from textual.widgets import OptionList

from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.destinations import OpenCustomer, OpenNewOrder
from cleancloud_tui.screens.orders.order import OrderScreen
from tests.host import Host
from tests.screens.conftest import Open


async def test_no_change_begins(open_counter: Open, host: Host) -> None:
    async with open_counter(read_only=True) as counter:
        app, shop = counter.app, counter.app.desk.shop
        await counter.press("ctrl+n")
        assert isinstance(app.screen, SearchScreen)
        assert "this session is read-only" in counter.text
        customer = next(
            each.customer.id for each in shop.search("") if shop.orders_of(each.customer.id)
        )
        app.go(OpenCustomer(customer))
        await counter.settle()
        for key in ("e", "h", "o", "s", "u"):
            await counter.press(key)
            assert isinstance(app.screen, CustomerScreen), key
            assert "this session is read-only" in counter.text, key
        app.go(OpenNewOrder(customer))  # whoever leads there
        assert isinstance(app.screen, CustomerScreen)
        await counter.press("enter")
        for key in ("e", "h", "p", "n", "g", "t", "s"):
            await counter.press(key)
            assert isinstance(app.screen, OrderScreen), key
        await counter.press("f1")
        assert "All operations" in counter.text
        assert "Hand out" not in counter.text
        await counter.press("escape", "m")
        options = app.screen.query_one(OptionList).options
        offered = {str(each.id).removeprefix("choice-") for each in options}
        assert {"ticket", "operations"} <= offered
        assert not offered & {"notes", "hand_out", "payment", "charge", "garment", "undo", "delete"}
        await counter.press("escape")
        titles = {each.title for each in app.get_system_commands(app.screen)}
        assert "Audit trail" in titles
        refused = ("Connect a shop", "Pause or resume fetching", "Set up the scanner", "Screenshot")
        assert not titles & set(refused)
    assert not [each for each in host.requests if not each.startswith("get")]
