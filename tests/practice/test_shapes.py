"""The practice shop's replies in other shapes: what a shape file can say, and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui import cli
from cleancloud_tui.practice.shapes import BadShapeError, shape_in
from tests.shapes import SHAPES, shape_named

REPLY: dict[str, Any] = {
    "Success": "True",
    "Orders": [
        {"id": "437", "createdDate": "1780000000", "pickupDate": "1780056000", "total": "9.50"},
        {"id": "438", "createdDate": "0", "products": [{"name": "007", "quantity": "2"}]},
    ],
}
ROWS = REPLY["Orders"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", REPLY),
        ('styles = ["nested", "rows"]', {"Success": "True", "data": {"rows": ROWS}}),
        (
            'styles = ["numbered", "upper"]',
            {
                "Success": "True",
                "ORDERS": {
                    "0": {key.upper(): value for key, value in ROWS[0].items()},
                    "1": {
                        "ID": "438",
                        "CREATEDDATE": "0",
                        "PRODUCTS": {"0": {"NAME": "007", "QUANTITY": "2"}},
                    },
                },
            },
        ),
        (
            'styles = ["iso", "snake", "numbers"]',
            {
                "Success": "True",
                "orders": [
                    {
                        "id": 437,
                        "created_date": "2026-05-28T20:26:40Z",
                        "pickup_date": "2026-05-29",
                        "total": 9.5,
                    },
                    {"id": 438, "created_date": 0, "products": [{"name": "007", "quantity": 2}]},
                ],
            },
        ),
        (
            '[getOrders]\nOrders = "list.rows"\n[getOrders.each]\nid = "number"\n'
            'createdDate = "made.at"\nproducts = "lines"\n"products.quantity" = "count"',
            {
                "Success": "True",
                "list": {
                    "rows": [
                        {
                            "pickupDate": "1780056000",
                            "total": "9.50",
                            "number": "437",
                            "made": {"at": "1780000000"},
                        },
                        {
                            "number": "438",
                            "made": {"at": "0"},
                            "lines": [{"name": "007", "count": "2"}],
                        },
                    ]
                },
            },
        ),
    ],
)
def test_a_reply_is_told_in_a_shape(text: str, told: dict[str, Any]) -> None:
    assert shape_in(text).told("getOrders", REPLY) == told


def test_a_refusal_may_come_without_success() -> None:
    refusal = {"Success": "False", "Error": "No"}
    assert shape_in('styles = ["bare"]').told("getOrders", refusal) == {"Error": "No"}
    assert shape_in('styles = ["nested"]').told("getOrders", refusal) == refusal


@pytest.mark.parametrize(
    "text", ['styles = ["sideways"]', "styles = [3]", '[getOrder]\nid = "x"', "styles = ["]
)
def test_what_is_no_shape_is_told(text: str, tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(BadShapeError):
        shape_in(text)
    file = tmp_path / "shape.toml"
    file.write_text(text)
    assert cli.main(["practice", "--port", "0", "--replies", str(file)]) == 2
    assert f"{file} can't be used: " in capsys.readouterr().err


def test_the_shapes_that_are_kept_differ() -> None:
    told = [repr(shape_named(name).told("getPickups", {"Pickups": ROWS})) for name in SHAPES]
    assert len(set(told)) == len(SHAPES) >= 5
