"""Credit and points, promo codes, and the code by which a customer invites others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.shop.orders.rules import OrderRules
from tests.host import Host
from tests.screens.conftest import Counter, opened
from tests.screens.customers.steps import change, made


def said(counter: Counter) -> str:
    return " ".join(counter.text.split())


async def test_points_become_credit(host: Host) -> None:
    async with opened(host, order_rules=OrderRules(point_worth=Decimal("0.01"))) as counter:
        customer_id = await made(counter)
        await counter.press("a", "2")
        assert "There are no points to turn into credit" in counter.text
        change(host, customer_id, loyalty_points=250, credit=1000)
        await counter.press("escape", "a", "2")
        assert "Turn all 250 points" in counter.text
        assert "250 points give $2.50 of credit, $12.50 in all" in said(counter)
        await counter.press("f12")
        assert "250 points are credit now" in counter.text
        assert "credit $12.50" in counter.text


async def test_a_rate_that_is_not_known_is_not_guessed(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    change(host, customer_id, loyalty_points=250)
    await counter.press("a", "2")
    assert "CleanCloud works out the credit that they give" in said(counter)
    await counter.press("escape")
    host.is_offline = True
    await counter.press("a", "2")
    assert "could not be read now" in said(counter)
    assert "Turn all" not in counter.text


async def test_a_promo_code_is_checked_and_then_used(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    store = host.app.state.server.store
    store.execute(
        "INSERT INTO promo_codes (code, percent, credit, expires) VALUES ('TENOFF', '0', 1000, 0)"
    )
    await counter.press("a", "4")
    await counter.type("NOSUCH")
    await counter.press("enter")
    assert "The code “NOSUCH” was not taken" in said(counter)
    await counter.press("a", "4")
    await counter.type("TENOFF")
    await counter.press("enter")
    assert "It gives $10.00 of credit" in said(counter)
    assert not store.row("SELECT 1 FROM promo_uses WHERE customer_id = ?", (int(customer_id),))
    await counter.press("f12")
    assert isinstance(counter.app.screen, CustomerScreen)
    assert "is used: $10.00 of credit" in said(counter)
    assert "credit $10.00" in counter.text


async def test_the_referral_code_can_be_read_out(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    await counter.press("a", "5")
    code = f"FRIEND{int(customer_id):04}"
    assert "   ".join(code) in counter.text
    assert f"letters FRIEND, then digits {int(customer_id):04}" in counter.text
    assert "Whoever comes with it gets $10.00 of credit" in counter.text
    host.is_offline = True
    await counter.press("f5")
    assert "   ".join(code) in counter.text
    assert "can't be reached" in said(counter)


@pytest.mark.parametrize(
    ("told", "said_of_it"),
    [
        ({"isValid": False}, "was not taken. CleanCloud refused it"),
        ({"valid": "0", "message": "It has expired"}, "was not taken"),
        ({"promo": {"kind": "percent", "worth": "20"}}, "is valid is not known."),
    ],
)
async def test_a_code_is_valid_only_where_that_is_told(
    counter: Counter, host: Host, told: dict[str, object], said_of_it: str
) -> None:
    await made(counter)
    host.disguise = lambda operation, reply: (
        {"Success": "True", **told} if operation == "usePromo" else reply
    )
    await counter.press("a", "4")
    await counter.type("SPRING")
    await counter.press("enter")
    assert said_of_it in said(counter)
    assert not counter.is_asking


@pytest.mark.parametrize(
    "told",
    [
        {"referral": {"code": "ABB-77", "giftType": "credit", "friendGift": "15%"}},
        {"referralCode": "ABB-77", "customerGift": {"type": "2", "value": "10"}},
        {"referralCode": "ABB-77", "referrerGift": "5.00", "refereeGift": "10%"},
        {"referralCode": "ABB-77", "referrerGift": "5.00", "forTheOther": "a free shirt"},
    ],
)
async def test_a_gift_that_is_not_understood_is_not_none(
    counter: Counter, host: Host, told: dict[str, object]
) -> None:
    await made(counter)
    host.disguise = lambda operation, reply: (
        {"Success": "True", **told} if operation == "getReferral" else reply
    )
    await counter.press("a", "5")
    assert "   ".join("ABB-77") in counter.text
    assert "in a way that is not known here" in said(counter)
    assert "tells no gift" not in said(counter)
    await counter.press("ctrl+l")
    assert counter.is_asking, "the reply is shown"
