"""Names of the alias file that are nearly known ones: told with the nearest, and the line."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.answers.aliases import aliases_in
from cleancloud_tui.shop.probing.misspelt import Misspelt, misspelt

FILE = """
[getPickups]
Pickups = "data.schedules"
Pikcups = "data.pickups"

[getPickups.each]
pickup_id = "ref"
PICKUPSTART = "window.from"
deliverStart = "window.to"
colour = "hue"

[ getOrders.each ]
products = "lines"
"prodcuts.quantity" = "count"
"products.quantty" = "count"
"products.pieces" = "bits"

[updateOrder]
oderID = "id"
"""


def test_tells_the_nearest_name_and_the_line() -> None:
    assert list(misspelt(aliases_in(FILE), FILE)) == [
        Misspelt("getPickups", "Pikcups", "Pickups", 4),
        Misspelt("getPickups.each", "deliverStart", "deliveryStart", 9),
        Misspelt("getPickups.each", "colour", "", 10),
        Misspelt("getOrders.each", "prodcuts.quantity", "products", 14),
        Misspelt("getOrders.each", "products.quantty", "quantity", 15),
    ]


@pytest.mark.parametrize(
    "operation",
    [
        "getPickups",
        "getOrders",
        "getCustomer",
        "getGarments",
        "getProducts",
        "getInventory",
        "getDates",
    ],
)
def test_names_of_the_documentation_are_none(operation: str) -> None:
    names = {
        "getPickups": ("pickupID", "pickupDate", "frequency", "duration", "schedulerConfirmDays"),
        "getOrders": ("orderID", "orderNotes", "pickupDate", "deliveryDate", "finalTotal"),
        "getCustomer": ("customerID", "customerName", "customerTel", "customerEmail"),
        "getProducts": ("price", "section", "te1", "isSqmProduct"),
        "getInventory": ("name", "quantity", "section"),
        "getDates": ("dateStamp", "times", "times.start", "times.remaining"),
        "getGarments": ("barcodeID", "orderID", "color1", "notes"),
    }[operation]
    text = f"[{operation}.each]\n" + "\n".join(f'"{name}" = "x{name}"' for name in names)
    assert list(misspelt(aliases_in(text), text)) == []
