"""What came of a request: folded, searched, copied, written to a file, read again."""

import json
import re
import shlex
from pathlib import Path

import pytest
from textual.widgets import Input

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.console.reply_tree import ReplyTree
from cleancloud_tui.screens.console.screen import ConsoleScreen
from tests.host import Host
from tests.reshaping import in_an_unknown_way
from tests.screens.conftest import Counter, Open
from tests.screens.new_order.steps import somebody
from tests.screens.office.steps import pick


async def answered(counter: Counter, operation: str, **known: str) -> None:
    await pick(counter, operation, **known)
    await counter.press("ctrl+s")
    assert f"{operation} was answered" in counter.text


async def test_a_reply_is_folded_and_what_is_found_in_it_is_unfolded(counter: Counter) -> None:
    await answered(counter, "getOrders", customerID=somebody(counter).id)
    assert isinstance(counter.app.focused, ReplyTree)
    assert "doordash" not in counter.text.lower()
    await counter.press("slash")
    await counter.type("doorDASH")
    await counter.press("enter")
    assert re.search("doordash|DOORDASH", counter.text)
    assert "“doorDASH” 1 of " in counter.text
    await counter.press("n")
    assert "“doorDASH” 2 of " in counter.text


async def test_a_reply_is_copied_and_written_to_a_file(counter: Counter, tmp_path: Path) -> None:
    await answered(counter, "getPriceLists")
    await counter.press("c")
    copied = json.loads(counter.app.clipboard)
    assert copied["Success"] == "True"
    await counter.press("w")
    line = counter.app.screen.query_one(Input)
    assert line.value == "getPriceLists.json"
    line.value = str(tmp_path / "lists.json")
    await counter.press("enter")
    assert json.loads((tmp_path / "lists.json").read_text(encoding="utf-8")) == copied


async def test_a_reply_goes_to_the_folder_for_files_where_nothing_may_be_written_elsewhere(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(read_only=True) as counter:
        await answered(counter, "getPriceLists")
        await counter.press("w", "enter")
        assert "written to" in counter.text
    assert (host.directory / "shop" / "exports" / "getPriceLists.json").exists()


async def test_f5_reads_again_and_sends_no_change_again(counter: Counter, host: Host) -> None:
    await answered(counter, "getPriceLists")
    await counter.press("f5")
    assert host.requests.count("getPriceLists") == 2
    screen = counter.app.screen
    assert isinstance(screen, ConsoleScreen)
    await screen.offer(OPERATIONS["addMessage"])
    screen.query_one("#parameter-customerID", Input).value = somebody(counter).id
    screen.query_one("#parameter-message", Input).value = "Ready?"
    await counter.press("ctrl+s", "f12", "f5", "f5")
    assert host.requests.count("addMessage") == 1


async def test_no_older_reply_stays_under_an_error(counter: Counter, host: Host) -> None:
    await answered(counter, "getPriceLists")
    assert '"Success": "True"' in counter.text
    host.faults.cause(Fault.HTML)
    await counter.press("f5")
    assert '"Success": "True"' not in counter.text
    assert "No reply of getPriceLists is shown" in counter.text


async def test_the_request_is_shown_as_json_and_for_curl_without_token_and_password(
    counter: Counter,
) -> None:
    screen = await pick(counter, "loginCustomer")
    screen.query_one("#parameter-customerEmail", Input).value = "o'hara@example.com"
    screen.query_one("#parameter-customerPassword", Input).value = "hush-hush"
    await counter.press("f6")
    shown = json.loads(screen.result.text)
    assert shown == {"customerEmail": "o'hara@example.com", "customerPassword": "HIDDEN"}
    await counter.press("f6")
    words = shlex.split(screen.result.text.replace("\\\n", ""))
    assert words[:2] == ["curl", "https://cleancloudapp.com/api/loginCustomer"]
    assert json.loads(words[-1]) == {"api_token": "YOUR_TOKEN", **shown}
    assert "hush" not in counter.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_stays_text(
    open_counter: Open, host: Host, size: tuple[int, int]
) -> None:
    async with open_counter(size=size) as counter:
        customer = somebody(counter)
        sent = {"customerID": customer.id, "customerNotes": "[b]\x1b[2J[/x]"}
        await counter.app.desk.shop.write("updateCustomer", sent)
        await answered(counter, "getCustomer", customerID=customer.id)
        await counter.press("slash")
        await counter.type("notes")
        await counter.press("enter")
        assert "[b]" in counter.text
        assert "\x1b" not in counter.text


async def test_a_reply_that_is_not_understood_is_shown_and_said_to_be(
    counter: Counter, host: Host
) -> None:
    host.disguise = in_an_unknown_way
    await pick(counter, "getPriceLists")
    await counter.press("ctrl+s")
    assert "zzAnswer" in counter.text
    assert "Not understood: the reply to getPriceLists" in " ".join(counter.text.split())
    assert "in a way that this version does not know" in " ".join(counter.text.split())
