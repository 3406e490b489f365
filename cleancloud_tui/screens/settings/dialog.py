"""A setting to type: what is wrong with it is told while it is typed."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ...settings import SettingsError
from ...settings.kinds import Lines
from ...settings.standing import Standing
from ...settings.typed import allowed_in_words, text_of, value_typed
from ..dialogs.base import Dialog


class SettingDialog(Dialog[str]):
    """Answers the text as it was left, once it means a value that is allowed.

    Args:
        standing: The setting; of a secret, nothing is shown.
    """

    ENTER_GOES_ON = True

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.label)
        self._standing = standing
        self._kind = standing.setting.kind

    def body(self) -> Iterator[Widget]:
        """What it means, the value, which typing replaces, and what is wrong with it.

        A list of lines is more often added to: there the cursor is at its end.
        """
        hint = f"{self._standing.setting.meaning}\nIt is to be {allowed_in_words(self._kind)}."
        yield Static(hint, classes="consequence", markup=False)
        text = text_of(self._standing.value)
        if isinstance(self._kind, Lines):
            area = TextArea(text, tab_behavior="focus")
            area.move_cursor(area.document.end)
            yield area
        else:
            yield Input(text, compact=True, password=self._standing.is_secret)
        yield Static(id="wrong", classes="consequence", markup=False)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        wrong = self._wrong() if self._text() else ""
        self.query_one("#wrong", Static).update(f"! {wrong}" if wrong else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:  # a scan types, too, and ends with Enter
        self.query_one("#wrong", Static).update("^S saves it.")

    def action_save(self) -> None:
        """Answer the text, if it is allowed."""
        if wrong := self._wrong():
            self.query_one("#wrong", Static).update(f"! {wrong}")
            self.app.bell()
        else:
            self.dismiss(self._text())

    def _text(self) -> str:
        if isinstance(self._kind, Lines):
            return self.query_one(TextArea).text
        return self.query_one(Input).value

    def _wrong(self) -> str:
        try:
            value_typed(self._kind, self._text())
        except SettingsError as error:
            return str(error)
        return ""
