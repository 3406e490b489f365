"""A customer's referral code and its gifts, large: it is read out over the counter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.widget import Widget
from textual.widgets import Static

from ...api.models.promotions import Referral
from ...wording.values import Wording
from .base import AccountScreen


class ReferralScreen(AccountScreen[Referral]):
    """The code with which a customer invites others, and what both sides get for it."""

    HELP = (
        "The code that the customer gives to others, to be read out: whoever signs up with it "
        "gets its gift, and so does the customer. Looking at it changes nothing."
    )

    def body(self) -> Iterator[Widget]:
        """Whose it is, the code, how it is spelled, the gifts."""
        yield Static(id="referral-heading", classes="heading", markup=False)
        yield Static(id="referral-code", markup=False)
        yield Static(id="referral-spelled", markup=False)
        yield Static(id="referral-gifts", markup=False)

    def show(self) -> None:
        """Show what was told."""
        referral = self.told.value if self.told else None
        state = "" if self.told else ": not known yet"
        code = referral.code if referral else ""
        if referral and not code:
            state = ": CleanCloud tells no code"
        self.query_one("#referral-heading", Static).update(f"Referral code of {self.whose}{state}")
        self.query_one("#referral-code", Static).update("   ".join(code))
        self.query_one("#referral-code").display = bool(code)
        self.query_one("#referral-spelled", Static).update(spelled(code))
        gifts = "\n".join(gifts_in_words(referral, self.wording)) if referral else ""
        self.query_one("#referral-gifts", Static).update(gifts)

    async def read(self) -> Referral:
        """Ask for it: one request."""
        referral = await self.shop.ask.referral_of(self.customer_id)
        self.say_unread(referral.unread)
        return referral


def spelled(code: str) -> str:
    """Return a code so that no 0 is read out as the letter O: its letters and digits apart."""
    runs = [(kind, "".join(signs)) for kind, signs in groupby(code, _kind)]
    return ", then ".join(f"{kind} {run}" for kind, run in runs)


def gifts_in_words(referral: Referral, wording: Wording) -> Iterator[str]:
    """Yield what both sides get; what is not told is said to be so."""
    for who, amount in (
        ("Whoever comes with it gets", referral.for_friend),
        ("The customer gets for each", referral.for_customer),
    ):
        if amount is not None:
            yield f"{who} {wording.money(amount)} of credit"
    if referral.gift:
        yield f"Gift: {referral.gift}"
    if referral.unread is not None:
        is_any_known = referral.for_friend is not None or referral.for_customer is not None
        what = "What else it gives" if is_any_known else "What it gives"
        yield f"{what} is told in a way that is not known here."
    elif referral.for_friend is None and referral.for_customer is None and not referral.gift:
        yield "CleanCloud tells no gift."


def _kind(sign: str) -> str:
    if sign.isalpha():
        return "letters"
    return "digits" if sign.isdecimal() else "sign"
