from textual.actions import parse

from cleancloud_tui.app.palette import COMMANDS
from cleancloud_tui.screens.office.audit import AuditScreen
from tests.screens.conftest import Counter


async def test_the_palette_goes_where_its_lines_say(counter: Counter) -> None:
    await counter.press("ctrl+p")
    await counter.press(*"audit trail".replace(" ", ""))
    await counter.press("enter")
    assert isinstance(counter.app.screen, AuditScreen)


async def test_each_of_its_lines_is_something_the_app_does(counter: Counter) -> None:
    for command in COMMANDS:
        _, action, _ = parse(command.action)
        assert hasattr(counter.app, f"action_{action}"), command
