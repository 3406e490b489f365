"""The paper of a day's closing sheet, with what it corrects; shown as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.rights import Right
from ...shop.closing.sheet import Sheet
from ...shop.closing.slip import slip_of
from ..desk import Desk
from ..paper import PaperScreen
from .words import day_said, difference_said


class ClosingPaper(PaperScreen):
    """Shows a day's sheet, and prints it.

    Args:
        desk: What every screen works with.
        sheets: Of the day, the last one first.
    """

    NEEDS = Right.SEE_FIGURES

    CSS_PATH = "paper.tcss"

    PRINTED = "closing sheet"

    HELP = (
        "P prints the sheet by the print_command of the settings. What it corrects stands below "
        "it. Enter goes back. Up and Down move the sheet."
    )

    def __init__(self, desk: Desk, sheets: Sequence[Sheet]) -> None:
        super().__init__(desk)
        self._sheets = sheets

    def shows(self) -> str:
        """Return the day and the sheet."""
        return f"{self._sheets[0].day.isoformat()} {self._sheets[0].number}"

    def is_fresh(self) -> bool:
        """Return True: nothing of it is CleanCloud's."""
        return True

    def body(self) -> Iterator[Widget]:
        """How it came out; the paper."""
        yield Static(id="came-out", classes="heading", markup=False)
        with VerticalScroll(id="paper"):
            yield Static(id="slip", markup=False)

    def show(self) -> None:
        """Show the sheet."""
        sheet = self._sheets[0]
        said = f"{day_said(sheet.day)}: {difference_said(sheet, self.wording)}"
        self.query_one("#came-out", Static).update(said)
        self.query_one("#slip", Static).update(Content(self.paper()))

    def on_mount(self) -> None:
        """Let the arrows move the paper."""
        self.query_one("#paper").focus()

    def paper(self) -> str:
        """Return the sheet as it is printed."""
        return paper_of(self._sheets, self.desk)

    def paper_named(self) -> str:
        """Return which sheet it is."""
        return f"Closing sheet of {day_said(self._sheets[0].day)}"


def paper_of(sheets: Sequence[Sheet], desk: Desk) -> str:
    """Return a day's sheet as it is printed; those that it corrects follow it."""
    return slip_of(
        sheets,
        shop=desk.name,
        letterhead=desk.order_rules().letterhead,
        time_zone=desk.wording.time_zone,
        currency=desk.wording.currency,
    )
