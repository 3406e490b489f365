"""What the console of all operations leaves to a screen that is there for it."""

import pytest

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.shop.console.form import has_screen, order_to_charge
from cleancloud_tui.shop.writes.ids import ids_of

CHARGING = OPERATIONS["chargeCard"]


def test_a_card_is_charged_nowhere_but_on_its_own_screen() -> None:
    assert [each for each in OPERATIONS.values() if has_screen(each)] == [CHARGING]


def test_no_card_is_charged_for_no_order() -> None:
    assert order_to_charge(CHARGING, ids_of(order_id="437")) == "437"
    for values in ({}, {"orderID": ""}):
        with pytest.raises(BadParametersError, match=r"^chargeCard: orderID is required\.$"):
            order_to_charge(CHARGING, values)
