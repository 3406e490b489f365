"""An address, a place or a route's number, as it is typed."""

from __future__ import annotations

import pytest

from cleancloud_tui.shop.routes.places import Place, place_typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 Harbor Street, 00101", Place("12 Harbor Street, 00101", "12 Harbor Street, 00101")),
        (" 10.14, 34.43 ", Place("10.14, 34.43", latitude="10.14", longitude="34.43")),
        (
            "-33.8688;151.2093",
            Place("-33.8688;151.2093", latitude="-33.8688", longitude="151.2093"),
        ),
        ("10.14 34.43", Place("10.14 34.43", latitude="10.14", longitude="34.43")),
        ("2", Place("2", route="2")),
        ("12 34", Place("12 34", address="12 34")),
        ("95, 34", Place("95, 34", address="95, 34")),
        ("0", Place("0", address="0")),
        ("  ", None),
    ],
)
def test_what_is_typed_is_one_of_three(typed: str, meant: Place | None) -> None:
    assert place_typed(typed) == meant
