"""The form of a customer: made in seconds, changed with care, and nothing typed is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Select, TextArea

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.customers.customer_editor import CustomerEditor
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.destinations import OpenCustomer, OpenCustomerForm, OpenNewCustomer
from cleancloud_tui.screens.scanning.screen import ScanScreen
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.journal.file import JournalFile
from tests.host import Host
from tests.screens.conftest import Counter, Open

OTTOLINE = {
    "customerName": "Ottoline Vexley",
    "customerTel": "020 7946 0958",
    "customerEmail": "ottoline@vexley.test",
}


async def opened_new(counter: Counter, typed: Mapping[str, str] | None = None) -> CustomerEditor:
    counter.app.go(OpenNewCustomer(typed))
    await counter.settle()
    return editor_of(counter)


def editor_of(counter: Counter) -> CustomerEditor:
    assert isinstance(counter.app.screen, CustomerEditor), counter.text
    return counter.app.screen


def customer_on(counter: Counter) -> str:
    assert isinstance(counter.app.screen, CustomerScreen), counter.text
    return counter.app.screen.customer_id


def toasts(counter: Counter) -> str:
    """What was said in passing."""
    return "\n".join(counter.notices)


async def elsewhere(host: Host, operation: str, **parameters: str) -> Mapping[str, object]:
    """Change something from another computer."""
    client = await host.connect()
    try:
        return await client.call(operation, parameters)
    finally:
        await client.aclose()
        host.requests.pop()


async def made(counter: Counter, values: Mapping[str, str] = OTTOLINE) -> str:
    """Make a customer without the form, and open their screen."""
    reply = await counter.app.desk.shop.write("addCustomer", values)
    customer_id = str(reply["CustomerID"])
    counter.app.go(OpenCustomer(customer_id))
    await counter.settle()
    return customer_id


def held_back(host: Host, operation: str) -> asyncio.Event:
    """Hold back the replies to an operation until what is returned is set."""
    gate = asyncio.Event()

    async def hold(asked: str) -> None:
        if asked == operation:
            await gate.wait()

    host.held = hold
    return gate


def stored(host: Host, customer_id: str) -> Any:
    """The customer as CleanCloud has them."""
    sql = "SELECT * FROM customers WHERE id = ?"
    return host.app.state.server.store.row(sql, (int(customer_id),))


def count_of(host: Host, name: str) -> int:
    sql = "SELECT count(*) AS n FROM customers WHERE name = ?"
    return int(host.app.state.server.store.row(sql, (name,))["n"])


async def test_the_form_has_every_parameter_of_both_operations(counter: Counter) -> None:
    customer_id = await made(counter)
    for operation, opened in (("addCustomer", ""), ("updateCustomer", customer_id)):
        counter.app.push_screen(CustomerEditor(counter.app.desk, opened))
        await counter.settle()
        wanted = {each.name for each in OPERATIONS[operation].parameters} - {"customerID"}
        assert set(editor_of(counter).form.values()) == wanted
        await counter.press("escape")


async def test_a_new_customer_is_made_and_their_screen_opens(counter: Counter, host: Host) -> None:
    await opened_new(counter, {"customerName": "Ottoline Vexley"})
    await counter.type("020 7946 0958")
    await counter.press("tab")
    await counter.type("ottoline@vexley.test")
    await counter.press("tab")
    await counter.type("1 New Street")
    await counter.press("enter")
    await counter.type("London")
    await counter.press("ctrl+s")
    customer_id = customer_on(counter)
    row = stored(host, customer_id)
    assert (row["name"], row["phone"]) == ("Ottoline Vexley", "020 7946 0958")
    assert row["address"] == "1 New Street\nLondon"
    assert "Ottoline Vexley" in counter.text
    await counter.press("escape")
    assert not isinstance(counter.app.screen, CustomerEditor)
    assert await counter.app.desk.shop.drafts.all("customer") == []


async def test_only_what_was_filled_in_is_sent(counter: Counter, host: Host) -> None:
    editor = await opened_new(counter, OTTOLINE)
    editor.query_one("#starchPreference", Select).value = "3"
    await counter.press("ctrl+s")
    customer_id = customer_on(counter)
    assert "Starch: light" in counter.text
    entries = await counter.app.desk.shop.journal.entries_of()
    assert entries[0].parameters == {**OTTOLINE, "starchPreference": "3"}

    await counter.press("e")
    editor_of(counter).query_one("#customerNotes", TextArea).text = "Rings twice"
    await counter.press("ctrl+s")
    entries = await counter.app.desk.shop.journal.entries_of()
    assert entries[0].parameters == {"customerID": customer_id, "customerNotes": "Rings twice"}
    assert "Rings twice" in counter.text
    await counter.press("e", "ctrl+s")
    assert "Nothing was changed" in counter.text
    assert host.requests.count("updateCustomer") == 1


async def test_no_email_is_asked_about_once(counter: Counter, host: Host) -> None:
    await opened_new(counter, {"customerName": "Bo", "customerTel": "555 0199"})
    await counter.press("ctrl+s")
    assert "without an email" in counter.text
    await counter.press("escape")
    assert counter.app.focused is not None
    assert counter.app.focused.id == "customerEmail"
    assert "addCustomer" not in host.requests
    await counter.press("ctrl+s", "f12")
    assert stored(host, customer_on(counter))["email"] == ""


@pytest.mark.parametrize(
    ("typed", "said", "focus"),
    [
        ({"customerTel": "555 0199"}, "Name is required", "customerName"),
        ({"birthdayDay": "3"}, "Birthday, day needs Month too", "birthdayDay"),
        ({"birthdayDay": "31", "birthdayMonth": "2"}, "no day 31 in month 2", ""),
        ({"customerLat": "north"}, "Latitude is to be", "customerLat"),
    ],
)
async def test_what_is_wrong_is_said_by_its_label_before_anything_is_sent(
    counter: Counter, host: Host, typed: dict[str, str], said: str, focus: str
) -> None:
    begun = {"customerEmail": "a@b.test"}
    if "customerTel" not in typed:
        begun = dict(OTTOLINE)
    await opened_new(counter, begun | typed)
    await counter.press("ctrl+s")
    assert said in counter.text
    assert "addCustomer" not in host.requests
    if focus:
        assert counter.app.focused is not None
        assert counter.app.focused.id == focus


async def test_save_pressed_twice_sends_once(counter: Counter, host: Host) -> None:
    await opened_new(counter, OTTOLINE)
    gate = held_back(host, "addCustomer")
    await counter.pilot.press("ctrl+s", "ctrl+s", "escape")
    await counter.until(lambda: "addCustomer" in host.requests)
    assert isinstance(counter.app.screen, CustomerEditor)
    gate.set()
    await counter.settle()
    customer_on(counter)
    assert host.requests.count("addCustomer") == 1


async def test_a_known_number_names_the_person_who_can_be_opened(
    counter: Counter, host: Host
) -> None:
    known = await made(counter, OTTOLINE | {"customerAddress": "1 New Street"})
    await counter.press("escape")
    await opened_new(counter, {"customerName": "Otto V", "customerTel": "020 7946 0958"})
    await counter.press("ctrl+s", "f12")
    assert "known already" in counter.text
    assert "Ottoline Vexley" in counter.text
    assert "1 New Street" in counter.text
    assert "never in" in counter.text
    assert host.requests.count("addCustomer") == 1
    await counter.press("1")
    assert customer_on(counter) == known
    assert host.requests.count("addCustomer") == 1
    # What was typed is not lost by it.
    await counter.press("escape")
    await opened_new(counter)
    assert editor_of(counter).query_one("#customerName", Input).value == "Otto V"


async def test_a_taken_email_is_said_in_words_and_what_was_typed_stays(
    counter: Counter, host: Host
) -> None:
    # Deactivated by somebody else: the mirror does not find them, CleanCloud still refuses.
    await elsewhere(host, "addCustomer", **OTTOLINE)
    customer_id = str(host.app.state.server.store.row("SELECT max(id) AS id FROM customers")["id"])
    await elsewhere(host, "deleteCustomer", customerID=customer_id)
    await opened_new(counter, OTTOLINE | {"customerTel": "555 0100"})
    await counter.press("ctrl+s")
    assert "already exists" in counter.text
    assert "stays taken" in counter.text
    assert editor_of(counter).query_one("#customerName", Input).value == "Ottoline Vexley"


async def test_a_change_made_elsewhere_is_shown_before_it_is_overwritten(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    await counter.press("e")
    editor_of(counter).query_one("#customerTel", Input).value = "111"
    editor_of(counter).query_one("#customerNotes", TextArea).text = "mine"
    await elsewhere(host, "updateCustomer", customerID=customer_id, customerTel="222")
    host.now += timedelta(minutes=5).total_seconds()
    await counter.press("ctrl+s")
    assert "was changed meanwhile" in counter.text
    assert "Phone: was 020 7946 0958" in counter.text
    assert "now 222" in counter.text
    assert "yours 111" in counter.text
    assert "Notes" not in counter.text.split("meanwhile")[1].split("F12  yes")[0]
    await counter.press("escape")
    assert "waiting for the API" not in counter.text  # it was the person who was waited for
    assert stored(host, customer_id)["phone"] == "222"
    await counter.press("ctrl+s", "f12")
    assert stored(host, customer_id)["phone"] == "111"
    assert stored(host, customer_id)["notes"] == "mine"
    customer_on(counter)


async def test_a_change_elsewhere_of_other_fields_asks_nothing(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    await counter.press("e")
    editor_of(counter).query_one("#customerTel", Input).value = "111"
    await elsewhere(host, "updateCustomer", customerID=customer_id, customerNotes="theirs")
    host.now += timedelta(minutes=5).total_seconds()
    await counter.press("ctrl+s")
    customer_on(counter)
    assert stored(host, customer_id)["notes"] == "theirs"
    assert stored(host, customer_id)["phone"] == "111"


async def test_a_draft_remembers_what_it_was_typed_over(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    await counter.press("e")
    editor_of(counter).query_one("#customerTel", Input).value = "111"
    await counter.settle()
    await counter.press("escape")
    await elsewhere(host, "updateCustomer", customerID=customer_id, customerTel="222")
    host.now += timedelta(minutes=5).total_seconds()
    await counter.press("f5", "e")
    assert "Typed 5 min ago" in counter.text
    await counter.press("ctrl+s")
    assert "now 222" in counter.text


async def test_offline_an_edit_waits_and_a_new_customer_stays_typed(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    await counter.press("e")
    editor_of(counter).query_one("#customerTel", Input).value = "111"
    host.is_offline = True
    host.now += timedelta(minutes=5).total_seconds()
    await counter.press("ctrl+s")
    assert customer_on(counter) == customer_id
    assert "Kept on this computer" in toasts(counter)
    assert "111" in counter.text

    await opened_new(counter, {"customerName": "Bo", "customerTel": "555 0199"})
    await counter.press("ctrl+s", "f12")
    assert "What was typed stays" in counter.text
    assert editor_of(counter).query_one("#customerName", Input).value == "Bo"
    host.is_offline = False
    await counter.press("ctrl+s", "f12")
    assert stored(host, customer_on(counter))["name"] == "Bo"


async def test_an_unknown_outcome_is_said_and_not_sent_again_blind(
    counter: Counter, host: Host
) -> None:
    editor = await opened_new(counter, OTTOLINE)
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="addCustomer")
    await counter.press("ctrl+s")
    assert "not known" in counter.text
    assert "Nothing can be changed here until that is known" in " ".join(counter.text.split())
    editor.query_one("#customerNotes", TextArea).text = "changed a little"
    await counter.press("ctrl+s")
    assert host.requests.count("addCustomer") == 1
    assert count_of(host, "Ottoline Vexley") == 1
    assert editor.query_one("#customerName", Input).value == "Ottoline Vexley"


async def test_what_was_typed_survives_escape_and_is_offered_with_its_age(
    counter: Counter, host: Host
) -> None:
    await opened_new(counter)
    await counter.type("Ottoline [x]")
    await counter.press("escape")
    assert "is kept" in toasts(counter)
    host.now += timedelta(minutes=7).total_seconds()
    editor = await opened_new(counter)
    assert editor.query_one("#customerName", Input).value == "Ottoline [x]"
    assert "Typed 7 min ago" in counter.text
    await counter.press("ctrl+n", "escape")
    assert editor.query_one("#customerName", Input).value == "Ottoline [x]"
    await counter.press("ctrl+n", "f12")
    assert editor.query_one("#customerName", Input).value == ""
    await counter.press("escape")
    assert await counter.app.desk.shop.drafts.all("customer") == []


async def test_where_nothing_can_be_kept_it_is_said_and_asked(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_: object, work: object) -> None:
        raise StorageError(Path("journal.db"), OSError("no space left"))

    await opened_new(counter)
    monkeypatch.setattr(JournalFile, "run", full)
    await counter.type("Ottoline")
    assert "What is typed here can't be kept" in counter.text
    await counter.press("escape")
    assert "What was typed is lost" in counter.text
    await counter.press("escape")
    assert editor_of(counter).query_one("#customerName", Input).value == "Ottoline"
    await counter.press("escape", "f12")
    assert isinstance(counter.app.screen, SearchScreen)


async def test_a_draft_and_something_typed_in_the_search_are_chosen_between(
    counter: Counter,
) -> None:
    await opened_new(counter)
    await counter.type("Ottoline")
    await counter.press("escape")
    await opened_new_asking(counter)
    assert "Go on with it: Ottoline" in counter.text
    await counter.press("escape")
    assert not isinstance(counter.app.screen, CustomerEditor)
    editor = await opened_new_asking(counter)
    await counter.press("1")
    assert editor.query_one("#customerName", Input).value == "Ottoline"
    await counter.press("escape")
    editor = await opened_new_asking(counter)
    await counter.press("2")
    assert editor.query_one("#customerName", Input).value == "Bo"
    await counter.press("escape")
    assert await counter.app.desk.shop.drafts.all("customer") == []


async def opened_new_asking(counter: Counter) -> CustomerEditor:
    """Open the form with a name, while a draft of somebody else is there."""
    counter.app.go(OpenNewCustomer({"customerName": "Bo"}))
    await counter.settle()
    assert counter.is_asking
    editor = counter.app.screen_stack[-2]
    assert isinstance(editor, CustomerEditor)
    return editor


async def test_what_was_typed_survives_the_end_of_the_program(open_counter: Open) -> None:
    async with open_counter() as counter:
        await opened_new(counter)
        await counter.type("Ottoline")
    async with open_counter() as counter:
        editor = await opened_new(counter)
        assert editor.query_one("#customerName", Input).value == "Ottoline"


async def test_find_leaves_the_form_and_keeps_what_was_typed(counter: Counter) -> None:
    await opened_new(counter)
    await counter.type("Ottoline")
    await counter.press("f2")
    assert isinstance(counter.app.screen, SearchScreen)
    editor = await opened_new(counter)
    assert editor.query_one("#customerName", Input).value == "Ottoline"


async def test_going_to_another_place_and_back_keeps_the_form(counter: Counter) -> None:
    await opened_new(counter)
    await counter.type("Ottoline")
    await counter.press("f3", *"0042", "enter")
    await counter.press("f2")
    assert editor_of(counter).query_one("#customerName", Input).value == "Ottoline"


async def test_a_form_that_was_sent_while_another_place_was_open_is_gone(
    counter: Counter, host: Host
) -> None:
    await opened_new(counter, OTTOLINE)
    gate = held_back(host, "addCustomer")
    await counter.pilot.press("ctrl+s", "f3")
    gate.set()
    await counter.settle()
    assert isinstance(counter.app.screen, ScanScreen)
    assert "Ottoline Vexley is saved" in toasts(counter)
    await counter.press("f2")
    assert isinstance(counter.app.screen, SearchScreen)
    assert await counter.app.desk.shop.drafts.all("customer") == []


HOSTILE = "[M] [/x] [bold]B[/bold] <b>b</b>"


async def test_hostile_text_is_shown_as_it_is(counter: Counter, host: Host) -> None:
    hostile = {"customerName": HOSTILE, "customerAddress": HOSTILE, "customerNotes": HOSTILE}
    customer_id = await made(counter, OTTOLINE | hostile)
    await counter.press("e")
    assert counter.text.count(HOSTILE) == 4  # the title, and three fields
    editor_of(counter).query_one("#customerName", Input).value = f"{HOSTILE} mine"
    await elsewhere(host, "updateCustomer", customerID=customer_id, customerName="theirs [/y]")
    host.now += timedelta(minutes=5).total_seconds()
    await counter.press("ctrl+s")
    assert "[/y]" in counter.text
    await counter.press("f12", "escape")
    await opened_new(counter, OTTOLINE)
    await counter.press("ctrl+s")
    assert "[M] [/x] [bold]B[/bold]" in counter.text  # who has this number


async def test_passwords_and_tokens_are_hidden_and_never_kept(counter: Counter, host: Host) -> None:
    editor = await opened_new(counter, OTTOLINE)
    assert not editor.query_one("#customerPassword").is_on_screen
    await counter.press("f8")
    assert counter.app.focused is not None
    assert counter.app.focused.id == "customerPassword"
    await counter.type("qz7x qz7x")
    assert "qz7x" not in counter.text
    editor.query_one("#customerNotes", TextArea).text = "a note"
    await counter.settle()
    await counter.press("ctrl+s")
    assert stored(host, customer_on(counter))["password"] != ""
    files = [path for path in host.directory.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"qz7x" in path.read_bytes()] == []


async def test_the_route_is_looked_up_by_the_address(counter: Counter, host: Host) -> None:
    store = host.app.state.server.store
    served = store.row("SELECT address, route_id FROM customers WHERE route_id > 0 LIMIT 1")
    editor = await opened_new(counter, OTTOLINE)
    await counter.press("f6")
    assert "Type the address first" in counter.text
    editor.query_one("#customerAddress", TextArea).text = "Nowhere at all"
    await counter.press("f6")
    assert "No route was found" in counter.text
    editor.query_one("#customerAddress", TextArea).text = served["address"]
    await counter.press("f6")
    route = editor.query_one("#customerRoute", Input).value
    assert route
    assert f"Route {route}" in counter.text
    await counter.press("ctrl+s")
    assert str(stored(host, customer_on(counter))["route_id"]) == route
    assert f"route {route}" in counter.text


async def test_what_cleancloud_finds_by_the_address_is_shown(counter: Counter, host: Host) -> None:
    store = host.app.state.server.store
    served = store.row("SELECT address, route_id FROM customers WHERE route_id > 0 LIMIT 1")
    editor = await opened_new(counter, OTTOLINE | {"customerAddress": served["address"]})
    editor.query_one("#findRoute", Select).value = "1"
    editor.query_one("#makeLatLng", Select).value = "1"
    await counter.press("ctrl+s")
    row = stored(host, customer_on(counter))
    assert row["route_id"]
    assert f"route {row['route_id']}" in counter.text
    await counter.press("e")
    assert editor_of(counter).query_one("#customerLat", Input).value


async def test_the_form_of_somebody_with_an_unknown_code_keeps_it(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter, OTTOLINE | {"shirtPreference": "3"})
    counter.app.go(OpenCustomerForm(customer_id))
    await counter.settle()
    editor_of(counter).query_one("#customerTel", Input).value = "111"
    await counter.press("ctrl+s")
    assert str(stored(host, customer_id)["shirt_preference"]) == "3"


async def test_a_preference_that_an_edit_can_not_choose_keeps_its_name(open_counter: Open) -> None:
    async with open_counter() as counter:
        await made(counter, {**OTTOLINE, "shirtPreference": "3"})
        assert "Shirts: folded" in counter.text
        await counter.press("e")
        assert "Folded (as it is)" in counter.text
