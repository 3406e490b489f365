"""Where the figures are from, in words, and why the two sources may differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ...shop.reports.compared import Difference, Reason
from ...wording.values import Wording, counted, joined
from .words import LABELS, change_in_words, value_said

if TYPE_CHECKING:
    from .seen import Seen, Source

_REASONS: Final[Mapping[Reason, str]] = {
    Reason.NOT_TOLD: "CleanCloud told it in no way that is known",
    Reason.NOT_COUNTED: "not all orders of these days are here",
    Reason.OLD_ORDERS: "orders from before what is here may have to do with it",
    Reason.READ_BEFORE: "CleanCloud's was read before the day was over",
    Reason.FORGOTTEN: "customers were forgotten here, and their orders with them",
    Reason.TIPS: "that is what the tips come to",
    Reason.UNKNOWN: "nobody knows why",
}


def sources_said(source: Source, wording: Wording) -> str:
    """Say of which days each source knows, and since when."""
    told, known = source.told, source.counted
    if told.read_at is None:
        cleancloud = "CleanCloud: not read yet"
    elif not told.days:
        cleancloud = f"CleanCloud told no figures, {wording.age(told.read_at)}"
    else:
        lacking = f", {counted(len(told.missing), 'day')} not told" if told.missing else ""
        cleancloud = f"CleanCloud, {wording.age(told.read_at)}{lacking}"
    lacking = f", {counted(len(known.unknown), 'day')} not known" if known.unknown else ""
    here = f"counted here{lacking}" if known.days else "nothing can be counted here"
    return joined(cleancloud, here)


def about_figure(name: str, seen: Seen, beside: str, wording: Wording) -> str:
    """Say a figure beside the other period's, and what its sources do not agree about."""
    if name not in LABELS:
        return _about_other(name, seen)
    lines = []
    if change := seen.compared().get(name):
        lines.append(change_in_words(change, beside, wording))
    if differs := seen.differences().get(name):
        lines.append(_differs(differs, wording))
    if lacking := seen.this.counted.partial.get(name):
        lines.append(f"Of {counted(lacking, 'order')} it is not known, and not counted here.")
    return " ".join(lines)


def _differs(differs: Difference, wording: Wording) -> str:
    told, here = (
        value_said(differs.name, each, wording) for each in (differs.told, differs.counted)
    )
    return f"CleanCloud says {told}, counted here {here}: {_REASONS[differs.reason]}."


def _about_other(name: str, seen: Seen) -> str:
    kind, _, _ = name.partition(":")
    lacking = seen.this.counted.without_lines
    if kind == "section" and lacking:
        return f"The items of {counted(lacking, 'order')} are not known: they stand in no section."
    if kind == "other":
        return "CleanCloud told this under a name that is not known here."
    return ""
