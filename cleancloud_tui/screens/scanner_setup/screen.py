"""Setting up the scanner: three labels tell how it sends its codes, and patterns what they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Final, Protocol

from textual import on, work
from textual.binding import Binding
from textual.containers import Grid
from textual.content import Content
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...scanner import calibration
from ...scanner.labels.codes import CodeKind, ScannedCode
from ...scanner.labels.pattern import PatternError
from ...scanner.patterns import Case, Patterns
from ...scanner.scanner import Scanner
from ...scanner.setup import SOUNDS, ScanSetup
from ...wording.values import joined
from ..base import ShopScreen
from ..desk import Desk
from .listening import LabelHearing

KeepScanSetup = Callable[[ScanSetup], Awaitable[None]]
"""Keeps how the scanner is set up.

Raises:
    ValueError: Why it could not be kept, as a sentence.
"""

_SUFFIX_WORDS: Final = {
    "cr": "Enter (CR)",
    "lf": "LF",
    "cr lf": "Enter and LF",
    "tab": "TAB",
    "none": "nothing",
    "any": "Enter, LF or TAB",
}

_CASE_WORDS: Final = {
    Case.KEPT: "as they are",
    Case.UPPER: "made CAPITALS",
    Case.LOWER: "made small",
}


_CAPS_LOCK: Final = "Caps Lock is on, here or in the scanner; codes are read all the same."


class Tap(Protocol):
    """Lets somebody hear keys before they are read."""

    listener: Callable[[Key | Paste], bool] | None


class Catcher(Static, can_focus=True):
    """Where labels are scanned into while it has the focus."""


class CalibrationScreen(ShopScreen):
    """Scan three labels; see what arrived and what it is read as; keep what fits."""

    NEEDS = Right.SET_UP

    CSS_PATH = ["../forms.tcss", "screen.tcss"]

    HELP = (
        "Scan three different labels, one after another. What arrived is shown, and the settings "
        "that fit it. Tab goes to the patterns: each is a regular expression that a whole code of "
        "its kind fits. Letters of codes may be made capitals or small before that; the bell may "
        "ring for every scan. What the last label, or a code under “Try”, is read as stands below. "
        "^S keeps all."
    )

    LOSS = "The scanner's set-up was not kept."

    BINDINGS = [
        Binding("ctrl+s,f10", "save", "Keep", id="save", key_display="^S"),
        Binding("f8", "again", "Scan again", id="again"),
        Binding("escape", "leave", "Back", id="back"),
    ]

    def __init__(self, desk: Desk, tap: Tap, keep: KeepScanSetup | None) -> None:
        super().__init__(desk)
        self._tap = tap
        self._keep = keep
        self._labels: list[calibration.Label] = []
        self._seen = self._in_force()

    def body(self) -> Iterator[Widget]:
        """What arrived, and the patterns."""
        patterns = self.desk.scans.patterns
        yield Static("Set up the scanner", classes="heading", markup=False)
        yield Catcher(id="arrived", markup=False)
        yield Static(id="proposal", markup=False)
        cases = [(words, case.value) for case, words in _CASE_WORDS.items()]
        sounds = [(sound, sound) for sound in SOUNDS]
        with Grid(classes="fields"):
            for kind, pattern in patterns.expressions.items():
                yield Label(kind.value.capitalize(), markup=False)
                yield _wide(Input(pattern.pattern, compact=True, id=kind.value))
            yield Label("Typed", markup=False)
            yield _wide(Input(patterns.typed.pattern, compact=True, id="typed"))
            yield Label("Letters", markup=False)
            yield _choice(cases, patterns.case.value, "case")
            yield Label("Bell for", markup=False)
            yield _choice(sounds, self.desk.scans.sound, "sound")
            yield Label("Try", markup=False)
            yield _wide(Input(compact=True, id="try", placeholder="type or scan a code"))
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Listen for labels."""
        catcher = self.query_one(Catcher)
        catcher.focus()
        self._tap.listener = LabelHearing(catcher, self._take_label).hear

    def on_unmount(self) -> None:
        """Leave scans to the lane again."""
        self._tap.listener = None

    def is_fresh(self) -> bool:
        """Nothing here comes from the API."""
        return True

    @property
    def holds_draft(self) -> bool:
        """Whether something was changed, or labels were scanned, and not kept."""
        return bool(self._labels) or self._typed() != {
            **{kind.value: each.pattern for kind, each in self._known.expressions.items()},
            "typed": self._known.typed.pattern,
            "case": self._known.case.value,
            "sound": self.desk.scans.sound,
        }

    def show(self) -> None:
        """Show what arrived, what fits it, and what a code is read as."""
        self.query_one("#arrived", Static).update(self._arrived())
        self.query_one("#proposal", Static).update(self._proposal())
        self._preview()

    def take_scan(self, code: ScannedCode) -> None:
        """Show what a code is read as that was scanned into a field of this screen."""
        self.query_one("#try", Input).value = code.text

    def action_again(self) -> None:
        """Forget the labels and wait for new ones."""
        self._labels.clear()
        self.query_one(Catcher).focus()
        self.show_again()

    @work(group="save", exclusive=True, exit_on_error=False, description="leave the settings")
    async def action_leave(self) -> None:
        """Go back; ask first where something was changed and not kept."""
        if not self.holds_draft or await self.confirm(
            "Leave without keeping?", "Scans are read as before."
        ):
            self.app.pop_screen()

    @work(group="save", exclusive=True, exit_on_error=False, description="keep the settings")
    async def action_save(self) -> None:
        """Keep what was found out and typed; it holds from the next scan on."""
        self.desk.settings.look()
        if self._seen != self._in_force() and not await self.confirm(
            "Somebody else has set patterns or the bell meanwhile. Keep yours?",
            "What stands on this screen takes the place of all of theirs.",
        ):
            return
        try:
            setup = ScanSetup(self._patterns(), self._scanner(), self._typed()["sound"])
            if self._keep is not None:
                await self._keep(setup)
        except (CleanCloudError, ValueError) as error:
            self.notice.failed(str(error))
            return
        self.desk.scans.take(setup)
        self._seen = self._in_force()
        self._labels.clear()
        self.notice.say("Kept: from now on scans are read like this.")
        self.show_again()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        self._preview()

    def _take_label(self, label: calibration.Label) -> None:
        self.notice.say("")
        if self._known.is_card(label.code):
            self.notice.failed("That looked like a payment card. It was dropped.")
            return
        if len(self._labels) == calibration.LABELS:
            self._labels.clear()
        self._labels.append(label)
        self.show_again()

    # What is shown

    @property
    def _known(self) -> Patterns:
        return self.desk.scans.patterns

    def _in_force(self) -> tuple[Patterns, str]:
        """Return what of the fields holds now, whoever has set it."""
        return self._known, self.desk.scans.sound

    def _scanner(self) -> Scanner:
        present = self.desk.scans.scanner
        return calibration.proposed(self._labels, present) if self._labels else present

    def _typed(self) -> dict[str, str]:
        names = (*(kind.value for kind in self._known.expressions), "typed")
        typed = {name: self.query_one(f"#{name}", Input).value for name in names}
        chosen = {each: self.query_one(f"#{each}", Select).value for each in ("case", "sound")}
        return typed | {name: str(value) for name, value in chosen.items()}

    def _patterns(self) -> Patterns:
        typed = self._typed()
        expressions = {kind: typed[kind.value] for kind in CodeKind}
        return Patterns.of(expressions, typed["typed"], Case(typed["case"]))

    def _arrived(self) -> Content:
        left = calibration.LABELS - len(self._labels)
        lines = [self._label_in_words(label) for label in self._labels]
        if left:
            lines.append(f"▸ Scan {left} more." if lines else f"▸ Scan {left} labels here.")
        return Content("\n".join(lines))

    def _label_in_words(self, label: calibration.Label) -> str:
        gaps = [round(gap * 1000, 1) for gap in label.gaps] or [0.0]
        symbology = calibration.symbology_of(label, calibration.prefix_of(self._labels))
        return joined(
            label.text,
            f"{len(label.strokes)} keys, {min(gaps):g} to {max(gaps):g} ms apart",
            _SUFFIX_WORDS[label.suffix],
            symbology,
        )

    def _proposal(self) -> Content:
        scanner = self._scanner()
        title = "Proposed" if self._labels else "Now"
        words = joined(
            f"prefix {scanner.prefix}" if scanner.prefix else "no prefix",
            f"ended by {_SUFFIX_WORDS[scanner.suffix]}",
            f"keys at most {scanner.gap * 1000:g} ms apart",
        )
        advice = calibration.advice(self._labels, scanner) if self._labels else ""
        if self._is_turned():
            advice = f"{_CAPS_LOCK} {advice}".strip()
        return Content.assemble((f"{title}: ", "bold"), words, f"\n{advice}" if advice else "")

    def _preview(self) -> None:
        self.query_one("#preview", Static).update(Content(self._read_as()))

    def _read_as(self) -> str:
        text = self.query_one("#try", Input).value or self._last_label()
        try:
            patterns = self._patterns()
        except PatternError as error:
            return f"The pattern can't be used: {error}."
        if not text:
            return ""
        code = patterns.read(text)
        if code is None:
            return "No code: too long, or it looks like a payment card. It would be dropped."
        kinds = " or ".join(f"{kind.value} {code.name_as(kind)}" for kind in code.kinds)
        read = f"{text} is read as {kinds or f'{code.text}, which fits no pattern'}."
        read += f" {_CAPS_LOCK}" * bool(code.turned)
        typed = " People type such: in a text field you may be asked about it."
        return f"{read}{typed * patterns.is_typed(code.text)}"

    def _is_turned(self) -> bool:
        prefix = calibration.prefix_of(self._labels)
        return any(calibration.is_turned(label, prefix) for label in self._labels) or any(
            code and code.turned for code in map(self._known.read, self._codes())
        )

    def _codes(self) -> list[str]:
        prefix = calibration.prefix_of(self._labels)
        return [calibration.code_of(label, prefix) for label in self._labels]

    def _last_label(self) -> str:
        return next(reversed(self._codes()), "")


def _wide(entry: Input) -> Input:
    entry.add_class("-wide-field")
    return entry


def _choice(options: list[tuple[str, str]], value: str, name: str) -> Select[str]:
    return Select(options, value=value, allow_blank=False, compact=True, id=name)
