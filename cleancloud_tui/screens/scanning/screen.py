"""Scanning: every label is answered from the mirror, at once; what it does, the mode says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...scanner.labels.codes import CodeKind, ScannedCode
from ...shop.exports.csv_forms import Cell
from ...shop.scans.history import HEADINGS, Scan, ScanVerdict, new_key
from ...widgets.scan_field import ScanField
from ...widgets.table import Table
from ...wording.values import counted
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenCustomer, OpenOrder
from ..files import write_csv
from ..orders.changes import edit_garment
from .asking import ScanQuestions
from .keeping import Keeping
from .modes.assemble import AssembleMode
from .modes.count import CountRacks
from .modes.hand_out import HandOutMode
from .modes.look_up import LookUpMode
from .modes.mode import UNKNOWN, Mode, noted, wrong
from .modes.place import PlaceMode
from .screen_desk import ScreenDesk
from .state import ScanState
from .view import ScanView
from .writing import Writing

if TYPE_CHECKING:
    from ...shop.scans.resolving import CodeMeaning

ScanJob = Callable[[], Awaitable[None]]

MODES: Final[tuple[type[Mode], ...]] = (
    LookUpMode,
    PlaceMode,
    AssembleMode,
    HandOutMode,
    CountRacks,
)


class ScanScreen(ShopScreen):
    """Scan labels and tickets: see what they are, or work with them.

    Attributes:
        state: What stands on it.
        view: Shows that.
        asking: Asks for what a scan has to wait for.
        writing: Writes what scans change.
        keeping: Keeps the scans.
    """

    CSS_PATH = "screen.tcss"

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
        self.asking = ScanQuestions(self)
        self.writing = Writing(self)
        self.keeping = Keeping(self)
        may_change = desk.rights.of_session.may(Right.SEND)  # it outlives whoever is there
        offered = [mode for mode in MODES if may_change or not mode.changes]
        modes = {mode.key: mode(ScreenDesk(self)) for mode in offered}
        self.state = ScanState(desk.shop, modes, modes[LookUpMode.key])
        self.view = ScanView(self)

    def is_fresh(self) -> bool:
        """Return True: nothing is asked of the API until a scan needs it."""
        return True

    def body(self) -> Iterator[Widget]:
        """The modes, the field, the answer, the list."""
        return self.view.body()

    def show(self) -> None:
        """Show the answer and the list."""
        self.view.show()

    def show_all(self) -> None:
        """Show everything, the keys that work now included."""
        self.show_again()
        self.refresh_bindings()

    @on(Table.RowHighlighted)
    def _highlighted(self) -> None:
        self.view.highlighted()

    def on_mount(self) -> None:
        """Take scans, and show those of before."""
        self._unsubscribe = self.shop.subscribe(self.state.scans.on_change)
        self.query_one(ScanField).focus()
        self.load()

    def on_unmount(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    @work(group="history", exit_on_error=False, description="read the last scans")
    async def load(self) -> None:
        """Bring back the scans of before."""
        await self.keeping.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the mode and the scans allow now; Escape does the most urgent thing."""
        is_alarmed = self.state.alarm is not None
        match action:
            case "go_on":
                return not is_alarmed and self.state.mode.next_step() == parameters[0]
            case "mode":
                return parameters[0] in self.state.modes
            case "order":
                return bool(self.state.order_id)
            case "customer":
                return self.state.customer is not None
            case "edit":
                is_garment = self.state.current and self.state.current.kind is CodeKind.GARMENT
                return bool(self.state.is_on_scan and is_garment)
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
        if code := self.desk.scans.patterns.read(event.code):
            self.take_scan(code)

    def take_scan(self, code: ScannedCode, elsewhere: str = "") -> None:
        """Take a scan: it is answered at once, from what is known.

        Args:
            code: What was scanned.
            elsewhere: The key of a scan of another screen: it is looked up, whatever the mode.
        """
        code = self.shop.scans.recognised(code)
        if elsewhere and self.state.mode.changes:
            self.state.mode.leave()
            self.state.mode = self.state.modes[LookUpMode.key]
            self.notice.say("Scanned on another screen, so it was looked up, and nothing else.")
        kind = code.kinds[0] if code.kinds else None
        key = elsewhere or new_key()
        scan = Scan(self.wording.now(), code.text, self.state.mode.name, kind, key=key)
        if code.is_repeat:
            self.now(noted(scan, "again within a moment: not acted on"))
        elif self.state.alarm is not None and self.state.mode.changes:
            # Whoever scans on has not seen what is wrong. A place that was misread, for one, must
            # not be taken for read: so nothing is done until a person has taken note.
            self.state.since_alarm += 1
            self.now(noted(scan, "not acted on: a wrong scan stood"))
        elif kind is CodeKind.COMMAND:
            self._obey(scan)
        else:
            self.resolve(scan, code)

    def open_scanned(self, code: ScannedCode) -> None:
        """Open the order of a ticket, or the customer of a code, that was just taken and known."""
        names = {code.name_as(CodeKind.TICKET), code.name_as(CodeKind.CUSTOMER)}
        acted_on = (scan for scan in self.state.scans if scan.verdict is not ScanVerdict.NOTED)
        scan = next((scan for scan in acted_on if scan.code in names), None)
        if scan and scan.kind is CodeKind.TICKET and scan.order_id:
            self.go(OpenOrder(scan.order_id))
        elif scan and scan.kind is CodeKind.CUSTOMER and self.state.scans.meaning_of(scan):
            self.go(OpenCustomer(scan.code))

    def resolve(self, scan: Scan, code: ScannedCode) -> None:
        """Find out what a scan stands for, and act on it."""
        meanings = self.state.mode.meanings(code)
        if len(meanings) == 1:
            self.act(scan, meanings[0])
        elif meanings:
            self.asking.which(scan, meanings)
        elif code.kinds and not set(code.kinds) & set(self.state.mode.kinds):
            self.now(wrong(scan, f"is the code of a {code.kinds[0].value}: it does nothing here"))
        elif code.kinds and self.state.mode.finds:
            self.asking.find(scan, code)
        else:
            self.now(self.state.mode.take_unknown(scan, UNKNOWN))

    def act(self, scan: Scan, meaning: CodeMeaning) -> None:
        """Do what the mode does with a scan, once all is known that this needs."""
        scan = replace(scan, code=meaning.text, kind=meaning.kind, order_id=meaning.order_id)
        knows = self.shop.scans.knows_garments_of
        if self.state.mode.reads_garments_for(meaning) and not knows(meaning.order_id):
            self.asking.read_garments(scan, meaning)
        else:
            self.now(self.state.mode.take(scan, meaning))

    def now(self, scan: Scan) -> None:
        """Note what a scan has become; a wrong one is said aloud, and stands until it is seen."""
        before = self.state.scans.scan(scan.key)
        self.state.scans.put(scan)
        if before is None:
            self.state.chosen = None
        if scan.verdict is ScanVerdict.WRONG and (before is None or before.verdict != scan.verdict):
            self.state.alarm = self.state.alarm or scan
            if self.desk.scans.rings_for_wrong:
                self.app.bell()
        if scan.verdict is not ScanVerdict.ASKED:
            self.keeping.keep(scan)
        self.view.show_soon()

    def _obey(self, scan: Scan) -> None:
        """Do what a command's label says: choose a mode."""
        letters = "".join(sign for sign in scan.code.casefold() if sign.isalpha())
        for key, mode in self.state.modes.items():
            if letters.endswith(mode.name.replace(" ", "")):
                self.now(replace(scan, done=mode.name))
                self.action_mode(key)
                return
        self.now(wrong(scan, "is no command"))

    # Keys

    @work(group="mode", exclusive=True, exit_on_error=False, description="choose what scans do")
    async def action_mode(self, key: str) -> None:
        """Choose what scans do; the key of the mode that holds begins it anew."""
        mode = self.state.modes[key]
        self.state.mode.leave()
        if mode is self.state.mode:
            mode.begin()
        self.state.mode = mode
        try:
            await mode.enter()
        except CleanCloudError as error:
            self.notice.failed(str(error))
        self.show_all()

    @deed("go on")
    async def action_go_on(self, _step: str) -> None:
        """Do what follows upon the scans: make Ready, hand out, compare."""
        try:
            await self.state.mode.go_on()
        except CleanCloudError as error:
            self.notice.failed(str(error))
        self.show_all()

    def action_acknowledge(self) -> None:
        """Take note of a wrong scan: scans count again."""
        self.state.alarm, self.state.since_alarm = None, 0
        self.show_all()

    def action_stop(self) -> None:
        """Ask CleanCloud no longer for what is not known here."""
        self.asking.stop()

    def action_move(self, rows: int) -> None:
        """Move in the list of scans."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + rows)

    def action_order(self) -> None:
        """Open the order of the scan under the cursor."""
        self.go(OpenOrder(self.state.order_id))

    def action_customer(self) -> None:
        """Open the customer of the scan under the cursor."""
        if customer := self.state.customer:
            self.go(OpenCustomer(customer.id))

    @deed("edit a garment")
    async def action_edit(self) -> None:
        """Edit the garment of the scan under the cursor."""
        meaning = self.state.scans.meaning_of(scan) if (scan := self.state.current) else None
        if scan is None or meaning is None or not meaning.garments:
            return
        if one := await self.asking.choose(scan.code, meaning.apart()):
            garment = one.garments[0].garment
            self.writing.note(f"garment:{garment.barcode}")
            await edit_garment(self, garment)

    @deed("take a change back")
    async def action_undo(self) -> None:
        """Take back what was written last, all that one scan wrote."""
        await self.writing.undo(
            [f"garment:{scan.code}" for scan in self.state.scans if scan.order_id]
        )

    @deed("write the CSV file", Right.EXPORT)
    async def action_save(self) -> None:
        """Write the scans, or what the mode shows in their place, to a file."""
        zone = self.wording.time_zone
        scans: list[Sequence[Cell]] = [HEADINGS, *(scan.cells(zone) for scan in self.state.scans)]
        name, rows = self.state.mode.table() or ("scans", scans)
        if len(rows) == 1:
            self.notice.failed("There is nothing to write.")
            return
        file = f"{name}-{self.wording.today}.csv"
        await write_csv(self, counted(len(rows) - 1, "line"), file, rows, "It holds no names.")

    # Workers, a group for each purpose: none of them holds up the next scan

    @work(group="find", exit_on_error=False, description="find what was scanned")
    async def while_finding(self, job: ScanJob) -> None:
        """Ask CleanCloud for what a scan waits for."""
        await job()

    @work(group="refresh scan", exit_on_error=False, description="refresh a garment")
    async def while_refreshing(self, job: ScanJob) -> None:
        """Ask CleanCloud again for what was shown already."""
        await job()

    @work(group="ask", exit_on_error=False, description="ask what was scanned")
    async def while_asked(self, job: ScanJob) -> None:
        """Have a person answer."""
        await job()

    @work(group="write", exit_on_error=False, description="write what was scanned")
    async def while_writing(self, job: ScanJob) -> None:
        """Write what a scan changes."""
        await job()

    @work(group="keep", exit_on_error=False, description="keep the scans")
    async def while_keeping(self, job: ScanJob) -> None:
        """Keep the scans on this computer."""
        await job()

    @work(group="list", exit_on_error=False, description="show the scans")
    async def while_listing(self, job: ScanJob) -> None:
        """Show the scans that came together."""
        await job()
