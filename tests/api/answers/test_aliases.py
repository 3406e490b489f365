"""The alias file: what a shop's replies call the things that this program knows."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.answers.aliases import BadAliasesError, ReplyNames, aliases_in

FILE = """
[getPickups]
Pickups = "data.schedules"

[getPickups.each]
pickupID = "ref"
pickupStart = "window.from"

[getOrders.each]
"products.quantity" = "count"
"""


def test_tells_names_by_operation() -> None:
    assert aliases_in(FILE) == {
        "getPickups": ReplyNames(
            reply={"Pickups": "data.schedules"},
            each={"pickupID": "ref", "pickupStart": "window.from"},
        ),
        "getOrders": ReplyNames(each={"products.quantity": "count"}),
    }


def test_the_same_name_in_other_places_is_another_one() -> None:
    text = """
    [getOrders]
    Orders = "rows"
    [getOrders.each]
    products = "rows"
    total = "sum"
    "products.price" = "sum"
    """
    assert aliases_in(text)["getOrders"].each["products.price"] == "sum"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[getPickups", ["it is no valid TOML"]),
        ("[getPickup]", ["no operation “getPickup” (did you mean getPickups?)"]),
        ("getPickups = 1", ["getPickups is to be a table"]),
        (
            '[getPickups]\nPickups = 3\neach = "x"',
            ["Pickups is to be a name in quotes", "getPickups.each is to be a table"],
        ),
        (
            '[getPickups.each]\npickupID = "ref"\npickup_id = "number"',
            ["[getPickups.each] pickupID and pickup_id are the same name"],
        ),
        (
            '[getOrders.each]\n"products.quantity" = "a"\n"Products.quantity" = "b"',
            ["products.quantity and Products.quantity are the same name"],
        ),
        (
            '[getPickups.each]\npickupStart = "window.from"\npickupEnd = "Window.from"',
            ["pickupStart and pickupEnd are both to be “Window.from”"],
        ),
        ('[getPickups.each]\nid = ""\nday = "a..b"', ["id: “” is no name", "day: “a..b”"]),
    ],
)
def test_tells_all_that_is_wrong(text: str, problems: list[str]) -> None:
    with pytest.raises(BadAliasesError) as bad:
        aliases_in(text)
    for told in problems:
        assert told in str(bad.value)
