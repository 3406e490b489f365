"""Whose QR code in the shop's app it is: what it holds stands in the customer's record (`qr`).

What such a code looks like is not known, so no pattern of the shop's codes has it: whatever no
pattern knows may be one. Nothing indexes them, for they are asked for seldom: looking through all
records takes a hundredth of a second for ten thousand customers.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final

from ...api.models.customers import Customer

SHORTEST: Final = 8
"""Signs of a code at least: a shorter one could be guessed, so an app has none.

One of digits alone would be taken for a garment's, or a phone number."""


def customer_with_app_code(
    connection: sqlite3.Connection, text: str, read: Callable[[str], Customer | None]
) -> str:
    """Return the id of the customer whose code it is; empty where it is nobody's.

    Args:
        connection: The mirror's, for reading.
        text: What was scanned, typed or pasted.
        read: Makes a customer of a row's JSON.
    """
    if len(text) < SHORTEST or text.isdecimal() or len(text.split()) != 1:
        return ""
    sql, written = "SELECT reply FROM customers WHERE instr(reply, ?)", json.dumps(text)[1:-1]
    found = (read(row[0]) for row in connection.execute(sql, (written,)))
    return next((each.id for each in found if each and each.app_code == text), "")
