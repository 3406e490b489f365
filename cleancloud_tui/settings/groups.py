"""The settings as a shop's owner looks for them: what belongs together, under which words."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Group(Enum):
    """What settings are about, in the order in which they are listed."""

    MONEY = "Money and taxes"
    DAYS = "Days and times"
    TICKETS = "Tickets and printing"
    SCANNER = "Scanner and codes"
    LOOKS = "Looks and files"
    SHOP = "The shop and who works here"
    NETWORK = "Connection to CleanCloud"


_GROUPS: Final = {
    Group.MONEY: (
        *("currency", "tax", "tax2", "tax3", "tax_included", "express_percent", "order_minimum"),
        *("delivery_fee", "point_worth", "card_processor", "charging", "notes_and_coins"),
    ),
    Group.DAYS: (
        *("ready_days", "ready_time", "hours", "closed_days", "first_day", "time_zone"),
        *("retention_months", "hide_seconds"),
    ),
    Group.TICKETS: ("print_command", "print_encoding", "ticket_lines", "address", "phone"),
    Group.SCANNER: (
        *("scanner_prefix", "scanner_suffix", "scanner_gap", "scanner_pause", "scanner_repeat"),
        *("scan_sound", "placing", "garment_codes", "ticket_codes", "customer_codes"),
        *("place_codes", "command_codes", "typed_numbers", "code_case"),
    ),
    Group.LOOKS: ("theme", "colour", "csv"),
    Group.NETWORK: ("base_url", "token", "token_command", "token_keyring", "rate", "margin"),
}

_LABELS: Final = {
    "tax": "First tax, %",
    "tax2": "Second tax, %",
    "tax3": "Third tax, %",
    "tax_included": "Prices include taxes",
    "express_percent": "Express, %",
    "order_minimum": "Minimum of an order",
    "point_worth": "Worth of a point",
    "card_processor": "Who charges cards",
    "charging": "Cards charged here",
    "hours": "Opening hours",
    "retention_months": "Months until forgotten",
    "hide_seconds": "Seconds until hidden",
    "print_command": "Printer's command",
    "print_encoding": "Printer's encoding",
    "placing": "Scanned first",
    "theme": "Colours",
    "colour": "Colour of the shop",
    "csv": "CSV files",
    "shop": "Shop that is opened",
    "kiosk": "Kiosk sessions",
    "staff": "Who is at the counter",
    "base_url": "Address at CleanCloud",
    "token_command": "Command for the token",
    "token_keyring": "Token in the keyring",
    "rate": "Requests a second",
    "margin": "Margin, seconds",
}


AT_OPENING: Final = frozenset(
    {"name", "base_url", "token", "token_command", "token_keyring"}
    | {"rate", "margin", "time_zone", "first_day", "roles"}
)
"""What holds from when the shop is opened until it is opened anew; all others hold at once."""

AT_START: Final = frozenset({"kiosk", "shop", "staff"})
"""What is asked once, when the program starts."""


def group_of(name: str) -> Group:
    """Return the group of a setting."""
    return next((group for group, names in _GROUPS.items() if name in names), Group.SHOP)


def label_of(name: str) -> str:
    """Return what people call a setting."""
    return _LABELS.get(name) or name.replace("_", " ").capitalize()
