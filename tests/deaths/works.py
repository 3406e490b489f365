"""What a person does at the counter: keys, and what has to stand on the screen before the next."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.stranger import Received, Stranger
from tests.terminal import Terminal

_LABEL_SECONDS: Final = 0.3
"""How long it takes to hold the next label to the scanner."""

_IN_BETWEEN: Final[Mapping[str, str]] = {
    "Throw it away": "2",
    "Escape: seen": "escape",
}
"""What an earlier death left half typed, or scanned beneath a dialog, and the key that ends it."""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the stranger's shop, by their place in it."""

    place: int

    @property
    def customer(self) -> str:
        """The customer's number."""
        return str(100 + self.place)

    @property
    def words(self) -> Mapping[str, str]:
        """What is put into the keys and signs of a work."""
        first = self.place * 3 + 200
        return {
            "customer": self.customer,
            "cleaning": str(first + 1),
            "ready": str(first + 2),
            "barcode": f"55{first + 1}0001",
            "twin": f"Twin {chr(64 + self.place)}anders",
        }

    def is_about(self, parameters: Mapping[str, Any]) -> bool:
        """Tell whether a request is about this person, an order or a garment of theirs."""
        told = {str(value) for value in parameters.values()}
        return bool(told & set(self.words.values()))


@dataclass(frozen=True, slots=True)
class Work:
    """Something that a person does.

    Attributes:
        operation: What is asked of CleanCloud in the end.
        steps: Keys, each with the sign that has to stand on the screen then.
        last: The keys that set it off.
        repeats: Whether CleanCloud may be asked twice: values are set.
    """

    operation: str
    steps: tuple[tuple[tuple[str, ...], str], ...]
    last: tuple[str, ...]
    repeats: bool = False

    def get_ready(self, counter: Terminal, person: Person, *, but: int = 0) -> None:
        """Do all of it but the last keys, and so many of the last steps."""
        for keys, sign in self.steps[: len(self.steps) - but]:
            self._press(counter, person, keys)
            wanted = sign.format(**person.words)
            found = counter.wait_for("|".join([*_IN_BETWEEN, wanted]))[0]
            while found in _IN_BETWEEN:
                found = self._gone_on(counter, person, keys, wanted, found)

    def _gone_on(
        self, counter: Terminal, person: Person, keys: tuple[str, ...], wanted: str, found: str
    ) -> str:
        """Answer what came in between, and return what stands there then.

        The keys that it took are pressed again. Right behind others its own would be a scan's.
        """
        time.sleep(_LABEL_SECONDS)
        counter.press(_IN_BETWEEN[found])
        with contextlib.suppress(AssertionError):
            return counter.wait_for(wanted, 2)[0]
        if found not in counter.text:
            self._press(counter, person, keys)
        return counter.wait_for("|".join([*_IN_BETWEEN, wanted]))[0]

    def set_off(self, counter: Terminal, person: Person) -> None:
        """Press the last keys."""
        self._press(counter, person, self.last)

    def try_again(self, counter: Terminal, person: Person, seconds: float) -> None:
        """Do all of it as somebody who does not read what stands there, and waits so long each."""
        for keys, sign in self.steps:
            self._press(counter, person, keys)
            with contextlib.suppress(AssertionError):
                counter.wait_for(sign.format(**person.words), seconds)
        self.set_off(counter, person)

    @staticmethod
    def _press(counter: Terminal, person: Person, keys: tuple[str, ...]) -> None:
        for key in keys:
            if key.endswith("\r"):
                time.sleep(_LABEL_SECONDS)
            counter.press(key.format(**person.words))

    def requests(self, stranger: Stranger, person: Person) -> list[Received]:
        """Return what the server got of it."""
        with stranger.lock:
            return [
                each for each in stranger.of(self.operation) if person.is_about(each.parameters)
            ]


_HOME: Final = (
    (("f2",), "Last in|found|Nobody|No customers"),
    (("escape",), "Last in|No customers"),
)
_FOUND: Final = (
    *_HOME,
    (("c{customer}@example.org",), r"1 customer found"),
    (("enter",), r"customer {customer}(.|\n)*{cleaning}"),
)

WORKS: Final[Mapping[str, Work]] = {
    "order": Work(
        "addOrder",
        (
            *_FOUND,
            (("o",), "New order of(.|\n)*Offered"),
            (("shirt",), r"Shirt +\$9"),
            (("enter",), r"Shirt +1 +"),
            (("f10",), "To pay"),
            (("4",), "Make it unpaid"),
        ),
        ("f12",),
    ),
    "charge": Work(
        "chargeCard",
        (
            *_FOUND,
            (("enter",), r"Order {cleaning}   Cleaning"),
            (("p",), "Last four(.|\n)*4242(.|\n)*as of"),
            (("p",), "Type 21.50 or CHARGE"),
            (("charge",), "charge"),
        ),
        ("f12",),
    ),
    "hand-out": Work(
        "updateOrder",
        (
            *_FOUND,
            (("h",), r"\[ \] +{ready}"),
            ((" ",), r"\[x\] +{ready}"),
            (("p",), "To pay"),
            (("1",), "Given, then F12"),
            (("f5",), r"21\.50"),
        ),
        ("f12",),
        repeats=True,
    ),
    "form": Work(
        "updateCustomer",
        (
            *_FOUND,
            (("e",), "Edit .*customer {customer}"),
            (("tab", "tab", "tab", "tab", "changed {customer}"), "Notes +changed {customer}"),
        ),
        ("ctrl+s",),
        repeats=True,
    ),
    "new customer": Work(
        "addCustomer",
        (
            *_HOME,
            (("{twin}",), "Nobody|found|close to it"),
            (("ctrl+n",), "Name +{twin}"),
            (("555 010 7{customer}",), "Phone +555 010 7{customer}"),
            (("ctrl+s",), "without an email"),
        ),
        ("f12",),
    ),
    "repeat pickup": Work(
        "repeatPickup",
        (
            *_FOUND,
            (("r",), "Repeat pickups of"),
            (("a",), "New repeat pickup"),
            (("+7",), r"First pickup +\+7"),
            (("tab", "tab", "12pm"), "Pickup from +12pm"),
            (("tab", "2pm"), "2pm"),
        ),
        ("ctrl+s",),
    ),
    "message": Work(
        "addMessage",
        (
            *_FOUND,
            (("a",), "Account of"),
            (("1",), "Messages of"),
            (("m",), "Message from"),
            (("is it ready, {customer}?",), "ready, {customer}"),
        ),
        ("ctrl+s",),
    ),
    "status": Work(
        "updateOrder",
        (
            *_FOUND,
            (("s",), "Status of order {cleaning}"),
            (("4",), "Make order {cleaning} Ready"),
        ),
        ("f12",),
        repeats=True,
    ),
    "placing": Work(
        "updateGarment",
        (
            *_HOME,
            (("f3",), "Scan|SCAN"),
            (("\x0b",), "scan a place first"),
            (("A12\r",), "Place A12"),
        ),
        ("{barcode}\r",),
        repeats=True,
    ),
}
