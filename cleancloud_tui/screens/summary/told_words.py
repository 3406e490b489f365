"""Where the figures are from, in words, and why the two sources may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...shop.reports.compared import Reason
from ...wording.reports.figures import (
    LABELS,
    change_in_words,
    difference_in_words,
    figure_said,
    lacking_in_words,
)
from ...wording.values import Wording, counted, joined

if TYPE_CHECKING:
    from ...shop.reports.compared import Comparison
    from ...shop.reports.report import Report, Source


def sources_said(source: Source, wording: Wording, *, is_unread: bool = False) -> str:
    """Say of which days each source knows, and since when.

    Args:
        source: Both of them.
        wording: How the shop says when.
        is_unread: Whether CleanCloud's last answer was not understood.
    """
    told, known = source.told, source.counted
    if told.read_at is None:
        cleancloud = f"CleanCloud: {'not understood' if is_unread else 'not read yet'}"
    elif not told.days:
        cleancloud = f"CleanCloud told no figures, {wording.age(told.read_at)}"
    else:
        lacking = f", {counted(len(told.missing), 'day')} not told" if told.missing else ""
        cleancloud = f"CleanCloud, {wording.age(told.read_at)}{lacking}"
    if known.not_counted:
        return joined(cleancloud, f"{counted(known.not_counted, 'order')} not counted yet")
    lacking = f", {counted(len(known.unknown), 'day')} not known" if known.unknown else ""
    if undated := known.undated.orders:
        lacking += f", {counted(undated, 'order')} of no known day"
    here = f"counted here{lacking}" if known.days else "nothing can be counted here"
    return joined(cleancloud, here)


def about_figure(name: str, seen: Report, wording: Wording) -> str:
    """Say a figure beside the other period's, and what its sources do not agree about."""
    if name not in LABELS:
        return _about_other(name, seen, wording)
    lines = []
    if change := seen.compared().get(name):
        lines.append(_compared(change, wording))
    if differs := seen.differences().get(name):
        lines.append(difference_in_words(differs, wording))
    if not differs or differs.reason is not Reason.UNDATED:
        lines.append(lacking_in_words(name, seen.this.counted))
    return "\n".join(filter(None, lines))


def _compared(change: Comparison, wording: Wording) -> str:
    this, that = (figure_said(change.name, each, wording) for each in (change.this, change.that))
    label = LABELS[change.name]
    if change.difference is None:
        return f"{label}: {this} beside {that}."
    return f"{label}: {this} beside {that}, {change_in_words(change, wording)}."


def _about_other(name: str, seen: Report, wording: Wording) -> str:
    kind, _, own = name.partition(":")
    if kind == "way" and (differs := seen.way_differences().get(own)):
        return difference_in_words(differs, wording)
    lacking = seen.this.counted.without_lines
    if kind == "section" and lacking:
        return f"The items of {counted(lacking, 'order')} are not known: they stand in no section."
    if kind == "other":
        return "CleanCloud told this under a name that is not known here."
    return ""
