"""Stories of customers at the counter, by keyboard in a real terminal of 80×24."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests import forking
from tests.terminal import Terminal

pytestmark = [pytest.mark.terminal, pytest.mark.usefixtures("practice_over_http")]

# The practice town's routes 1 and 2 serve these ZIP codes.
OLD_ADDRESS = "4 Vexley Lane, Port Amber 00101"
NEW_ADDRESS = "9 Harbor Street, Port Amber 00102"


def search_for(counter: Terminal, text: str) -> None:
    """Go to the search, from wherever, and type into its empty field."""
    counter.press("f2")
    counter.wait_for("Last in, of|No customers|found|Nobody")
    counter.press("escape")
    counter.wait_for("Last in, of|No customers")
    counter.press(text)
    counter.wait_for(rf"{text}(.*\n)+.*({text}|found|Nobody)")


def begin_new_customer(counter: Terminal, name: str) -> None:
    """From the search, begin a new customer with what was typed there as the name."""
    search_for(counter, name)
    counter.press("ctrl+n")
    counter.wait_for(rf"New customer\n(?:[^\n]*\n)? Name +{name}")


def type_into(counter: Terminal, label: str, text: str, tabs: int = 0) -> None:
    """Go some fields on and type, and see that it stands where it is meant to stand."""
    counter.press(*["tab"] * tabs, text)
    stands = rf"{label} +{re.escape(text)}"
    while counter.wait_for(f"({stands})|What you typed ahead")[1] is None:
        counter.wait_until_gone("What you typed ahead")
        counter.press(text)


def made(counter: Terminal, name: str, phone: str, address: str = "") -> str:
    """Make a customer without an email by the form; return their number."""
    begin_new_customer(counter, name)
    type_into(counter, "Phone", phone)
    if address:
        type_into(counter, "Address", address, tabs=2)
    counter.press("ctrl+s")
    counter.wait_for("without an email")
    counter.press("f12")
    return counter.wait_for(rf"{name} +customer (\d+)")[1]


def open_found(counter: Terminal, text: str, place: int = 1) -> None:
    """Search, and open the one that stands in that place of the list."""
    search_for(counter, text)
    counter.wait_for(r"customers? found")
    counter.press("enter")
    if place > 1:
        counter.press(*["down"] * (place - 1), "enter")
    counter.wait_for(rf"{text} +customer \d+")


def wait_until_kept(counter: Terminal, directory: Path, text: str) -> None:
    """Wait until what stands on the screen is on the disk too, which is a moment later."""
    until = time.monotonic() + 30
    while not any(text.encode() in file.read_bytes() for file in directory.rglob("journal.db*")):
        assert time.monotonic() < until, f"{text} was not kept:\n{counter.text}"


def deliver(customer_id: str) -> str:
    """Make an order that is to be delivered, from elsewhere; return its number."""
    shirt = {"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "1"}
    order = (
        f"customerID={customer_id}",
        f"products={json.dumps([shirt])}",
        "finalTotal=3.50",
        "status=0",
        "delivery=1",
        "deliveryDate=2099-12-01",
    )
    told = forking.run("api", "addOrder", *order)
    told.check_returncode()
    return str(json.loads(told.stdout)["orderID"])


def test_new_customer_by_phone_call(tmp_path: Path) -> None:
    with Terminal() as counter:
        counter.wait_for("Last in, of|No customers")
        begin_new_customer(counter, "Ottoline Vexley")
        type_into(counter, "Phone", "020 7946 0958")
        type_into(counter, "Address", "17 Zephyr Cresc", tabs=2)
        wait_until_kept(counter, tmp_path, "17 Zephyr Cresc")
        counter.kill()  # the terminal is closed in the middle of the call
    with Terminal() as counter:
        counter.wait_for("Last in, of|No customers")
        counter.press("ctrl+n")
        counter.wait_for("Typed .* and not sent yet")
        counter.wait_for(r"Name +Ottoline Vexley\n +Phone +020 7946 0958")
        counter.wait_for("17 Zephyr Cresc")
        counter.press("ctrl+s")
        counter.wait_for("without an email")
        counter.press("f12")
        counter.wait_for(r"Ottoline Vexley +customer \d+")
        counter.wait_for("020 7946 0958  ·  17 Zephyr Cresc")
        open_found(counter, "Ottoline Vexley")


@pytest.mark.once
def test_same_name_other_person() -> None:
    with Terminal() as counter:
        counter.wait_for("Last in, of|No customers")
        first = made(counter, "Jonas Ardenne", "555 010 7001")
        second = made(counter, "Jonas Ardenne", "555 010 7002", "8 Mill Row")
        assert first != second
        search_for(counter, "Jonas Ardenne")
        counter.wait_for("2 customers found")
        counter.wait_for("555 010 7001")
        counter.wait_for("555 010 7002")
        open_found(counter, "Jonas Ardenne", place=2)
        counter.wait_for(rf"Jonas Ardenne +customer ({first}|{second})\n")


@pytest.mark.once
def test_moved_house() -> None:
    with Terminal() as counter:
        counter.wait_for("Last in, of|No customers")
        customer = made(counter, "Wilma Quist", "555 010 7003", OLD_ADDRESS)
        order = deliver(customer)
        counter.press("f5")
        counter.wait_for(rf"{order}  Cleaning")
        assert "OTHER ADDRESS" not in counter.text
        counter.press("e")
        counter.wait_for("Edit Wilma Quist")
        counter.wait_for("Name +Wilma Quist")
        counter.press("tab", "tab", "tab", "end", "\x15")
        type_into(counter, "Address", NEW_ADDRESS)
        counter.press("f6")
        counter.wait_for("Route 2 .*serves it")
        counter.press("ctrl+s")
        counter.wait_for(f"OTHER ADDRESS: Order {order} goes")
        counter.wait_for("9 Harbor Street")
        assert "route 2" in counter.text


@pytest.mark.once
def test_number_already_known() -> None:
    with Terminal() as counter:
        counter.wait_for("Last in, of|No customers")
        known = made(counter, "Petra Lindqvist", "0046 8 555 0147", "3 Pier Walk")
        begin_new_customer(counter, "Peter Lindqvist")
        type_into(counter, "Phone", "+46 8 555-0147")
        counter.press("ctrl+s")
        counter.wait_for("without an email")
        counter.press("f12")
        counter.wait_for("known already")
        counter.wait_for("Open Petra Lindqvist  ·  3 Pier Walk")
        counter.press("1")
        counter.wait_for(rf"Petra Lindqvist +customer {known}\n")
