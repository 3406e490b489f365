"""Plots as SVG, for a page on its own: every value stands beside what is drawn of it.

What is drawn differs by form as well as by colour: a page may be printed without any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

from ...values.days import WEEKDAYS

_WIDTH: Final = 720
_HEIGHT: Final = 220
_LEFT: Final = 70
"""Room for what stands beside an axis."""

_BOTTOM: Final = 34
_TOP: Final = 10
_ROW: Final = 22
_MOST_LABELS: Final = 10
_RIGHT: Final = 24
"""Room for half of the last label."""
_INK: Final = "#1f4e79"
_PALE: Final = "#c9d9e8"
_GREY: Final = "#999"


@dataclass(frozen=True, slots=True)
class Pair:
    """Sales and revenue of a day, or of a few; None where not known."""

    label: str
    sales: Decimal | None
    revenue: Decimal | None


def pairs_plot(pairs: Sequence[Pair], said: Callable[[Decimal], str]) -> str:
    """Return sales, wide and pale, and revenue, narrow and dark, with an axis of money.

    Args:
        pairs: In their order.
        said: Says an amount.
    """
    amounts = [amount for each in pairs for amount in (each.sales, each.revenue) if amount]
    top = _round_up(max(amounts, default=Decimal(0)))
    height = _HEIGHT - _TOP - _BOTTOM
    step = Decimal(_WIDTH - _LEFT - _RIGHT) / max(1, len(pairs))
    parts = list(_axis(top, height, said))
    every = -(-len(pairs) // _MOST_LABELS)
    for place, each in enumerate(pairs):
        left = _LEFT + place * step
        told = f"{each.label}: sales {_said(each.sales, said)}, revenue {_said(each.revenue, said)}"
        bars = [
            *_bar(each.sales, top, height, left + step / 10, step * 8 / 10, _PALE, _INK),
            *_bar(each.revenue, top, height, left + step * 3 / 10, step * 4 / 10, _INK, "none"),
        ]
        parts.append(_tag("g", _tag("title", escape(told)) + "".join(bars)))
        if place % every == 0:
            parts.append(_text(left + step / 2, _HEIGHT - _BOTTOM + 16, each.label, "middle"))
    return _svg(_HEIGHT, parts, "Sales and revenue")


def heat_map(hours: Sequence[Sequence[int]]) -> str:
    """Return a weekday a row and an hour a column, how many in each cell: more is darker."""
    used = [hour for day in hours for hour, count in enumerate(day) if count]
    if not used:
        return ""
    shown = range(min(used), max(used) + 1)
    most = max(map(max, hours))
    step = Decimal(_WIDTH - _LEFT) / len(shown)
    parts = [
        _text(_LEFT + place * step + step / 2, 14, f"{hour:02}", "middle")
        for place, hour in enumerate(shown)
    ]
    for row, counts in enumerate(hours):
        top = 20 + row * _ROW
        parts.append(_text(_LEFT - 8, top + 15, WEEKDAYS[row][:3], "end"))
        for place, hour in enumerate(shown):
            parts += _cell(_LEFT + place * step, top, step, counts[hour], most)
    return _svg(20 + 7 * _ROW, parts, "Orders by weekday and hour")


def bars_plot(bars: Sequence[tuple[str, Decimal, str]], title: str) -> str:
    """Return a row for each name: a bar, and its value in words behind it.

    Args:
        bars: Name, value, and the value in words.
        title: What it is of.
    """
    if not bars:
        return ""
    left, room = Decimal(170), Decimal(_WIDTH - 330)
    most = max((value for _, value, _ in bars), default=Decimal(0))
    parts = []
    for row, (name, value, words) in enumerate(bars):
        width = room * max(value, Decimal(0)) / most if most > 0 else Decimal(0)
        top = row * _ROW
        parts += [
            _text(left - 8, top + 15, _shortened(name), "end"),
            _tag("rect", x=left, y=top + 3, width=width, height=_ROW - 6, fill=_INK),
            _text(left + width + 8, top + 15, words, "start"),
        ]
    return _svg(len(bars) * _ROW, parts, title)


def _axis(top: Decimal, height: int, said: Callable[[Decimal], str]) -> Iterator[str]:
    for share in (0, 1, 2):
        at = _TOP + height - height * Decimal(share) / 2
        yield _tag("line", x1=_LEFT, x2=_WIDTH, y1=at, y2=at, stroke=_GREY, stroke_width="0.5")
        yield _text(_LEFT - 6, at + 4, said(top * share / 2), "end")


def _bar(
    amount: Decimal | None,
    top: Decimal,
    height: int,
    left: Decimal,
    width: Decimal,
    fill: str,
    stroke: str,
) -> Iterator[str]:
    if amount is None or amount <= 0 or not top:
        return
    tall = height * amount / top
    y = _TOP + height - tall
    yield _tag("rect", x=left, y=y, width=width, height=tall, fill=fill, stroke=stroke)


def _cell(left: Decimal, top: int, width: Decimal, count: int, most: int) -> Iterator[str]:
    share = Decimal(count) / most
    yield _tag(
        "rect",
        x=left,
        y=top,
        width=width - 1,
        height=_ROW - 1,
        fill=_INK,
        fill_opacity=f"{share:.2f}",
        stroke=_PALE,
    )
    if count:
        colour = "white" if share > Decimal("0.5") else "black"
        yield _text(left + width / 2, top + 15, f"{count:,}", "middle", colour)


def _round_up(amount: Decimal) -> Decimal:
    """Return the next amount that an axis can end with: 1, 2 or 5 and zeros."""
    if amount <= 0:
        return Decimal(0)
    size = Decimal(10) ** amount.adjusted()
    return next(size * each for each in (1, 2, 5, 10) if size * each >= amount)


def _said(amount: Decimal | None, said: Callable[[Decimal], str]) -> str:
    return "unknown" if amount is None else said(amount)


def _shortened(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"


def _text(x: Decimal | int, y: Decimal | int, text: str, anchor: str, fill: str = "black") -> str:
    return _tag("text", escape(text), x=x, y=y, text_anchor=anchor, fill=fill)


def _svg(height: int, parts: Sequence[str], title: str) -> str:
    return _tag(
        "svg",
        _tag("title", escape(title)) + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {_WIDTH} {height}",
        width=_WIDTH,
        height=height,
        font_size=12,
        font_family="sans-serif",
    )


def _tag(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; what it holds is markup already, its attributes are not."""
    told = "".join(
        f' {key.replace("_", "-")}="{escape(_written(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{told}>{content}</{name}>"


def _written(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, Decimal) else str(value)
