"""To resolve: changes that wait for a person's decision, and those that wait for a connection."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...api.text import one_line
from ...api.value_words import id_of_subject, subject_in_words
from ...shop.forgetting.too_many import TooMany
from ...shop.journal.entries import Entry, EntryState
from ...shop.pickups.moving import half_moves
from ...shop.pickups.moving.half_moves import HalfMove
from ...shop.writes.ids import customer_id_in, customer_name_in
from ...shop.writes.outbox import Decision
from ...stores.aside import Told
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.journal import (
    choices_of,
    details_of,
    is_in_doubt,
    is_kept_whole,
    is_there_twice,
    stands_in_words,
    title_of,
    waits_in_words,
)
from ...wording.schedules.moves import open_half_in_words
from ...wording.values import counted, joined
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..deeds.sending_again import may_go_again
from ..desk import Desk
from ..destinations import OpenRepeatPickups, OpenSubject

MOST_WAITING: Final = 4
"""Lines about what goes on by itself."""

_STATES: Final = {
    "happened": (EntryState.UNKNOWN,),
    "did_not": (EntryState.UNKNOWN,),
    "look_again": (EntryState.UNKNOWN,),
    "send_again": (EntryState.UNKNOWN, EntryState.REFUSED),
    "send_anyway": (EntryState.WAITING,),
    "drop": (EntryState.WAITING,),
    "noted": (EntryState.REFUSED,),
}
"""In which states of an entry a decision is offered."""


_QUESTIONS: Final = {
    (EntryState.UNKNOWN, Decision.HAPPENED): (
        "Did “{}” happen?",
        "It is noted as done, and never sent again.",
    ),
    (EntryState.UNKNOWN, Decision.DID_NOT): (
        "Did “{}” not happen?",
        "It is noted as not done.",
    ),
    (EntryState.REFUSED, Decision.NOTED): (
        "Take “{}” off this list?",
        "It was refused: nothing was changed. The audit trail still has it.",
    ),
    (EntryState.WAITING, Decision.SEND_AGAIN): (
        "Send “{}” all the same?",
        "Only what it was to change is set, over what somebody else has set there meanwhile.",
    ),
    (EntryState.WAITING, Decision.DID_NOT): ("Drop “{}”?", "It is not sent any more."),
}
"""What is asked before a decision is carried out: none of them can be taken back."""

_TWICE: Final = " If it did happen, and is made again, it is there twice."


class ToResolveScreen(ShopScreen):
    """What nobody but a person can settle."""

    CSS_PATH = "to_resolve.tcss"

    HELP = (
        "Here stands what could not be settled by itself: changes of which nobody knows whether "
        "CleanCloud made them, that somebody else's change came before, or that were not accepted "
        "later. Nothing of it is lost, and nothing is sent twice without you. Enter opens the "
        "order or customer."
    )

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "scroll(1)", "Page down", show=False),
        Binding("pageup", "scroll(-1)", "Page up", show=False),
        Binding("enter", "open", "Open", id="open"),
        Binding("h", "happened", "Happened", id="happened"),
        Binding("d", "did_not", "Did not", id="did_not"),
        Binding("d", "drop", "Drop it", id="drop"),
        Binding("n", "noted", "Noted", id="noted"),
        Binding("l", "look_again", "Look again", id="look_again"),
        Binding("s", "send_again", "Send again", id="send_again"),
        Binding("s", "send_anyway", "Send anyway", id="send_anyway"),
        Binding("m", "half_move", "Half a move", id="half_move"),
        Binding("f", "forget_old", "Forget them", id="forget_old"),
    ]

    COLUMNS: Final = (
        Column("When", 15, cut="words"),
        Column("What", 18, share=2),
        Column("About", 14),
        Column("Customer", 10, share=2),
        Column("Stands", 11),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._entries: list[Entry] | None = None
        self._waiting: list[Entry] = []
        self._chosen: int | None = None
        self._damage: list[Told] = []
        self._asked: TooMany | None = None
        self._halves: Sequence[tuple[str, HalfMove]] = ()

    def body(self) -> Iterator[Widget]:
        """What was damaged, what is to be decided, and what goes on by itself."""
        yield Static(id="damage", markup=False)
        yield Static(id="retention", markup=False)
        yield Static(id="half-moves", markup=False)
        yield Static(id="resolve-heading", classes="heading", markup=False)
        table = Table(self.COLUMNS, id="to-resolve")
        table.can_focus = False
        yield table
        with VerticalScroll(id="entry", can_focus=False):
            yield Static(id="entry-details", markup=False)
        yield Static(id="entry-choices", markup=False)
        yield Static(id="waiting", markup=False)

    def is_fresh(self) -> bool:
        """Return True: opening it asks nothing of CleanCloud."""
        return True

    def on_screen_resume(self) -> None:
        """Read the journal."""
        self.load()

    def on_shop_changed(self) -> None:
        """Read the journal again."""
        self.load()

    def action_refresh(self) -> None:
        """Read the journal again."""
        self.load()

    @work(group="journal", exclusive=True, exit_on_error=False, description="read the journal")
    async def load(self) -> None:
        """Read what is open from the journal."""
        try:
            waiting = await self.shop.outbox.waiting()
            entries = await self.shop.outbox.to_resolve()
            halves = await self._half_moves()
        except CleanCloudError as error:
            self.notice.failed(str(error))
            return
        told = (self._entries, self._waiting, self._damage, self._asked, self._halves)
        if (entries, waiting, self.shop.damage, self.shop.retention_asks, halves) == told:
            return
        if self._entries is None and entries:
            self._chosen = entries[0].id
        self._entries, self._waiting, self._halves = entries, waiting, halves
        self.show()

    async def _half_moves(self) -> Sequence[tuple[str, HalfMove]]:
        """Return the moves that broke off half way; those that may go on are looked at later."""
        found = []
        for whose, half in await half_moves.all_half_moves(self.shop):
            if await half_moves.may_go_on(self.shop, whose):
                self.set_timer(half_moves.BETWEEN, self.load)
            else:
                found.append((whose, half))
        return found

    def show(self) -> None:
        """Show what was read; where the chosen one is gone, none is chosen in its place.

        A key pressed for one that another process has just settled, or pressed twice, must not
        decide the next one.
        """
        entries = self._entries
        self._damage = self.shop.damage
        self.query_one("#damage", Static).update(self._damage_in_words())
        self.query_one("#damage", Static).display = bool(self._damage)
        self._asked = self.shop.retention_asks
        self.query_one("#retention", Static).update(self._retention_in_words())
        self.query_one("#retention", Static).display = self._asked is not None
        self.query_one("#half-moves", Static).update(self._halves_in_words())
        self.query_one("#half-moves", Static).display = bool(self._halves)
        self.query_one("#resolve-heading", Static).update(self._heading(entries))
        table = self.query_one(Table)
        table.display = bool(entries)
        table.fill(self._row(entry) for entry in entries or ())
        self.query_one("#waiting", Static).update(self._waiting_in_words())
        self._show_chosen()

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        self._choose(int(event.key))

    def action_seen(self) -> None:
        """Take note of the error that stands, else of the damage that is told."""
        if self.notice.has_errors:
            super().action_seen()
            return
        try:
            self.shop.take_note(self._damage)
        except CleanCloudError as error:
            self.notice.failed(str(error))
        self.show_again()

    def action_move(self, rows: int) -> None:
        """Choose the entry above or below; where none is chosen, the first."""
        ids = [entry.id for entry in self._entries or ()]
        if ids:
            here = ids.index(self._chosen) + rows if self._chosen in ids else 0
            self._choose(ids[max(0, min(here, len(ids) - 1))])

    def action_scroll(self, pages: int) -> None:
        """Scroll what is known of the chosen entry."""
        scroll = self.query_one("#entry", VerticalScroll)
        scroll.scroll_relative(y=pages * scroll.size.height, animate=False)

    def action_open(self) -> None:
        """Open the order or customer that the chosen entry is about."""
        if entry := self._current():
            self.go(OpenSubject(entry.subject))

    def action_half_move(self) -> None:
        """Open the repeat pickups of whose move broke off half way, the newest first."""
        for whose, _ in self._halves[:1]:
            self.go(OpenRepeatPickups(whose))

    def action_happened(self) -> None:
        """Say that it happened."""
        self.settle(Decision.HAPPENED, "Noted that it happened")

    def action_did_not(self) -> None:
        """Say that it did not happen."""
        self.settle(Decision.DID_NOT, "Noted that it did not happen")

    def action_drop(self) -> None:
        """Give up what waited."""
        self.settle(Decision.DID_NOT, "Dropped")

    def action_noted(self) -> None:
        """Take what was refused off the list."""
        self.settle(Decision.NOTED, "Noted")

    def action_send_again(self) -> None:
        """Send it again, after asking where it may be there twice then."""
        self.settle(Decision.SEND_AGAIN, "Sent again")

    def action_send_anyway(self) -> None:
        """Send what waited, over what somebody else changed."""
        self.settle(Decision.SEND_AGAIN, "Sent")

    def action_look_again(self) -> None:
        """Look up once more what became of it."""
        self.settle(None, "Looked up once more")

    @deed("forget the customers", Right.FORGET)
    async def action_forget_old(self) -> None:
        """Forget those about whom the retention asks."""
        asked = self._asked
        if asked is None or not await self.confirm(
            f"Forget {counted(asked.count, 'customer')}?",
            "What this computer knows of them is removed for good; CleanCloud keeps everything.",
        ):
            return
        done = f"{counted(asked.count, 'customer')} forgotten"
        await self.attempt(done, self.shop.forgetting.forget_asked(asked))
        self.load()

    @deed("settle a change", Right.DECIDE)
    async def settle(self, decision: Decision | None, done: str) -> None:
        """Do what was decided about the chosen entry, or look it up."""
        entry = self._current()
        if entry is None:
            return
        if not await self._is_meant(entry, decision):
            self.load()
            return
        if await self.attempt(done, self._work(entry, decision)) and decision:
            self._chosen = None
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be decided about the chosen entry, and to take note of damage."""
        if action == "seen" and self._damage and not self.desk.read_only:
            return True
        if action == "forget_old":
            return self._asked is not None and self.desk.rights.may(Right.FORGET)
        if action == "half_move":
            return bool(self._halves)
        if action not in (*_STATES, "open"):
            return super().check_action(action, parameters)
        entry = self._current()
        if entry is None or action == "open":
            return entry is not None and bool(id_of_subject(entry.subject))
        is_offered = entry.state in _STATES[action] and self.desk.rights.may(Right.DECIDE)
        if action == "send_again" and is_in_doubt(entry):
            return False  # it may still come
        return is_offered and (not action.startswith("send") or is_kept_whole(entry))

    def _work(self, entry: Entry, decision: Decision | None) -> Awaitable[None]:
        outbox = self.shop.outbox
        return outbox.decide(entry.id, decision) if decision else outbox.look_again(entry.id)

    async def _is_meant(self, entry: Entry, decision: Decision | None) -> bool:
        """Look before anything is sent once more, and ask; looking again needs no question."""
        if decision is None:
            return True
        if decision is Decision.SEND_AGAIN and entry.state is not EntryState.WAITING:
            return await self._may_go_again(entry)
        question, consequence = _QUESTIONS[entry.state, decision]
        if decision is Decision.DID_NOT and entry.state is EntryState.UNKNOWN:
            consequence += _TWICE * is_there_twice(entry)
        return await self.confirm(question.format(title_of(entry)), consequence)

    async def _may_go_again(self, entry: Entry) -> bool:
        try:
            return await may_go_again(self, entry)
        except CleanCloudError as error:
            self.notice.failed(str(error))
            return False

    def _current(self) -> Entry | None:
        return next((each for each in self._entries or () if each.id == self._chosen), None)

    def _choose(self, entry_id: int) -> None:
        self._chosen = entry_id
        self._show_chosen()

    def _show_chosen(self) -> None:
        entry, table = self._current(), self.query_one(Table)
        table.show_cursor = entry is not None
        details, choices = Content(""), Content("")
        if entry is not None:
            table.move_cursor(row=(self._entries or ()).index(entry))
            details = details_of(entry, self._customer_of(entry), self.wording)
            choices = choices_of(entry, read_only=self.desk.read_only)
        elif self._entries:
            choices = Content("Choose one with Up and Down.")
        self.query_one("#entry-details", Static).update(details)
        self.query_one("#entry-choices", Static).update(choices)
        self.refresh_bindings()

    def _customer_of(self, entry: Entry) -> str:
        """Return the customer's name, as far as it is known."""
        customer_id = customer_id_in(entry.parameters)
        kind, _, number = entry.subject.partition(":")
        if not customer_id and kind == "garment":
            found = next(iter(self.shop.garments_with(number)), None)
            customer_id = found.customer.id if found and found.customer else ""
        elif not customer_id and kind == "order" and (order := self.shop.order(number)):
            customer_id = order.value.customer_id
        known = self.shop.customer(customer_id) if customer_id else None
        return known.value.name if known else one_line(customer_name_in(entry.parameters))

    def _row(self, entry: Entry) -> TableRow:
        cells = (
            self.wording.moment(entry.created_at),
            title_of(entry),
            subject_in_words(entry.subject),
            self._customer_of(entry),
            stands_in_words(entry),
        )
        return TableRow(str(entry.id), cells)

    def _heading(self, entries: Sequence[Entry] | None) -> str:
        if entries is None:
            return "Reading the journal."
        if not entries:
            is_open = self._waiting or self._halves
            return "Nothing waits for your decision." if is_open else "Nothing is open."
        looked_for = sum(map(is_in_doubt, entries))
        to_decide = len(entries) - looked_for
        waits = f"{counted(to_decide, 'change waits', 'changes wait')} for your decision"
        is_sought = f"{counted(looked_for, 'change is', 'changes are')} being looked up"
        return joined(waits if to_decide else "", is_sought if looked_for else "")

    def _damage_in_words(self) -> str:
        """Return what was damaged, as long as nobody has said that they read it."""
        told = [f"! {each.sentence}" for each in self._damage]
        if told and not self.desk.read_only:
            told.append("Ctrl+Y says that you have read this; the old files stay where they are.")
        return "\n".join(told)

    def _retention_in_words(self) -> str:
        if self._asked is None:
            return ""
        may = self.desk.rights.may(Right.FORGET)
        how = " f  forgets them; see also the clock of this computer." if may else ""
        return f"! {self._asked.sentence}{how}"

    def _halves_in_words(self) -> str:
        told = (
            open_half_in_words(self.name_of(whose), half, self.wording)
            for whose, half in self._halves
        )
        return "\n".join(told)

    def _waiting_in_words(self) -> Content:
        if not self._waiting:
            return Content("")
        lines = [waits_in_words(entry, self.wording) for entry in self._waiting[:MOST_WAITING]]
        if more := len(self._waiting) - len(lines):
            lines.append(f"and {more:,} more")
        heading = Content.styled("By itself, as soon as CleanCloud answers", "bold")
        return Content("\n").join([heading, *map(Content, lines)])
