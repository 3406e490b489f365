"""A customer's saved cards, without any order."""

from __future__ import annotations

from cleancloud_tui.screens.account.cards import CardsScreen
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made

CARD = "4242 4242 4242 4242"


def row_with(counter: Counter, text: str) -> str:
    return next(line for line in counter.text.split("\n") if text in line)


async def test_cards_are_added_by_token_and_one_is_the_default(
    counter: Counter, host: Host
) -> None:
    await made(counter)
    await counter.press("a", "3")
    assert "no card is saved" in counter.text
    await counter.press("a", "2")  # Stripe
    await counter.type(CARD)
    assert CARD not in counter.text
    await counter.press("ctrl+s")
    assert "looks like a payment card's number" in counter.text
    assert "addCard" not in host.requests
    await counter.type("tok_visa")
    await counter.press("ctrl+s")
    assert "default" in row_with(counter, "Visa")
    await counter.press("a", "3")  # Clearent
    await counter.type("tok_mastercard")
    await counter.press("ctrl+s")
    assert "default" not in row_with(counter, "Mastercard")
    await counter.press("down", "d")
    assert "Make Mastercard ••••" in counter.text
    await counter.press("f12")
    assert "default" in row_with(counter, "Mastercard")
    assert "default" not in row_with(counter, "Visa")
    await counter.press("v", "2")
    assert "at Clearent" in counter.text
    assert "Visa" not in counter.text
    assert "Mastercard" in counter.text
    host.is_offline = True
    await counter.press("v", "4")
    assert "at Amazon: not known yet" in counter.text
    assert "no card is saved" not in counter.text


async def test_the_secret_of_stripes_form_is_shown_once_and_kept_nowhere(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    await counter.press("a", "3", "a", "5")
    secret = f"seti_practice_{customer_id}_"
    assert secret in counter.text
    await counter.press("escape")
    assert isinstance(counter.app.screen, CardsScreen)
    assert secret not in counter.text
    kept = b"".join(each.read_bytes() for each in host.directory.rglob("*") if each.is_file())
    assert secret.encode() not in kept
