"""The open shop: the age of its copy, what is not settled, CleanCloud's answer, the budget."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from ...api.errors import ReadOnlyError
from ...settings import ShopSettings
from ...shop.budget.budget import BudgetState
from ...shop.budget.plan import AskingPlan
from ...shop.forgetting.too_many import TooMany
from ...shop.journal.entries import Standing
from ...shop.mirror.counting.undated import undated_figures
from ...shop.reports.counted import counted_figures
from ...shop.reports.patterns import begin_elsewhere
from ...shop.reports.periods import Period
from ...shop.reports.told import told_figures
from ...shop.shop import Shop
from ...shop.sync.changes import ASKED_AT
from ...typed import command
from ...wording.budget import asking_in_words, forecast_in_words, spent_in_words, terms_in_words
from ...wording.reports.figures import DAYS_ELSEWHERE, undated_said
from ...wording.values import Wording, counted
from ..probe import was_probed
from .computer import clock
from .finding import Finding, State

_OLD_SECONDS: Final = 86_400.0
"""What is older than a day is no shop's day any more."""


_DAYS: Final = 60
"""How far back CleanCloud's figures of days are looked at."""


async def known(shop: Shop, settings: ShopSettings, now: float) -> AsyncIterator[Finding]:
    """Tell of what is here, then ask CleanCloud once, and tell of that.

    Raises:
        CleanCloudError: It was not reached, or did not accept the token.
    """
    wording = Wording(lambda: datetime.fromtimestamp(now, settings.zone), settings.zone)
    yield mirror(shop, wording, now)
    for each in days(shop, wording):
        yield each
    yield await journal(shop)
    await shop.ask.refresh_price_lists()
    yield Finding("API", State.OK, "answers, and accepts the token")
    if not settings.is_practice and not was_probed(settings):
        to_do = f"See once how far they are understood: {command('probe')}"
        yield Finding(
            "answers", State.UNKNOWN, "nobody has looked how far they are understood", to_do
        )
    yield clock(shop.clock_ahead)
    if asked := shop.retention_asks:
        yield retention(asked)
    for each in budget(await shop.budget.state(), await shop.budget.plan()):
        yield each


def mirror(shop: Shop, wording: Wording, now: float) -> Finding:
    """Tell how much is known of the shop, and how old that is."""
    words = f"{counted(shop.known_customers(), 'customer')} are known"
    if left := shop.mirror.facts.not_counted():
        words = f"{words}; {counted(left, 'order')} are not counted yet"
    if undated := shop.mirror.file.look(undated_figures):
        words = f"{words}; {undated_said(undated)}, so lists and figures of days may lack them"
        return Finding("mirror", State.WARNING, words, f"See which: {command('probe')}")
    asked_at = shop.mirror.facts.done_at(ASKED_AT)
    to_do = f"The counter keeps it current, and so does {command('sync')}"
    if asked_at is None:
        return Finding("mirror", State.UNKNOWN, f"{words}; it was never asked what changed", to_do)
    words = f"{words}, as of {wording.moment(datetime.fromtimestamp(asked_at, UTC))}"
    if now - asked_at > _OLD_SECONDS:
        return Finding("mirror", State.WARNING, words, to_do)
    return Finding("mirror", State.OK, words)


def days(shop: Shop, wording: Wording) -> Iterator[Finding]:
    """Tell where CleanCloud's days begin at another hour, as far as its figures were read."""
    period = Period(wording.today - timedelta(days=_DAYS), wording.today, "")
    with contextlib.suppress(ReadOnlyError):  # only who signs in may see them
        if begin_elsewhere(shop, told_figures(shop, period), counted_figures(shop, period)):
            to_do = "Set time_zone to where the shop is, such as America/New_York."
            yield Finding("days", State.WARNING, DAYS_ELSEWHERE, to_do)


async def journal(shop: Shop) -> Finding:
    """Tell what is not settled of the changes that were made here."""
    if not shop.parts.journal_file.exists():
        return Finding("journal", State.OK, "no change was made here yet")
    return standing(await shop.journal.entries.standing())


def standing(open_work: Standing) -> Finding:
    """Tell how many changes are not settled."""
    waiting = (
        (open_work.to_resolve, "to resolve"),
        (open_work.unknown, "being looked up"),
        (open_work.waiting, "waiting to be sent"),
    )
    words = ", ".join(f"{counted(count, 'change')} {how}" for count, how in waiting if count)
    if not words:
        return Finding("journal", State.OK, "every change is settled")
    to_do = "Open the counter: it settles what it can, and Ctrl+R shows what waits for you."
    return Finding("journal", State.WARNING, words, to_do)


def retention(asked: TooMany) -> Finding:
    """Tell that a person is asked whether many customers are to be forgotten."""
    to_do = f"To forget them: {command('forget --old')}"
    return Finding("retention", State.WARNING, asked.sentence, to_do)


def budget(state: BudgetState, plan: AskingPlan) -> Iterator[Finding]:
    """Tell how the month's requests stand."""
    to_do = f"See what they are spent on: {command('budget')}"
    is_over = state.left <= 0
    spent = State.WRONG if is_over else State.OK
    yield Finding("requests", spent, spent_in_words(state), to_do if is_over else "")
    is_short = state.short_on is not None
    short = State.WARNING if is_short else State.OK
    yield Finding("forecast", short, forecast_in_words(state), to_do if is_short else "")
    yield Finding("asking", State.OK, asking_in_words(plan))
    yield Finding("terms", State.OK, terms_in_words(state.terms))


def notices(shop: Shop, said: str) -> Iterator[Finding]:
    """Tell what the shop had to say meanwhile, but for what is said already."""
    for notice in shop.notices:
        if notice != said:
            yield Finding("notice", State.WARNING, notice)
