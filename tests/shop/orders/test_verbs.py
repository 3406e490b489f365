"""What is done to orders, garments and cards, each as the request that does it."""

from __future__ import annotations

from typing import Final

import pytest

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.shop.orders import cards, garments, verbs
from cleancloud_tui.shop.orders.garments import GarmentField
from cleancloud_tui.shop.orders.payment import PaidBy
from cleancloud_tui.shop.orders.verbs import Deletion

ORDER: Final = Order("437", "12")


@pytest.mark.parametrize(
    ("processor", "charged", "added", "made_default", "read"),
    [
        ("", None, None, None, None),
        ("1", "1", "1", None, None),
        ("2", "2", None, None, None),  # of addCard it is no processor: Stripe is asked for a secret
        ("3", "3", "3", "3", "3"),
        ("5", "5", None, "5", "5"),
        ("9", None, None, None, None),
    ],
)
def test_a_card_processor_is_named_where_the_operation_has_a_name_for_it(
    processor: str,
    charged: str | None,
    added: str | None,
    made_default: str | None,
    read: str | None,
) -> None:
    requests = (
        cards.charge(ORDER, processor),
        cards.add("12", "tok_visa", processor),
        cards.make_default("12", "8", processor),
        cards.cards_of("12", processor),
    )
    told = [each.parameters.get("type") for each in requests]
    assert told == [charged, added, made_default, read]


def test_what_is_collected_is_completed_and_paid_where_it_is_paid_now() -> None:
    completed = {"orderID": "437", "status": "2"}
    assert verbs.collected("437", None).parameters == completed
    paid = {**completed, "paid": "1", "paymentType": "2"}
    assert verbs.collected("437", PaidBy.CARD).parameters == paid


def test_of_a_deletion_only_what_is_wanted_is_sent() -> None:
    assert verbs.delete("437", Deletion()).parameters == {"orderID": "437"}
    careful = verbs.delete("437", Deletion(unless_picked_up_soon=True, tell_shop=True))
    assert careful.parameters == {"orderID": "437", "checkPickupTime": "1", "sendEmail": "1"}


def test_a_garment_gets_the_values_that_were_typed() -> None:
    request = garments.edit(Garment("0042", "437"), {GarmentField.PLACE: "A 12"})
    assert request.name == "updateGarment"
    told = {"barcodeID": "0042", "orderID": "437", "conveyorLocation": "A 12"}
    assert request.parameters == told


def test_what_the_api_does_not_take_is_no_request() -> None:
    with pytest.raises(BadParametersError, match="orderID"):
        verbs.collected("", PaidBy.CASH)
    with pytest.raises(BadParametersError, match="cardID"):
        cards.make_default("12", "")
