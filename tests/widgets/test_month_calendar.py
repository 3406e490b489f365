"""The calendar: what is on a day is told by signs, the cursor goes where the keys say."""

from __future__ import annotations

from datetime import date

import pytest
from textual.app import App, ComposeResult

from cleancloud_tui.widgets.day_marks import DayMarks
from cleancloud_tui.widgets.month_calendar import MonthCalendar

TODAY = date(2026, 11, 28)


class _Calendar(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield MonthCalendar()

    def on_month_calendar_day_moved(self, event: MonthCalendar.DayMoved) -> None:
        self.told.append(f"{event.day}")

    def on_month_calendar_day_chosen(self, event: MonthCalendar.DayChosen) -> None:
        self.told.append(f"open {event.day}")


def drawn(calendar: MonthCalendar) -> list[str]:
    return [calendar.render_line(y).text.rstrip() for y in range(calendar.size.height)]


async def test_months_stand_beside_and_below_one_another_as_there_is_room() -> None:
    app = _Calendar()
    async with app.run_test(size=(80, 18)) as pilot:
        calendar = app.query_one(MonthCalendar)
        calendar.show({date(2026, 12, 8): DayMarks(pickup=True)}, TODAY)
        text = drawn(calendar)
        assert text[0].split() == ["November", "2026", "December", "2026"]
        assert text[8].split() == ["January", "2027", "February", "2027"]
        assert text[16].strip() == "> today  P pickup"
        assert calendar.cursor == date(2026, 12, 8)
        await pilot.resize_terminal(36, 9)
        assert drawn(calendar)[0].split() == ["December", "2026"]


async def test_this_month_is_in_sight_where_there_is_room_though_nothing_comes_in_it() -> None:
    app = _Calendar()
    async with app.run_test(size=(36, 9)) as pilot:
        calendar = app.query_one(MonthCalendar)
        calendar.display = False  # as while what to show is looked for
        await pilot.pause()
        calendar.show({date(2026, 12, 8): DayMarks(pickup=True)}, TODAY)
        calendar.display = True
        await pilot.resize_terminal(80, 9)
        assert drawn(calendar)[0].split() == ["November", "2026", "December", "2026"]
        assert calendar.cursor == date(2026, 12, 8)
        calendar.action_month(3)
        assert drawn(calendar)[0].split() == ["February", "2027", "March", "2027"]
        await pilot.resize_terminal(78, 9)
        assert drawn(calendar)[0].split() == ["February", "2027", "March", "2027"]


async def test_each_mark_is_told_without_colour() -> None:
    app = _Calendar()
    async with app.run_test(size=(36, 11)):
        calendar = app.query_one(MonthCalendar)
        calendar.show(
            {
                date(2026, 11, 23): DayMarks(pickup=True, clash=True, closed=True),
                date(2026, 11, 24): DayMarks(delivery=True, closed=True),
                date(2026, 11, 25): DayMarks(pickup=True, delivery=True, changed=True),
                date(2026, 11, 26): DayMarks(order=True),
                date(2026, 11, 27): DayMarks(nothing_left=True),
                date(2026, 12, 1): DayMarks(changed=True),
            },
            TODAY,
        )
        calendar.cursor = TODAY
        text = drawn(calendar)
        assert text[6] == " 23P! 24Dx 25B* 26o  27- >28   29"
        assert text[8:] == [
            "> today  P pickup  D delivery",
            "B both  o order  x closed",
            "- nothing left  ! clash  * changed",
        ]


async def test_the_keys_move_and_open_and_what_is_out_of_sight_comes_into_it() -> None:
    app = _Calendar()
    async with app.run_test(size=(36, 9)) as pilot:
        calendar = app.query_one(MonthCalendar)
        calendar.show({}, TODAY)
        calendar.focus()
        await pilot.press("right", "down", "left", "up", "pagedown", "enter")
        assert app.told == [
            "2026-11-28",
            "2026-11-29",
            "2026-12-06",
            "2026-12-05",
            "2026-11-28",
            "2026-12-28",
            "open 2026-12-28",
        ]
        assert drawn(calendar)[0].split() == ["December", "2026"]
        await pilot.press("home")
        assert calendar.cursor == TODAY
        assert drawn(calendar)[0].split() == ["November", "2026"]
        assert await pilot.click(MonthCalendar, offset=(7, 2)) is True


@pytest.mark.parametrize(("day", "months", "then"), [(date(2199, 12, 31), 1, date(2199, 12, 31))])
async def test_no_key_leads_beyond_the_days_that_can_be(day: date, months: int, then: date) -> None:
    app = _Calendar()
    async with app.run_test(size=(80, 18)):
        calendar = app.query_one(MonthCalendar)
        calendar.show({}, TODAY)
        calendar.cursor = day
        calendar.action_month(months)
        calendar.action_move(7)
        assert calendar.cursor == then
