"""The counter's story in a real terminal: the program as installed, keys in, screen out."""

import itertools
import re
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.patience import HUNG_SECONDS
from tests.terminal import AS_INSTALLED, Terminal

pytestmark = pytest.mark.terminal


def change_an_order(counter: Terminal, order: str) -> str:
    """Change status, notes, and a garment's notes and place; return the garment's barcode."""
    is_cleaning = f"Order {order}   Cleaning" in counter.text
    counter.press("s")
    counter.wait_for(f"Status of order {order}")
    counter.press("3")
    if not is_cleaning:
        counter.wait_for(f"Make order {order} Cleaning")
        counter.press("f12")
        counter.wait_for(f"✓ Order {order} is Cleaning")  # the answer is in
    counter.wait_for(rf"\A(?!(?:.|\n)*Status of order {order})")  # that is answered
    counter.press("n")
    counter.wait_for(f"Notes of order {order}")
    counter.press(" [M] by Friday", "ctrl+s")
    counter.wait_for("Notes saved")
    counter.press("g")
    barcode = counter.wait_for(r"Garment (\d+) of order")[1]
    counter.press("end", " torn", "tab", "end", "Z9", "ctrl+s")
    counter.wait_for(f"Garment {barcode} saved")
    return barcode


HAS_OPEN = re.compile(r"(?:today|yesterday|[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}) +\d+ ")
"""In the list of customers: when one was last in, and how many of their orders are open."""


def find_an_order_in_the_shop(counter: Terminal) -> str:
    """Open customers from the list until one has an order in work; leave it open.

    The list grows and moves while the mirror is filled: which of them were tried does not count.
    """
    attempts, until = itertools.count(), time.monotonic() + HUNG_SECONDS
    while time.monotonic() < until:
        counter.wait_for(HAS_OPEN.pattern)  # those are known, whatever is read of the customer yet
        _, _, customers = counter.text.partition("Owes")
        rows = [row for row, line in enumerate(customers.splitlines()) if HAS_OPEN.search(line)]
        counter.press(*["down"] * rows[next(attempts) % len(rows)], "enter")
        counter.wait_for(r"   customer \d+")
        counter.wait_for(r"\n as of ")  # all of it was read: no order moves under the cursor
        told = re.search(r"Order .*\n +(\d+)  (\w+)", counter.text)
        if told and told[2] in ("Detailing", "Cleaning"):
            order = told[1]
            counter.press("enter")
            counter.wait_for(f"Order {order}")
            counter.wait_for(r"Garment +Place[^\n]*\n[^\n]*\d{9,}")
            return order
        counter.press("f2")
        counter.wait_for("Last in, of")
        counter.press("escape")
    raise AssertionError("no customer in sight has an order in work")


LISTED = "Next pickup +Schedule"


def say_yes_to_what_is_asked(counter: Terminal) -> None:
    """Go on until a schedule is saved, whatever day it begins on and whatever others there are."""
    asked = "Save it all the same|They stay|Save 1 change"
    while (found := counter.wait_for(f"{asked}|{LISTED}")[0]) in asked.split("|"):
        counter.press("1" if found == "They stay" else "f12")
        counter.wait_until_gone(found)


def test_the_story() -> None:
    with Terminal(command=AS_INSTALLED) as counter:
        counter.wait_for("PRACTICE SHOP")
        name = counter.wait_for(r"Owes\n(?:[^\n]*\n)*? ([A-Z][a-z]{3,}) ")[1]
        counter.press(name[:4].lower())
        counter.wait_for(rf"found\n(?:[^\n]*\n)+? {name}")
        counter.press("escape")
        counter.wait_for("Last in, of")

        order = find_an_order_in_the_shop(counter)
        assert "Money" in counter.text
        barcode = change_an_order(counter, order)
        counter.press("f3", barcode, "enter")
        counter.wait_for(rf"{barcode}  [^\n]+\n order {order}")

        counter.press("f6")
        counter.wait_for(f"Order {order}")
        counter.press("c", "r")
        counter.wait_for("Repeat pickups of")
        counter.wait_for("as of ")
        counter.press("a")
        counter.wait_for("New repeat pickup")
        counter.press("+7")
        counter.wait_for(r"First pickup +\+7")
        counter.press("tab")
        counter.wait_for(r"First pickup +\w+ \d+ \w+ \d{4}")  # the day that is meant
        counter.press("tab", "9am")  # the placeholder is 10am
        counter.wait_for("Pickup from +9am")
        counter.press("tab", "1pm")
        counter.wait_for("9am to 1pm")  # the placeholder is 1pm
        counter.press("ctrl+s")
        say_yes_to_what_is_asked(counter)
        counter.press("enter")
        counter.wait_for("Edit the repeat pickup(.|\\n)*and 2 more")
        counter.press("tab", "tab", "tab", "end", "\x15")
        counter.wait_for("9am to unknown")  # commands that come at once may be left out
        counter.press("2pm")
        counter.wait_for("Pickup to +2pm")
        counter.press("ctrl+s")
        say_yes_to_what_is_asked(counter)
        counter.wait_for(f"{LISTED}(.|\\n)*9am to 2pm")
        counter.press("d")
        counter.wait_for("Esc  no")
        counter.press("f12")
        counter.wait_for("Repeat pickup ended")

        counter.press("f4")
        counter.wait_for(r"Revenue +\$[\d,]+\.\d\d")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0

    with Terminal(command=AS_INSTALLED) as counter:
        counter.wait_for("Last in, of")
        counter.press("f3", barcode, "enter")
        counter.wait_for(rf"{barcode}[^\n]+\n order {order}[^\n]*(\n[^\n]*)?torn")
        assert "Z9" in counter.text
        counter.press("f6")
        counter.wait_for(r"\[M\] by Friday")
        assert f"Order {order}   Cleaning" in counter.text
