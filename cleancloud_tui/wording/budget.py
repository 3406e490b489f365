"""The budget in words: for its screen and for the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .values import counted

if TYPE_CHECKING:
    from ..api.terms import MonthTerms
    from ..shop.budget.budget import BudgetState
    from ..shop.budget.plan import AskingPlan


def spent_in_words(state: BudgetState) -> str:
    """Return what was spent: `12,345 of 50,000 spent this month; 37,655 are left`."""
    over = state.spent - state.terms.limit
    rest = f"{over:,} too many" if over > 0 else f"{state.left:,} are left"
    return f"{state.spent:,} of {state.terms.limit:,} spent this month; {rest}"


def month_in_words(state: BudgetState) -> str:
    """Return where in the month today is: `day 10 of 30, 1 Jun to 30 Jun`."""
    return f"day {state.day} of {state.days}, {_day(state.first)} to {_day(state.last)}"


def forecast_in_words(state: BudgetState) -> str:
    """Return how far the requests go: `44,100 by 30 Jun: they last`."""
    end = f"{state.forecast:,} by {_day(state.last)}"
    if state.short_on is None:
        return f"{end}: they last"
    short = counted(state.forecast - state.terms.limit, "request")
    return f"! {end}: short by {short}, used up on {_day(state.short_on)}"


def terms_in_words(terms: MonthTerms) -> str:
    """Return the terms: `50,000 from day 1, 100 % for this computer, 5,000 (10 %) for people`."""
    kept = terms.limit - terms.background_limit
    return (
        f"{terms.month:,} from day {terms.starts}, {terms.share} % for this computer, "
        f"{kept:,} ({terms.reserve} %) for people"
    )


def asking_in_words(plan: AskingPlan) -> str:
    """Return how often the background asks: `for changes every 60 s: the month has room`."""
    return f"for changes {plan.reason}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
