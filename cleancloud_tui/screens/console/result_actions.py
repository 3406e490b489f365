"""What can be done with a reply, or with the request as it is written down."""

from __future__ import annotations

from textual import work

from ...api.rights import Right
from ...shop.console.written import reply_as_json
from ...widgets.refused import needs
from ..base import ShopScreen
from ..dialogs.edit_line import EditLineDialog
from ..files import write_as_is
from .result import Result


class ResultActions(ShopScreen):
    """Finds, copies and writes what stands in the `Result` of a screen."""

    @property
    def result(self) -> Result:
        """The reply, or the request."""
        return self.query_one(Result)

    def action_turn(self) -> None:
        """Show the reply, the request as JSON, or the request for curl."""
        self.result.turn()

    @work(group="edit", exclusive=True, exit_on_error=False, description="find in the reply")
    async def action_find(self) -> None:
        """Ask what is looked for in the reply, and go there."""
        if not self.result.has_reply:
            self.notice.say("There is no reply to look in.")
            return
        hint = "A part of a name or a value. N goes to the next one."
        typed = await self.ask(EditLineDialog("Find what in the reply?", self.result.sought, hint))
        if typed:
            self.result.sought = typed
            self.action_find_next()

    def action_find_next(self) -> None:
        """Go to the next place of what was looked for."""
        sought = self.result.sought
        if not (sought and self.result.has_reply):
            return
        place, count = self.result.reply.find(sought)
        found = f"{place} of {count}" if count else "is nowhere in the reply"
        self.notice.say(f"“{sought}” {found}")

    def action_copy(self) -> None:
        """Hand what is shown to the terminal's clipboard."""
        self._copy(self.result.text, "It")

    def action_copy_value(self) -> None:
        """Hand the value under the cursor to the terminal's clipboard."""
        if self.result.has_reply:
            value = self.result.reply.under_cursor
            self._copy(value if isinstance(value, str) else reply_as_json(value), "The value")

    def _copy(self, text: str, what: str) -> None:
        if not text:
            self.notice.say("There is nothing to copy yet.")
            return
        self.app.copy_to_clipboard(text)
        self.notice.say(f"{what} was handed to the terminal, which may keep it from copying.")

    @needs(Right.EXPORT)
    @work(group="save", exclusive=True, exit_on_error=False, description="write a file")
    async def action_write(self) -> None:
        """Write what is shown to a file."""
        result = self.result
        if not result.text:
            self.notice.say("There is nothing to write to a file yet.")
            return
        name = f"{result.subject}.{result.ending}"
        await write_as_is(self, f"the {result.view.value}", name, result.text + "\n")
