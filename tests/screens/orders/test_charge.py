import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Input

from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.commands.counter import _desk
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.destinations import OpenCharge, OpenOrder
from cleancloud_tui.screens.orders.charge import ChargeScreen
from cleancloud_tui.settings import AppSettings, ShopSettings
from cleancloud_tui.settings.in_force import InForce
from cleancloud_tui.shop.writes.door import ChargingOffError
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.conftest import Counter, opened
from tests.screens.hand_out.collector import a_customer, an_order, elsewhere, standing

PAID_BY_CARD, UNPAID = ("1", "1", "2"), ("1", "0", "0")


@asynccontextmanager
async def at_the_cards(host: Host, *tokens: str, card_processor: str = "", **options: Any) -> Any:
    """The screen of an unpaid order of $57.50, whose customer has cards."""
    customer = await a_customer(host)
    order = await an_order(host, customer, "57.50")
    for token in tokens:
        await elsewhere(host, "addCard", customerID=customer, paymentMethodID=token)
    async with opened(host, **options) as counter:
        counter.app.desk = replace(counter.app.desk, card_processor=card_processor)
        counter.app.go(OpenCharge(order))
        await counter.settle()
        assert isinstance(counter.app.screen, ChargeScreen)
        yield counter, order


def said(counter: Counter) -> str:
    """What stands on the screen, as one line."""
    return " ".join(counter.text.split())


async def type_it(counter: Counter, text: str) -> None:
    await counter.press("p")
    await counter.type(text)
    await counter.press("f12")


async def is_resolved(counter: Counter, host: Host, order: str) -> None:
    """Wait until it was looked up what became of a charge, here or in the background."""
    shop = counter.app.desk.shop
    async with asyncio.timeout(HUNG_SECONDS):
        while await shop.open_charges([order]):
            host.now += 60
            await shop.outbox.round()
    await counter.settle()
    await counter.press("f5")


async def test_cards_are_shown_by_brand_and_last_four_only(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa", "tok_mastercard") as (counter, order):
        assert f"Order {order}   Ready   Ada Lane" in counter.text
        assert "Visa" in counter.text
        assert "Mastercard" in counter.text
        assert counter.text.count("••••") == 2
        assert counter.text.count("default") >= 1
        assert "tok_" not in counter.text


@pytest.mark.parametrize("typed", ["57.50", "57,50", "charge", "CHARGE"])
async def test_the_amount_or_the_word_charges_once(new_host: Host, typed: str) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        await counter.press("p")
        assert "Charge $57.50 for order" in counter.text
        assert "Visa ••••" in counter.text
        await counter.type(typed)
        await counter.press("f12")
        assert "is paid, $57.50" in said(counter)
        await counter.press("p")
        assert "is paid already" in said(counter)
        assert not counter.is_asking
    assert new_host.requests.count("chargeCard") == 1
    assert await standing(new_host, order) == PAID_BY_CARD


async def test_neither_enter_nor_a_scan_nor_a_yes_charges(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        await type_it(counter, "")
        await counter.type("00042\r5750\ry\r")
        assert "That is something else" in counter.text
        assert counter.is_asking
        await counter.press("escape")
    assert "chargeCard" not in new_host.requests
    assert await standing(new_host, order) == UNPAID


async def test_keys_pressed_twice_charge_once(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, _):
        await counter.type("pp")
        await counter.type("57.50")
        await counter.hit("f12", "f12", "f12")
        await counter.press("p")
        assert "is paid already" in said(counter)
        assert isinstance(counter.app.screen, ChargeScreen)
    assert new_host.requests.count("chargeCard") == 1


async def test_an_order_paid_meanwhile_is_not_charged(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="1")
        await counter.press("p")
        assert "is paid already: paid, cash. Take no money for it. Nothing was charged." in said(
            counter
        )
    assert "chargeCard" not in new_host.requests


async def test_an_order_paid_while_the_amount_is_typed_is_not_charged(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        await counter.press("p")
        await counter.type("57.50")
        await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="1")
        await counter.press("f12")
        assert f"The card was not charged: order {order} is paid already" in said(counter)
    assert "chargeCard" not in new_host.requests


async def test_a_total_that_changed_while_the_question_stood_is_asked_about_again(
    new_host: Host,
) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        await counter.press("p")
        await counter.type("57.50")
        await elsewhere(new_host, "updateOrder", orderID=order, finalTotal="60.00")
        new_host.now += 60
        await counter.press("f12")
        assert "Charge $60.00 for order" in counter.text
        await counter.press("escape")
    assert "chargeCard" not in new_host.requests


async def test_a_declined_card_is_told_in_cleanclouds_words_and_not_tried_again(
    new_host: Host,
) -> None:
    async with at_the_cards(new_host, "tok_declined") as (counter, order):
        await type_it(counter, "charge")
        assert "CleanCloud refused it: Your card was declined." in said(counter)
        await counter.app.desk.shop.outbox.round()
    assert new_host.requests.count("chargeCard") == 1
    assert await standing(new_host, order) == UNPAID


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
async def test_a_lost_reply_blocks_further_charges_until_it_is_resolved(
    new_host: Host, fault: Fault
) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        new_host.faults.cause(fault, times=1, operation="chargeCard")
        await type_it(counter, "charge")
        assert "It is not known yet whether “Charge Saved Credit Card” happened" in said(counter)
        assert "Do not charge it again" in said(counter)
        await counter.press("p")
        assert not counter.is_asking
        assert "Ctrl+R" in counter.text
        sent = new_host.requests.count("chargeCard")
        await is_resolved(counter, new_host, order)
        assert "Do not charge it again" not in said(counter)
        assert new_host.requests.count("chargeCard") == sent
        if fault is Fault.DROP_AFTER:
            assert "paid, card" in counter.text
        else:
            await type_it(counter, "charge")
    assert await standing(new_host, order) == PAID_BY_CARD


async def test_offline_nothing_is_charged(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa") as (counter, order):
        new_host.is_offline = True
        await counter.press("p")
        assert "Nothing was charged" in said(counter)
        assert not counter.is_asking
        new_host.is_offline = False
    assert await standing(new_host, order) == UNPAID


async def test_without_a_card_it_says_what_to_do(new_host: Host) -> None:
    async with at_the_cards(new_host) as (counter, _):
        assert "No saved cards" in counter.text
        await counter.press("p")
        assert "No saved card is known" in said(counter)


async def test_a_manager_can_switch_charging_off(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa", may_charge=False) as (counter, order):
        await counter.press("p")
        assert "switched off at this terminal" in said(counter)
        shop = counter.app.desk.shop
        charge = {"customerID": shop.order(order).value.customer_id, "orderID": order}
        with pytest.raises(ChargingOffError):
            await shop.write("chargeCard", charge)
    assert "chargeCard" not in new_host.requests


async def test_the_card_processor_is_named_where_the_shop_sets_one(new_host: Host) -> None:
    code = ShopSettings("Mill", card_processor="clearent").processor_code
    async with at_the_cards(new_host, "tok_visa", card_processor=code) as (counter, _):
        assert "No saved cards" in counter.text  # it was saved with Stripe
        await counter.press("a")
        await counter.type("tok_amex")
        assert "tok_amex" not in counter.text
        await counter.press("ctrl+s")
        assert "American Express" in counter.text
        await type_it(counter, "charge")
        assert "is paid" in said(counter)
        entries = await counter.app.desk.shop.journal.entries_of(limit=-1)
        sent = {entry.operation: entry.parameters for entry in entries}
        assert sent["chargeCard"]["type"] == "3"
        assert "tok_amex" not in str(sent)


async def test_another_card_is_made_the_default(new_host: Host) -> None:
    async with at_the_cards(new_host, "tok_visa", "tok_mastercard") as (counter, _):
        await counter.press("down", "d")
        assert "Make Mastercard •••• " in counter.text
        await counter.press("f12")
        line = next(line for line in counter.text.splitlines() if "Mastercard" in line)
        assert "default" in line


async def test_a_cards_number_is_refused_before_anything_is_sent(new_host: Host) -> None:
    async with at_the_cards(new_host) as (counter, _):
        await counter.press("a")
        # Typed so fast it would be dropped as a scan; a person's keys arrive one by one.
        counter.app.screen.query_one(Input).value = "4242 4242 4242 4242"
        await counter.press("ctrl+s")
        assert "looks like a payment card's number" in said(counter)
        assert "4242" not in counter.text


async def test_from_the_order_by_a_key(new_host: Host) -> None:
    order = await an_order(new_host, await a_customer(new_host), "5.00")
    async with opened(new_host) as counter:
        counter.app.go(OpenOrder(order))
        await counter.settle()
        await counter.press("p")
        assert isinstance(counter.app.screen, ChargeScreen)


def test_charging_is_on_and_left_to_cleancloud_by_default() -> None:
    assert AppSettings().charging
    assert ShopSettings("Mill").processor_code == ""


async def test_the_settings_reach_the_counter() -> None:
    shop = ShopSettings("Mill", token="secret", card_processor="amazon")
    desk = _desk(InForce(shop, AppSettings(charging=False)), EVERYTHING)
    assert not desk.shop.may_charge
    assert desk.card_processor == "6"
    await desk.shop.aclose()
