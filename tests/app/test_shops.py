"""Several shops: another one is opened with one key, and nothing of this one is lost unasked."""

import dataclasses

import pytest

from cleancloud_tui.api.rights import EVERYTHING, KIOSK, READ_ONLY, Allowance, Rights
from cleancloud_tui.app.shops.around import Around
from cleancloud_tui.app.shops.others import may_switch
from cleancloud_tui.app.shops.welcome import WelcomeDialog
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.office.connect import ConnectScreen
from tests.screens.conftest import Open


def names() -> list[str]:
    return ["Acme", "Mill", "practice"]


async def test_another_shop_is_one_key_away_and_what_is_typed_is_asked_about(
    open_counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens: list[str] = []
    async with open_counter(around=Around(shops=names)) as counter:
        monkeypatch.setattr(counter.app, "exit", opens.append)
        await counter.press("ctrl+x")
        assert isinstance(counter.app.screen, ChooseDialog)
        for told in ("1  Acme  (now)", "2  Mill", "3  The practice shop"):
            assert told in counter.text
        await counter.press("1")  # it is open already
        await counter.app.run_action("connect")
        await counter.settle()
        await counter.type("token")
        await counter.press("ctrl+x", "2")
        assert "Open the other shop all the same?" in counter.text
        assert "The token was not kept." in counter.text
        await counter.press("escape")
        assert isinstance(counter.app.screen, ConnectScreen)
        await counter.press("ctrl+x", "2", "f12")
    assert opens == ["Mill"]


async def test_where_there_is_no_other_shop_none_is_offered(open_counter: Open) -> None:
    async with open_counter(around=Around(shops=lambda: ["practice"])) as counter:
        await counter.press("ctrl+x")
        assert not counter.is_asking
        assert counter.notices == ["No other shop is connected on this computer."]
        await counter.press("escape", "f1")
        assert "Other shop" not in counter.text


@pytest.mark.parametrize(("rights", "may"), [(EVERYTHING, True), (READ_ONLY, True), (KIOSK, False)])
def test_a_kiosk_stays_with_its_shop_and_roles_hold_everywhere(rights: Rights, may: bool) -> None:
    assert may_switch(rights) is may
    cashier = dataclasses.replace(rights, allowed=lambda: Allowance("", "cashier", frozenset()))
    assert not may_switch(cashier)


class Noted:
    """How often it was noted that somebody was welcomed."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1


@pytest.mark.parametrize(
    ("key", "then"),
    [
        ("escape", "Last in, of"),
        ("ctrl+n", "The API token stands"),
        ("f1", "Type any part of a name"),
    ],
)
async def test_the_first_start_welcomes_and_one_key_leads_on(
    open_counter: Open, key: str, then: str
) -> None:
    noted = Noted()
    async with open_counter(around=Around(welcomed=noted)) as counter:
        assert isinstance(counter.app.screen, WelcomeDialog)
        for told in ("made-up", "Ctrl+N", "F1", "Esc", "Ctrl+Q"):
            assert told in counter.text
        await counter.press(key)
        assert then in counter.text
    assert noted.times == 1


async def test_who_quits_has_answered_the_welcome_and_no_scan_does(
    open_counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Noted()
    async with open_counter(around=Around(welcomed=noted)) as counter:
        await counter.press("m", "2", "enter")
        assert isinstance(counter.app.screen, WelcomeDialog)  # nothing typed or scanned answers it
        assert not noted.times
        monkeypatch.setattr(counter.app, "exit", lambda: None)
        await counter.press("ctrl+q")
    assert noted.times == 1
