import pytest
from textual.widgets import Input, OptionList, Select

from cleancloud_tui.api.operations import OPERATIONS
from tests.app.steps import slowly, told
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.office.steps import pick
from tests.screens.scanning.steps import barcodes


async def test_every_operation_has_a_form_with_all_of_its_parameters(counter: Counter) -> None:
    screen = await pick(counter, "addCustomer")
    for name, operation in OPERATIONS.items():
        await screen.offer(operation)
        await counter.pilot.pause()
        entries = {entry.id for entry in screen.query("#parameters Input, #parameters Select")}
        assert entries == {f"parameter-{each.name}" for each in operation.parameters}, name


async def test_a_read_shows_its_reply_and_ids_are_filled_in(counter: Counter) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    screen = await pick(counter, "getCustomer", customerID=customer.id)
    assert screen.query_one("#parameter-customerID", Input).value == customer.id
    await counter.press("ctrl+s")
    assert '"Success": "True"' in counter.text
    assert "getCustomer was answered" in counter.text


async def test_a_write_is_asked_about_first_and_goes_through_the_journal(
    counter: Counter, host: Host
) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    screen = await pick(counter, "addMessage", customerID=customer.id)
    screen.query_one("#parameter-message", Input).value = "[M] is it ready?"
    await counter.press("ctrl+s")
    assert "Sending it twice does it twice" in counter.text
    await counter.press("escape")
    assert "addMessage" not in host.requests
    await counter.press("ctrl+s", "f12")
    assert host.requests.count("addMessage") == 1


async def test_what_is_wrong_is_said_before_a_request_is_spent(
    counter: Counter, host: Host
) -> None:
    screen = await pick(counter, "getSlots")
    screen.query_one("#parameter-routeID", Input).value = "one"
    before = len(host.requests)
    await counter.press("ctrl+s")
    assert "routeID is to be a number" in counter.text
    assert "day is required" in counter.text
    assert len(host.requests) == before


@pytest.mark.parametrize("operation", ["addPushToken", "addCustomer"])
async def test_secrets_are_not_shown(counter: Counter, operation: str) -> None:
    screen = await pick(counter, operation)
    name = "pushToken" if operation == "addPushToken" else "customerPassword"
    entry = screen.query_one(f"#parameter-{name}", Input)
    entry.value = "hush-hush"
    await counter.settle()
    assert "hush-hush" not in counter.text
    assert isinstance(screen.query_one("#operations"), OptionList)
    assert screen.query("Select").results(Select)


async def test_what_was_typed_is_left_for_no_scan_and_lost_by_no_f2(counter: Counter) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    garment = barcodes(counter)[0]
    screen = await pick(counter, "addMessage", customerID=customer.id)
    assert not screen.holds_draft
    await slowly(counter, "[M] ready?", 1.0)
    await slowly(counter, f"{garment}\r", 0.004)
    assert counter.app.screen is screen
    assert "[M] ready?" in counter.text
    await counter.until(lambda: told(counter))
    assert told(counter) == [f"Scanned {garment}: F3 shows it when this is done."]
    await counter.press("f2")
    assert "[M] ready?" in counter.text
    assert await screen.lost_by_quitting()
