"""Ctrl+Q ends the counter from everywhere, and asks first where something would be lost."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from cleancloud_tui.app.quit import QuitDialog
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.dialogs.confirm import ConfirmDialog
from cleancloud_tui.screens.dialogs.edit_line import EditLineDialog
from cleancloud_tui.screens.dialogs.edit_text import EditTextDialog
from cleancloud_tui.screens.dialogs.find_customer import FindCustomerDialog
from cleancloud_tui.screens.dialogs.tell import TellDialog
from cleancloud_tui.screens.dialogs.type_to_confirm import TypeToConfirmDialog
from cleancloud_tui.screens.office.connect import ConnectScreen
from cleancloud_tui.shop.database import StorageError
from tests.screens.conftest import Counter


@pytest.fixture
def ended(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often the counter ended."""
    ends: list[object] = []
    monkeypatch.setattr(counter.app, "exit", lambda *_, **__: ends.append(True))
    return ends


Make = Callable[[Counter], Screen[Any]]

DIALOGS: dict[str, Make] = {
    "choose": lambda _: ChooseDialog("Which?", {"a": "A"}),
    "confirm": lambda _: ConfirmDialog("Is it?"),
    "line": lambda _: EditLineDialog("A line", "as it was"),
    "text": lambda _: EditTextDialog("Notes", "as they were"),
    "word": lambda _: TypeToConfirmDialog("Charge?", "It is charged.", "Type it.", ["CHARGE"]),
    "find": lambda counter: FindCustomerDialog("Whom?", counter.app.desk.shop),
    "tell": lambda _: TellDialog("A title", "A text"),
    "connect": lambda counter: ConnectScreen(
        counter.app.desk, counter.app.connect_shop, "https://x", lambda _: None
    ),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_ctrl_q_works_in_every_dialog(
    counter: Counter, ended: list[object], name: str
) -> None:
    counter.app.push_screen(DIALOGS[name](counter))
    await counter.settle()
    await counter.press("ctrl+q")
    assert ended


@pytest.mark.parametrize("keys", [["ctrl+p"], ["f1"], ["f3"], ["f4"], ["ctrl+r"], ["ctrl+g"]])
async def test_ctrl_q_works_everywhere_else(
    counter: Counter, ended: list[object], keys: list[str]
) -> None:
    await counter.press(*keys, "ctrl+q")
    assert ended


@pytest.mark.parametrize(
    ("name", "loss"),
    [("line", "What was typed is lost."), ("text", "typed is lost"), ("connect", "The token")],
)
async def test_what_would_be_lost_is_asked_about(
    counter: Counter, ended: list[object], name: str, loss: str
) -> None:
    counter.app.push_screen(DIALOGS[name](counter))
    await counter.settle()
    await counter.press("x", "ctrl+q")
    assert isinstance(counter.app.screen, QuitDialog)
    assert loss in counter.text
    await counter.press("ctrl+q", "escape")  # a second one changes nothing
    assert not ended
    assert not isinstance(counter.app.screen, QuitDialog)
    await counter.press("ctrl+q", "f12")
    assert ended


async def test_a_form_keeps_its_draft_and_asks_only_where_that_is_not_possible(
    counter: Counter, ended: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.press("ctrl+n", *"Ada")
    await counter.press("ctrl+q")
    assert len(ended) == 1
    form = counter.app.screen

    async def full_disk() -> None:
        raise StorageError(counter.app.desk.shop.parts.options.directory, OSError("disk full"))

    monkeypatch.setattr(form, "keep_now", full_disk)
    await counter.press("ctrl+q")
    assert "What was typed is lost." in counter.text
    await counter.press("escape")
    assert counter.app.screen is form
    assert len(ended) == 1


async def test_what_can_not_be_looked_at_keeps_nobody_here(
    counter: Counter, ended: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> str:
        raise RuntimeError("boom")

    monkeypatch.setattr(counter.app.screen, "lost_by_quitting", broken)
    await counter.press("ctrl+q")
    assert ended
