"""What the command palette offers beside Textual's own: the places, and what has no key."""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """A line of the palette, and the app's action that it stands for."""

    title: str
    help: str
    action: str


SCREENSHOT: Final = "Screenshot"
"""Textual's own command that writes a file."""

OWN_PIN: Final = "own_pin"
"""The action that is offered to whoever has signed in."""

COMMANDS: Final = (
    Command("Find a customer", "F2", "place('search')"),
    Command("Scan garments", "F3", "place('scan')"),
    Command("Summary", "F4: the figures of any period", "summary"),
    Command("Price lists and products", "Ctrl+B 1: at the till, in the app", "shop('products')"),
    Command("Inventory", "Ctrl+B 2: what runs low first", "shop('inventory')"),
    Command("Routes", "Ctrl+B 3: an address to its route, dates, times", "shop('routes')"),
    Command("Today's route", "Ctrl+B 4: the stops by time", "shop('todays_route')"),
    Command("Orders by filters", "Ctrl+B 5: status, payment, route, day", "shop('orders')"),
    Command("Holidays", "Ctrl+B 6: repeat pickups on closed days", "shop('holidays')"),
    Command("Repeat pickups of all customers", "Ctrl+B 7, or Ctrl+E in Find", "shop('pickups')"),
    Command("Closing sheets", "Ctrl+B 8: what was in the till, by day", "closing"),
    Command("Parked orders", "Begun and not made yet, of all customers", "parked_orders"),
    Command("To resolve", "Changes that wait for your decision", "to_resolve"),
    Command("Audit trail", "Who changed what", "audit"),
    Command("Budget of requests", "What the month has left", "budget"),
    Command("Deactivated customers", "Whom no search finds any more", "deactivated"),
    Command("Who is at the counter", "For the audit trail; F11 where people sign in", "staff"),
    Command("People and roles", "Who signs in, and what each may do", "people"),
    Command("Change your PIN", "With the one that you have", OWN_PIN),
    Command("Hide everything, or lock it", "F11", "hide"),
    Command("All operations", "F9: the console of CleanCloud's API", "operations"),
    Command("Pause or resume fetching", "What runs in the background", "pause"),
    Command("Settings", "Ctrl+B 9: taxes, days, tickets, scanner, colours …", "shop('settings')"),
    Command("Open this shop anew", "As it is set now", "open_anew"),
    Command("Set up the scanner", "Scan three labels", "set_up_scanner"),
    Command("Connect a shop", "Paste its token", "connect"),
    Command(
        "Set up this shop", "Taxes, money, days, tickets: what is proposed, and why", "set_up_shop"
    ),
)
