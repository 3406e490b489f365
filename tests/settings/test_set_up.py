"""Connecting asks for what money depends on, and proposes what is known, with a word why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cleancloud_tui.settings import ShopSettings, settings_of
from cleancloud_tui.settings.set_up.answers import answers, with_answers
from cleancloud_tui.settings.set_up.proposing import proposals
from cleancloud_tui.settings.set_up.questions import QUESTIONS
from cleancloud_tui.shop.set_up.learning import Learned

TODAY = date(2026, 5, 28)
NEW = ShopSettings("Mill", token="t")
TOLD = Learned(
    orders=40,
    taxes=(Decimal("8.25"), Decimal(0), None),
    tax_included=True,
    minimum=Decimal("15.00"),
    ready_days=3,
    first_day=date(2019, 3, 1),
)


def texts_of(shop: ShopSettings, learned: Learned | None = None) -> dict[str, str]:
    return {name: each.text for name, each in proposals(shop, learned).items()}


def test_every_question_is_a_setting_and_says_what_it_is_for() -> None:
    assert QUESTIONS.keys() <= settings_of(ShopSettings).keys()
    for question in QUESTIONS.values():
        assert question.why.endswith(".")
        assert len(question.label) <= 14  # on a form of 80 columns


def answered(
    shop: ShopSettings, learned: Learned | None = None, **said: str
) -> tuple[ShopSettings, dict[str, str]]:
    """Return a shop as it is set up where all but what is said stays as it is proposed."""
    values, wrong = answers(texts_of(shop, learned) | said, proposals(shop, learned), TODAY)
    return with_answers(shop, values), wrong


def test_of_a_shop_that_tells_nothing_currency_and_taxes_have_to_be_said() -> None:
    assert answered(NEW)[1].keys() == {"currency", "tax"}
    shop, wrong = answered(NEW, currency="£", tax="0")
    assert (shop, wrong) == (replace(NEW, currency="£", tax=Decimal(0)), {})
    assert shop.has_said_taxes


def test_a_tax_that_is_borne_and_not_understood_has_to_be_said() -> None:
    unclear = replace(TOLD, taxes=(Decimal(8), None, None), bearing=(40, 12, 0))
    _, wrong = answered(NEW, unclear, currency="£")
    why = "12 of 40 recent orders bear one: how much of it is not clear."
    assert wrong == {"tax2": f"How many percent? {why}"}
    assert answered(NEW, unclear, currency="£", tax="")[1].keys() == {"tax", "tax2"}


def test_what_the_shop_tells_is_proposed_and_why() -> None:
    found = proposals(NEW, TOLD)
    told = {name: found[name].text for name in ("tax", "tax2", "tax3", "tax_included")}
    assert told == {"tax": "8.25", "tax2": "0", "tax3": "0", "tax_included": "yes"}
    assert found["tax"].why == "So it is in 40 recent orders."
    assert found["tax2"].why == "None of 40 recent orders bears one."
    assert found["first_day"].text == "2019-03-01"
    assert (found["order_minimum"].text, found["ready_days"].text) == ("15.00", "3")
    assert found["currency"].text == ""  # of which nothing tells


def test_what_somebody_set_is_never_proposed_otherwise() -> None:
    shop = replace(NEW, tax=Decimal(0), ready_days=1, currency="$", order_minimum=Decimal(20))
    assert texts_of(shop, TOLD) == texts_of(shop, None) | {
        "tax_included": "yes",
        "first_day": "2019-03-01",
    }
    assert answered(shop) == (shop, {})


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("tax", "108", "from 0 to 100"),
        ("order_minimum", "1,250", "may be 1250 or 1.25"),
        ("hours", "always", "days and times such as"),
        ("time_zone", "Europe/Nowhere", "time zone"),
        ("first_day", "5/12/2019", "a day such as"),
    ],
)
def test_answers_are_checked_by_the_settings_own_kinds(name: str, typed: str, told: str) -> None:
    [(wrong, said)] = answered(NEW, TOLD, **{"currency": "$", name: typed})[1].items()
    assert (wrong, told in said) == (name, True)


def test_a_day_is_taken_as_people_say_it() -> None:
    shop, wrong = answered(NEW, TOLD, currency="$", first_day="1 apr 2019")
    assert (shop.first_day, wrong) == (date(2019, 4, 1), {})
