"""`cleancloud-tui budget`: what the month's requests were spent on; its count and its terms."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .. import endings
from ..api.rights import Rights
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.budget.budget import Budget, BudgetState
from ..shop.budget.plan import AskingPlan
from ..wording.budget import (
    asking_in_words,
    forecast_in_words,
    month_in_words,
    spent_in_words,
    terms_in_words,
)
from .signing_in import rights_here

_TERMS: Final = ("month", "starts", "share", "reserve")


def run(arguments: argparse.Namespace) -> int:
    """Change what is to be changed, then print how the month stands; the API is not asked."""
    settings = load().shop(arguments.shop)
    rights = rights_here(settings, arguments.rights) if _changed(arguments) else arguments.rights
    state, plan = endings.run(_budget(settings, rights, arguments))
    if arguments.json:
        print(json.dumps(_as_json(state, plan), indent=2))
    else:
        print("\n".join(_lines(state, plan)))
    return 0


async def _budget(
    settings: ShopSettings, rights: Rights, arguments: argparse.Namespace
) -> tuple[BudgetState, AskingPlan]:
    async with opened_shop(settings, rights=rights, process="budget") as shop:
        await _change(shop.budget, arguments)
        return await shop.budget.state(), await shop.budget.plan()


def _changed(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what is to be changed, by its argument's name."""
    typed = {name: getattr(arguments, name) for name in (*_TERMS, "spent")}
    return {name: value for name, value in typed.items() if value is not None}


async def _change(budget: Budget, arguments: argparse.Namespace) -> None:
    """Set the terms first: they decide which month is corrected."""
    changed = {name: value for name, value in _changed(arguments).items() if name in _TERMS}
    if changed:
        await budget.set_terms(dataclasses.replace(await budget.terms(), **changed))
    if arguments.spent is not None:
        await budget.correct(arguments.spent)


def _lines(state: BudgetState, plan: AskingPlan) -> Iterator[str]:
    yield f"month     {month_in_words(state)}"
    yield f"requests  {spent_in_words(state)}"
    yield f"forecast  {forecast_in_words(state)}"
    yield f"asking    {asking_in_words(plan)}"
    yield f"terms     {terms_in_words(state.terms)}"
    yield from _table("purpose", state.by_purpose)
    yield from _table("operation", state.by_operation)
    yield from _table("process", state.by_process)
    yield from _table("day", {day.isoformat(): count for day, count in state.by_day.items()})


def _table(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield ""
        yield f"by {what}"
        yield from (f"  {requests:9,}  {name or 'correction'}" for name, requests in counts.items())


def _as_json(state: BudgetState, plan: AskingPlan) -> dict[str, object]:
    return {
        **dataclasses.asdict(state.terms),
        "limit": state.terms.limit,
        "background_limit": state.terms.background_limit,
        "first": state.first.isoformat(),
        "last": state.last.isoformat(),
        "today": state.today.isoformat(),
        "spent": state.spent,
        "left": state.left,
        "forecast": state.forecast,
        "short_on": state.short_on and state.short_on.isoformat(),
        "plan": dataclasses.asdict(plan),
        "by_purpose": state.by_purpose,
        "by_operation": state.by_operation,
        "by_process": state.by_process,
        "by_day": {day.isoformat(): requests for day, requests in state.by_day.items()},
    }
