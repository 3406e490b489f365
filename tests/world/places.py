"""Every screen and dialog of the counter, and how a person gets there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from .counter import HOME, SCANS, Counter

WHO: Final = "Quist"
WAY_SECONDS: Final = 15.0
"""Seconds within which a key has led somewhere, also on a busy machine."""

ORDERS: Final = ("251", "252", "253")
"""Their orders: a completed one, one in cleaning, one that is ready."""


class Keeps(Enum):
    """What a place does with a code that the shop knows."""

    NOTHING = "it is looked up at once, wherever that leads"
    ITSELF = "a dialog or a draft is not left for a scan, which waits"
    SCANS = "it is where scans are taken"
    LABELS = "it is where labels are compared, and none of them is a scan"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen or a dialog.

    Attributes:
        way: The keys from the search, each with what stands on the screen then. `?words` is the
            digit that stands before these words, `~text` is typed.
        keeps: What it does with codes that are known.
        is_text: Whether a text field has the focus.
        changes: Whether scans of what the shop knows change something there.
    """

    name: str
    way: tuple[tuple[str, str], ...]
    keeps: Keeps = Keeps.ITSELF
    is_text: bool = False
    changes: bool = False

    @property
    def sign(self) -> str:
        """What stands on the screen as long as it is open."""
        return self.way[-1][1]

    def is_open_at(self, text: str) -> bool:
        """Tell whether it is what stands on a screen."""
        return re.search(self.sign, text) is not None


class LostError(Exception):
    """There is no way to a place."""


def go(counter: Counter, place: Place) -> None:
    """Go to a place from the search.

    Raises:
        LostError: Something else stands on the screen than what a key leads to.
    """
    for key, sign in place.way:
        _press(counter, key)
        if not counter.comes(sign, WAY_SECONDS):
            raise LostError(f"{key} of {place.name}: no {sign!r} on\n{counter.text}")
    counter.settle(0.2)


def _press(counter: Counter, key: str) -> None:
    if key.startswith("?"):
        words = re.escape(key[1:])
        if not counter.comes(words, WAY_SECONDS):
            raise LostError(f"no {words} on\n{counter.text}")
        found = re.search(rf"(\d)  {words}", counter.text)
        if found is None:
            raise LostError(f"no digit before {words} on\n{counter.text}")
        counter.press(found[1])
    elif key.startswith("~"):
        counter.press(*key[1:])  # one by one, as a person types
    elif key:
        counter.press(key)


def go_home(counter: Counter) -> bool:
    """Go back to the search, its field empty; tell whether that was possible."""
    for _ in range(5):
        for key in ("escape", "escape", "f2"):
            counter.press(key)
            if key == "f2" and counter.comes(r"Name, phone, address, email", 0.6):
                counter.press("escape")
                if counter.comes(HOME, 1):
                    return True
    return False


_CUSTOMER = (("~quist", r"1 customer found"), ("enter", rf"{WHO} Bo   customer"), ("", "READY"))
_ORDER = (*_CUSTOMER, ("enter", r"Order 252   .*\n(.*\n)*.*552520001"))
_ACCOUNT = (*_CUSTOMER, ("a", "Account of"))
_MESSAGES = (*_ACCOUNT, ("?Messages", "Messages of"))
_CARDS = (*_ACCOUNT, ("?Saved cards", "Saved cards of"))
_APP = (*_ACCOUNT, ("?Phone app", "Phone app of"))
_MORE = (*_ORDER, ("m", r"\d  Delete the order"))
_HAND_OUT = (*_CUSTOMER, ("h", r"\[ \] +253"))
_PAYING = (*_HAND_OUT, ("~ ", r"\[x\] +253"), ("p", "To pay: .*How"))
_CHARGE = (*_ORDER, ("p", r"Visa +•••• 4242"))
_TAKING_IN = (*_CUSTOMER, ("o", r"New order of"))
_TAKEN = (*_TAKING_IN, ("~2 shirt", "2 shirt"), ("enter", r"\d × Shirt"))
_PICKUPS = (*_CUSTOMER, ("r", r"Mon 7 Jan"))
_CONSOLE = (*_CUSTOMER, ("f9", r"Pick an operation with Enter"))
_SENDING = (
    *(*_CONSOLE, ("down", "Pick an operation"), ("down", "Pick an operation")),
    *(("enter", "customerID"), ("ctrl+s", "Send deleteCustomer")),
)
_BUDGET = (("ctrl+g", "Budget of requests"),)
_SCANS = (("f3", SCANS),)
_PALETTE = (("ctrl+p", "Search for commands"),)

_AT_ONCE, _SCANNING = Keeps.NOTHING, Keeps.SCANS

PLACES: Final = (
    Place("search", (("", HOME),), _AT_ONCE, is_text=True),
    Place("found", (("~quis", r"1 customer found"),), _AT_ONCE, is_text=True),
    Place("work list", (("f6", r"Ready: 20 orders"),), _AT_ONCE, is_text=True),
    Place("new customer", (("ctrl+n", r"New customer\b"),), _AT_ONCE, is_text=True),
    Place("customer", _CUSTOMER, _AT_ONCE),
    Place("status of a customer's order", (*_CUSTOMER, ("s", "Status of order"))),
    Place("edit customer", (*_CUSTOMER, ("e", "Edit Quist")), _AT_ONCE, is_text=True),
    Place("account", _ACCOUNT),
    Place("message", (*_MESSAGES, ("m", "Message from")), is_text=True),
    Place("group", (*_ACCOUNT, ("?Add to", "Add Quist Bo to")), is_text=True),
    Place("messages", _MESSAGES, _AT_ONCE),
    Place("cards", _CARDS, _AT_ONCE),
    Place("card's token", (*_CARDS, ("a", "who keeps it"), ("?Stripe  ", "Paste")), is_text=True),
    Place("send a password", (*_APP, ("?Send a password", r"assword.*\?"))),
    Place("deactivate", (*_ACCOUNT, ("?Deactivate", r"Deactivate Quist Bo\?"))),
    Place("repeat pickups", _PICKUPS, _AT_ONCE),
    Place("skip a pickup", (*_PICKUPS, ("k", r"Skip .*\?"))),
    Place("delete a pickup", (*_PICKUPS, ("d", r"End this repeat pickup\?"))),
    Place("new pickup", (*_PICKUPS, ("a", "New repeat pickup")), _AT_ONCE, is_text=True),
    Place("edit pickup", (*_PICKUPS, ("enter", "Edit the repeat")), _AT_ONCE, is_text=True),
    Place("order", _ORDER, _AT_ONCE),
    Place("status of an order", (*_ORDER, ("s", "Status of order"))),
    Place("make Ready", (*_ORDER, ("s", "Status of order"), ("?Ready", r"252 Ready\?"))),
    Place("more of an order", _MORE),
    Place("delete an order", (*_MORE, ("?Delete", "Delete order 252"))),
    Place("ticket", (*_MORE, ("?Ticket", "NOT PAID YET")), _AT_ONCE),
    Place("photos", (*_MORE, ("?Photos", "has no photos")), _AT_ONCE),
    Place("notes", (*_ORDER, ("n", "Notes of order")), is_text=True),
    Place("garment", (*_ORDER, ("g", r"Garment 55252000\d of order")), is_text=True),
    Place("edit order", (*_ORDER, ("e", "Order 252 of Quist")), _AT_ONCE, is_text=True),
    Place("other customer", (*_ORDER, ("e", "Order 252 of"), ("f7", "█")), is_text=True),
    Place("charge", _CHARGE, _AT_ONCE),
    Place("confirm a charge", (*_CHARGE, ("p", r"Charge \$21.50")), is_text=True),
    Place("another default card", (*_CHARGE, ("down", "Amex"), ("d", r"default.*\?"))),
    Place("add a card", (*_CHARGE, ("a", "█")), is_text=True),
    Place("hand out", _HAND_OUT, _SCANNING),
    Place("stays here?", (*_HAND_OUT, ("down", "252"), ("~ ", r"\[x\] +252"), ("p", "stays here"))),
    Place("how is it paid?", _PAYING),
    Place("cash", (*_PAYING, ("?Cash", "Given, then F12")), is_text=True),
    Place("paid by check?", (*_PAYING, ("?Check", r"paid by check"))),
    Place("goes out unpaid?", (*_PAYING, ("?Pays later", r"unpaid: \$21.50\?"))),
    Place("taking in", _TAKING_IN, _AT_ONCE, is_text=True),
    Place("details", (*_TAKEN, ("f8", "Dropped off")), is_text=True),
    Place("promo code", (*_TAKEN, ("f7", "Promo code")), is_text=True),
    Place("make the order", (*_TAKEN, ("f10", r"\d  Later, when"))),
    Place("parked", (("ctrl+o", "parked|aside"),), _AT_ONCE),
    Place("console", _CONSOLE, _AT_ONCE),
    Place("console, form", (*_CONSOLE, ("enter", "customerName")), _AT_ONCE, is_text=True),
    Place("send an operation?", _SENDING),
    Place("day", (("f4", r"to \d+ \w+ 20\d\d"),), _AT_ONCE),
    Place("to resolve", (("ctrl+r", "Nothing is open"),), _AT_ONCE),
    Place("audit trail", (("ctrl+t", "Changes of"),), _AT_ONCE, is_text=True),
    Place("budget", _BUDGET, _AT_ONCE),
    Place("correct the budget", (*_BUDGET, ("c", "How many requests")), is_text=True),
    Place("share of the budget", (*_BUDGET, ("s", "█")), is_text=True),
    Place("palette", _PALETTE, is_text=True),
    Place("help", (("f1", "Type any part"),)),
    Place("help on an order", (*_ORDER, ("f1", "█"))),
    Place(
        "staff", (*_PALETTE, ("~who is", "Who is"), ("enter", "at the counter\\?")), is_text=True
    ),
    Place(
        "connect",
        (*_PALETTE, ("~connect", "Connect"), ("enter", "API token")),
        _AT_ONCE,
        is_text=True,
    ),
    Place(
        "scanner",
        (*_PALETTE, ("~set up the", "Set up the"), ("enter", "Scan 3 labels")),
        Keeps.LABELS,
    ),
    Place("look up", (*_SCANS, ("ctrl+l", r"\[\^L look up\]")), _SCANNING),
    Place("place", (*_SCANS, ("ctrl+k", r"\[\^K place\]")), _SCANNING, changes=True),
    Place("assemble", (*_SCANS, ("ctrl+e", r"\[\^E assemble\]")), _SCANNING),
    Place("hand out by scans", (*_SCANS, ("ctrl+o", r"\[\^O hand out\]")), _SCANNING),
    Place("count", (*_SCANS, ("ctrl+n", r"\[\^N count\]")), _SCANNING),
)
"""All of them."""
