"""What is proposed as an answer, and why: what was set before, what the shop tells, the usual."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..kinds import Exact
from ..schema import ShopSettings, settings_of
from ..typed import text_of
from .questions import QUESTIONS

if TYPE_CHECKING:
    from ...shop.set_up.learning import Learned

_BEFORE: Final = "So it is set."
_CENTS: Final = 2
"""Decimals of money."""

_USUAL: Final = "Usual so."
_ASKED: Final = "Nobody has said yet."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands in the place of an answer until somebody gives one.

    Attributes:
        text: As it may be typed; empty where nothing can be proposed, or is wanted.
        why: A sentence.
        must_be_said: What is said where it is left empty; empty where it may be.
    """

    text: str
    why: str
    must_be_said: str = ""


def proposals(shop: ShopSettings, learned: Learned | None = None) -> dict[str, Proposal]:
    """Return a proposal for each question, by the settings' names.

    What somebody has set is never proposed otherwise.

    Args:
        shop: As it is set so far.
        learned: What the shop tells; None where it was not looked at.
    """
    told = _told(learned) if learned else {}
    return {name: _proposal(shop, name, told.get(name)) for name in QUESTIONS}


def _proposal(shop: ShopSettings, name: str, told: Proposal | None) -> Proposal:
    value, default, must = getattr(shop, name), _DEFAULTS[name], QUESTIONS[name].must_be_said
    # A currency that is the usual one stands in no file: who said the taxes was asked for it, too.
    if value != default or (name == "currency" and shop.has_said_taxes):
        return Proposal(_text(name, value), _BEFORE, must)
    if told is not None:
        return told
    if must:
        return Proposal("", _ASKED, must)
    if name == "time_zone":
        return Proposal("", "Empty: this computer's own.")
    return Proposal(text_of(default), _USUAL if default else "")


def _text(name: str, value: object) -> str:
    """Return a value as it may be typed; an amount of money with its cents."""
    kind = settings_of(ShopSettings)[name].kind
    is_money = isinstance(kind, Exact) and kind.decimals == _CENTS
    return f"{value:.2f}" if is_money and value else text_of(value)


def _told(learned: Learned) -> Mapping[str, Proposal]:
    """Return what is proposed because the shop tells it."""
    orders = f"{learned.orders} recent orders"
    found: dict[str, tuple[object, str]] = {}
    unclear: dict[str, Proposal] = {}
    for name, percent, bearing in zip(_TAXES, learned.taxes, learned.bearing, strict=True):
        if percent is not None:
            why = f"So it is in {orders}." if percent else f"None of {orders} bears one."
            found[name] = (percent, why)
        elif bearing:
            why = f"{bearing} of {orders} bear one: how much of it is not clear."
            unclear[name] = Proposal("", why, f"How many percent? {why}")
    if learned.tax_included is not None:
        found["tax_included"] = (learned.tax_included, f"So the totals of {orders} come out.")
    for name in ("express_percent", "order_minimum", "delivery_fee", "ready_days"):
        value = getattr(learned, _LEARNED_AS.get(name, name))
        if value is not None:
            found[name] = (value, f"So it is in {orders}.")
    if learned.first_day is not None:
        found["first_day"] = (learned.first_day, "The oldest customer is of this day.")
    return unclear | {
        name: Proposal(_text(name, value), why, QUESTIONS[name].must_be_said)
        for name, (value, why) in found.items()
    }


_TAXES: Final = ("tax", "tax2", "tax3")
_LEARNED_AS: Final = {"express_percent": "express", "order_minimum": "minimum"}

_DEFAULTS: Final = {each.name: each.default for each in dataclasses.fields(ShopSettings)}
