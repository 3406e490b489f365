"""Scanning: every label is answered from the mirror, at once; what it does, the mode says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ..api.errors import CleanCloudError
from ..shop.scans.codes import CodeKind, ScannedCode
from ..shop.scans.history import HEADINGS, Scan, Verdict
from ..shop.scans.patterns import Patterns
from ..widgets.scan_field import ScanField
from ..widgets.table import Table
from ..widgets.wording import counted
from .base import Desk
from .csv_file import write_csv
from .navigation import open_customer, open_order
from .order import edit_garment
from .scanning.answer import alarm_in_words, answer_in_words, mode_in_words, modes_in_words
from .scanning.asking import Asking
from .scanning.assemble import Assemble
from .scanning.count import CountRacks
from .scanning.hand_out import HandOut
from .scanning.keeping import Keeping
from .scanning.look_up import LookUp
from .scanning.mode import UNKNOWN, Mode, noted, wrong
from .scanning.place import Place
from .scanning.scan_list import COLUMNS, ScanList
from .scanning.workers import ScanWorkers
from .scanning.writing import Writing

if TYPE_CHECKING:
    from ..shop.scans.resolving import Meaning

LIST_SECONDS: Final = 0.2
"""How long scans are gathered before the list shows them: the answer to each is shown at once."""

PATTERNS: Final = Patterns.of()
"""What a typed code may be."""

MODES: Final[tuple[type[Mode], ...]] = (LookUp, Place, Assemble, HandOut, CountRacks)


class ScanScreen(ScanWorkers):
    """Scan labels and tickets: see what they are, or work with them.

    Attributes:
        scans: The last scans.
        mode: What scans do.
        alarm: A wrong scan that nobody has taken note of yet.
        asking: Asks for what a scan has to wait for.
        writing: Writes what scans change.
        keeping: Keeps the scans.
    """

    CSS_PATH = "scan.tcss"

    HELP = (
        "Scan a garment's label or an order's ticket; the newest scan stands on top. What a scan "
        "does is said by the mode, large: Ctrl+L only looks up, Ctrl+K puts garments in places, "
        "Ctrl+E checks the pieces of an order, Ctrl+O what goes over the counter, Ctrl+N counts "
        "the racks. A mode's key pressed again begins it anew. A wrong scan stays until Escape; "
        "Ctrl+S saves the scans as CSV."
    )

    BINDINGS = [
        Binding("f6", "order", "Order", id="order"),
        Binding("f7", "customer", "Who", id="customer"),
        Binding("f8", "edit", "Edit", id="garment"),
        Binding("f9", "go_on('ready')", "Ready", id="make_ready"),
        Binding("f9", "go_on('hand out')", "Hand out", id="hand_out"),
        Binding("f9", "go_on('compare')", "Compare", id="compare"),
        Binding("ctrl+z", "undo", "Undo", id="undo"),
        Binding("ctrl+s", "save", "Save as CSV", id="save", show=False),
        Binding("escape", "acknowledge", "Seen", id="acknowledge"),
        Binding("escape", "stop", "Stop asking", id="stop"),
        Binding("escape", "back", "Back", id="back"),
        Binding("up", "move(-1)", "Newer", show=False),
        Binding("down", "move(1)", "Older", show=False),
        *(Binding(mode.key, f"mode('{mode.key}')", mode.name, show=False) for mode in MODES),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.scans = ScanList(desk.shop)
        self.asking = Asking(self)
        self.writing = Writing(self)
        self.keeping = Keeping(self)
        self._modes = {mode.key: mode(self) for mode in MODES}
        self.mode = self._modes[LookUp.key]
        self.alarm: Scan | None = None
        self._since_alarm = 0
        self._chosen: str | None = None
        self._told: dict[str, Content] = {}
        self._has_news = self._fills_list = False

    # What it shows

    def body(self) -> Iterator[Widget]:
        """The modes, the one that holds, the field, the answer, the list of scans."""
        yield Static(id="modes", markup=False)
        yield Static(id="mode", markup=False)
        yield ScanField(id="scan")
        yield Static(id="answer", markup=False)
        table = Table(COLUMNS, id="scans")
        table.can_focus = False
        yield table

    def is_fresh(self) -> bool:
        """Return True: nothing is asked of the API until a scan needs it."""
        return True

    def on_mount(self) -> None:
        """Take scans, and show those of before."""
        self._unsubscribe = self.shop.subscribe(self.scans.hear)
        self.query_one(ScanField).focus()
        self.load()

    def on_unmount(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    def show(self) -> None:
        """Show the answer and the list."""
        self._show_answer()
        rows = self.mode.rows()
        self.query_one(Table).fill(self.scans.rows() if rows is None else rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the mode and the scans allow now; Escape does the most urgent thing."""
        is_alarmed = self.alarm is not None
        match action:
            case "go_on":
                return not is_alarmed and self.mode.next_step() == parameters[0]
            case "acknowledge":
                return is_alarmed
            case "stop":
                return not is_alarmed and self.asking.is_finding
            case "back" if is_alarmed or self.asking.is_finding:
                return False
        return super().check_action(action, parameters)

    # Taking scans

    @on(ScanField.Scanned)
    def _typed(self, event: ScanField.Scanned) -> None:
        if code := PATTERNS.read(event.code):
            self.take_scan(code)

    def take_scan(self, code: ScannedCode, elsewhere: bool = False) -> None:
        """Take a scan: it is answered at once, from what is known.

        Args:
            code: What was scanned.
            elsewhere: Whether that was on another screen: it is looked up then, whatever the mode.
        """
        if elsewhere and self.mode.changes:
            self.mode = self._modes[LookUp.key]
            self.notice.say("Scanned on another screen, so it was looked up, and nothing else.")
        kind = code.kinds[0] if code.kinds else None
        scan = Scan(self.wording.now(), code.text, self.mode.name, kind)
        if code.is_repeat:
            self.now(noted(scan, "again within a moment: not acted on"))
        elif self.alarm is not None and self.mode.changes:
            # Whoever scans on has not seen what is wrong. A place that was misread, for one, must
            # not be taken for read: so nothing is done until a person has taken note.
            self._since_alarm += 1
            self.now(noted(scan, "not acted on: a wrong scan stood"))
        elif kind is CodeKind.COMMAND:
            self._obey(scan)
        else:
            self.resolve(scan, code)

    def resolve(self, scan: Scan, code: ScannedCode) -> None:
        """Find out what a scan stands for, and act on it."""
        meanings = self.mode.meanings(code)
        if len(meanings) == 1:
            self.act(scan, meanings[0])
        elif meanings:
            self.asking.which(scan, meanings)
        elif code.kinds and not set(code.kinds) & set(self.mode.kinds):
            self.now(wrong(scan, f"is the code of a {code.kinds[0].value}: it does nothing here"))
        elif code.kinds and self.mode.finds:
            self.asking.find(scan, code)
        else:
            self.now(self.mode.take_unknown(scan, UNKNOWN))

    def act(self, scan: Scan, meaning: Meaning) -> None:
        """Do what the mode does with a scan, once all is known that this needs."""
        scan = replace(scan, code=meaning.text, kind=meaning.kind, order_id=meaning.order_id)
        knows_all = self.shop.scans.knows_garments_of(meaning.order_id)
        if self.mode.reads_garments_for(meaning) and not knows_all:
            self.asking.read_garments(scan, meaning)
        else:
            self.now(self.mode.take(scan, meaning))

    def now(self, scan: Scan) -> None:
        """Note what a scan has become; a wrong one is said aloud, and stands until it is seen."""
        before = self.scans.scan(scan.key)
        self.scans.put(scan)
        if before is None:
            self._chosen = None
        if scan.verdict is Verdict.WRONG and (before is None or before.verdict != scan.verdict):
            self.alarm = self.alarm or scan
            self.app.bell()
        if scan.verdict is not Verdict.ASKED:
            self.keeping.keep(scan)
        self.show_soon()

    def _obey(self, scan: Scan) -> None:
        """Do what a command's label says: choose a mode."""
        letters = "".join(sign for sign in scan.code.casefold() if sign.isalpha())
        for key, mode in self._modes.items():
            if letters.endswith(mode.name.replace(" ", "")):
                self.now(replace(scan, done=mode.name))
                self.action_mode(key)
                return
        self.now(wrong(scan, "is no command"))

    # Keys

    @work(group="mode", exclusive=True, exit_on_error=False, description="choose what scans do")
    async def action_mode(self, key: str) -> None:
        """Choose what scans do; the key of the mode that holds begins it anew."""
        mode = self._modes[key]
        if mode is self.mode:
            mode.begin()
        self.mode = mode
        try:
            await mode.enter()
        except CleanCloudError as error:
            self.notice.failed(str(error))
        self._show_all()

    @work(group="edit", exclusive=True, exit_on_error=False, description="go on")
    async def action_go_on(self, _step: str) -> None:
        """Do what follows upon the scans: make Ready, hand out, compare."""
        try:
            await self.mode.go_on()
        except CleanCloudError as error:
            self.notice.failed(str(error))
        self._show_all()

    def action_acknowledge(self) -> None:
        """Take note of a wrong scan: scans count again."""
        self.alarm, self._since_alarm = None, 0
        self._show_all()

    def action_stop(self) -> None:
        """Ask CleanCloud no longer for what is not known here."""
        self.asking.stop()

    def action_move(self, rows: int) -> None:
        """Move in the list of scans."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + rows, animate=False)

    def action_order(self) -> None:
        """Open the order of the scan under the cursor."""
        if (scan := self._current) and scan.order_id:
            open_order(self.app, self.desk, scan.order_id)

    def action_customer(self) -> None:
        """Open the customer of the scan under the cursor."""
        meaning = self.scans.meaning_of(scan) if (scan := self._current) else None
        if meaning and meaning.customer:
            open_customer(self.app, self.desk, meaning.customer.id)

    @work(group="edit", exclusive=True, exit_on_error=False, description="edit a garment")
    async def action_edit(self) -> None:
        """Edit the garment of the scan under the cursor."""
        meaning = self.scans.meaning_of(scan) if (scan := self._current) else None
        if scan is None or meaning is None or not meaning.garments:
            return
        if one := await self.asking.choose(scan.code, meaning.apart()):
            garment = one.garments[0].garment
            self.writing.note(f"garment:{garment.barcode}")
            await edit_garment(self, garment)

    @work(group="edit", exclusive=True, exit_on_error=False, description="take a change back")
    async def action_undo(self) -> None:
        """Take back what was written last, all that one scan wrote."""
        await self.writing.undo([f"garment:{scan.code}" for scan in self.scans if scan.order_id])

    @work(group="save", exclusive=True, exit_on_error=False, description="write the CSV file")
    async def action_save(self) -> None:
        """Write the scans, or what the mode shows in their place, to a file."""
        scans = [HEADINGS, *(scan.cells() for scan in self.scans)]
        name, rows = self.mode.table() or ("scans", scans)
        if len(rows) == 1:
            self.notice.failed("There is nothing to write.")
            return
        file = f"{name}-{self.wording.today}.csv"
        await write_csv(self, counted(len(rows) - 1, "line"), file, rows, "It holds no names.")

    # Showing

    @work(group="history", exit_on_error=False, description="read the last scans")
    async def load(self) -> None:
        """Bring back the scans of before."""
        await self.keeping.load()

    def show_soon(self) -> None:
        """Show the answer when the keys that are in were taken, and the list a little later."""
        if not self._has_news:
            self._has_news = True
            self.call_later(self._show_newest)

    def _show_newest(self) -> None:
        self._has_news = False
        if not self.is_mounted:
            return
        self._show_answer()
        if not self._fills_list:
            self._fills_list = True
            self._fill_list()

    @work(group="list", exit_on_error=False, description="show the scans")
    async def _fill_list(self) -> None:
        await asyncio.sleep(LIST_SECONDS)
        self._fills_list = False
        self.show()
        if self._chosen is None:
            self.query_one(Table).move_cursor(row=0, animate=False)
        self.refresh_bindings()

    def _show_all(self) -> None:
        self.show_again()
        self.refresh_bindings()

    @property
    def _current(self) -> Scan | None:
        """The scan that was chosen in the list; the newest from when it came."""
        return self.scans.scan(self._chosen) or self.scans.newest

    @on(Table.RowHighlighted)
    def _highlighted(self) -> None:
        if not self._fills_list:  # else the cursor is still on the scan before
            self._chosen = self.query_one(Table).key
            self._show_answer()

    def _show_answer(self) -> None:
        self.set_class(self.alarm is not None, "-wrong")
        self._tell("#modes", modes_in_words(MODES, self.mode))
        self._tell("#mode", mode_in_words(self.mode, self.writing.on_their_way))
        if self.alarm is None:
            self._tell("#answer", answer_in_words(self, self._current))
        else:
            wrong_one = self.scans.scan(self.alarm.key) or self.alarm
            self._tell("#answer", alarm_in_words(self.shop, wrong_one, self._since_alarm))

    def _tell(self, part: str, content: Content) -> None:
        """Put words into a part of the screen.

        Its size does not depend on them: laying the screen out anew would double the time from a
        scan to its answer.
        """
        if self._told.get(part) != content:
            self._told[part] = content
            self.query_one(part, Static).update(content, layout=False)
