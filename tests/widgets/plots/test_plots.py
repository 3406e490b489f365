"""Plots keep to their room, and tell their values by characters."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.values.cells import cells
from cleancloud_tui.widgets.plots.amounts import short, stacked, top_of
from cleancloud_tui.widgets.plots.bar_list import BarList, LyingBar
from cleancloud_tui.widgets.plots.columns_by_day import ColumnsByDay, Series
from cleancloud_tui.widgets.plots.heat_map import HeatMap
from cleancloud_tui.widgets.plots.plot import Drawing

AMOUNTS = st.none() | st.decimals("-100", "1000000", places=2)


def _lines(drawing: Drawing, width: int, height: int) -> list[str]:
    return [line.plain for line in drawing.lines(width, height)]


def _columns(sales: Sequence[Decimal | None], revenue: Sequence[Decimal | None]) -> ColumnsByDay:
    labels = [f"{number % 31 + 1} Nov" for number in range(len(sales))]
    return ColumnsByDay(labels, [Series("Sales", "$9", sales), Series("Revenue", "$8", revenue)])


@settings(max_examples=60)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=400), st.integers(30, 120))
def test_columns_keep_to_their_room(
    days: list[tuple[Decimal | None, Decimal | None]], width: int
) -> None:
    lines = _lines(_columns([each[0] for each in days], [each[1] for each in days]), width, 16)
    assert len(lines) <= 16
    assert all(cells(line) <= width for line in lines)


def test_each_series_has_a_strip_of_its_own_on_one_scale() -> None:
    lines = _lines(_columns([Decimal(1000), None], [Decimal(500), Decimal(0)]), 40, 13)
    assert lines[0] == "Sales by day: $9"
    assert lines[6] == "Revenue by day: $8"
    assert sum("1k┤" in line for line in lines) == 2
    sales, revenue = "".join(lines[:6]), "".join(lines[6:])
    assert sales.count("█") > 1.5 * revenue.count("█") > 0
    assert "?" in sales  # nobody knows the second day, which is not nothing
    assert "?" not in revenue


def test_days_beyond_the_columns_share_them() -> None:
    lines = _lines(_columns([Decimal(1)] * 100, [Decimal(1)] * 100), 60, 13)
    assert lines[0].startswith("Sales, 2 days a column")


def test_short_amounts() -> None:
    told = {0: "0", 950: "950", 999.6: "1k", 1250: "1.2k", 15_400: "15k", 1_300_000: "1.3M"}
    assert {each: short(Decimal(str(each))) for each in told} == told


@given(st.lists(st.decimals(0, "1000000", places=2), min_size=1, max_size=9))
def test_scale_and_columns(amounts: list[Decimal]) -> None:
    top = top_of(amounts)
    assert top >= max(amounts)
    for amount in amounts:
        column = stacked(amount, top, 5)
        assert len(column) == 5
        assert bool(column.strip()) == (amount > 0)


@given(
    st.lists(st.lists(st.integers(0, 3000), min_size=24, max_size=24), min_size=7, max_size=7),
    st.integers(30, 110),
)
@settings(max_examples=60)
def test_heat_map_keeps_to_its_room(counts: list[list[int]], width: int) -> None:
    lines = _lines(HeatMap("Orders", counts), width, 10)
    assert len(lines) == 10
    assert all(cells(line) <= width for line in lines)


def test_heat_map_tells_counts_where_there_is_room() -> None:
    counts = [[0] * 24 for _ in range(7)]
    counts[1][9], counts[5][17] = 3, 12
    lines = _lines(HeatMap("Orders", counts), 60, 10)
    assert "░3" in lines[3]
    assert "█12" in lines[7]
    assert lines[-1].split("  ")[2:] == ["· 0", "░ 1–3", "▒ 4–6", "▓ 7–9", "█ 10–12"]


def test_bars_say_their_values_and_what_has_no_room() -> None:
    bars = [LyingBar(f"Way {n}", Decimal(n), f"${n}.00") for n in range(1, 9)]
    lines = _lines(BarList("Paid by", bars), 40, 5)
    assert lines[0] == "Paid by"
    assert lines[-1] == "and 5 more"
    assert all(cells(line) <= 40 for line in lines)
    assert _lines(BarList("Paid by", [LyingBar("Cash", None, "–")]), 30, 5)[1].count("█") == 0
    assert _lines(BarList("Paid by", [], "Nothing was paid."), 30, 5)[1] == "Nothing was paid."
