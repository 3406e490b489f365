"""What is done to a customer and to their account, over the real client."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.shop.customers import accounts, verbs
from cleancloud_tui.shop.customers.fields import CustomerField
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.shop import Shop
from tests.host import Host


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(0.0, 0.0))


async def test_each_verb_does_one_thing(host: Host, shop: Shop) -> None:
    customer = shop.search("")[0].customer
    for request in (
        verbs.change(customer.id, {CustomerField.NOTES: "on a hanger"}),
        accounts.record_message(customer.id, "rings at six"),
        accounts.add_to_group(customer.id, "3"),
        accounts.send_password_reset(customer.email),
        verbs.deactivate(customer.id),
    ):
        before = len(host.requests)
        await shop.send(request)
        assert host.requests[before:] == [request.name]
    known = shop.customer(customer.id)
    assert known is not None
    assert known.value.notes == "on a hanger"
    assert shop.is_deactivated(customer.id)
    assert [each.text for each in await shop.ask.messages_of(customer.id, 1)] == ["rings at six"]


async def test_points_are_turned_into_credit_once(shop: Shop) -> None:
    customer = next(
        each.customer for each in shop.search("") if (each.customer.loyalty_points or 0) > 0
    )
    await shop.send(accounts.convert_points(customer.id))
    now = await shop.ask.refresh_customer(customer.id)
    assert now is not None
    assert not now.loyalty_points
    assert (now.credit or 0) > (customer.credit or 0)


@pytest.mark.parametrize("group", ["", "the good ones", "-1"])
def test_what_the_api_takes_nowhere_is_refused_where_it_is_made(group: str) -> None:
    with pytest.raises(BadParametersError):
        accounts.add_to_group("12", group)


def test_a_card_number_enters_no_message() -> None:
    with pytest.raises(BadParametersError):
        accounts.record_message("12", "my card is 4242 4242 4242 4242")


async def test_a_profile_is_one_request(host: Host, shop: Shop) -> None:
    customer = shop.search("")[0].customer
    before = len(host.requests)
    await shop.ask.refresh_profile(customer.id)
    assert host.requests[before:] == ["getCustomer"]
