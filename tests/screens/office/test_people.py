"""Who works here is set up without a mouse."""

from __future__ import annotations

import pytest

from cleancloud_tui.screens.destinations import OpenPeople
from cleancloud_tui.screens.office.people import PeopleScreen
from cleancloud_tui.shop.people.pins import Hashing
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.shop.people.staff import CLEO, MAX, OLGA, QUICK, hire


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hashing, "new", classmethod(lambda _: QUICK))


async def typed(counter: Counter, *lines: str) -> None:
    for line in lines:
        await counter.press(*line, "enter")


async def test_people_are_added_changed_and_removed(open_counter: Open) -> None:
    async with open_counter() as counter:
        app, staffing = counter.app, counter.app.desk.shop.staffing
        app.go(OpenPeople())
        await counter.settle()
        assert "Whoever is at the counter may do everything" in counter.text
        await counter.press("n")
        await typed(counter, "Olga", OLGA, "2581")
        assert "The two PINs differ: nothing was changed" in counter.text
        await counter.press("n")
        await typed(counter, "Olga", OLGA)
        assert OLGA not in counter.text
        await typed(counter, OLGA)
        assert "Olga was added" in counter.text
        assert "Olga" in counter.text.split("\n")[0], "who is there"

        await counter.press("n")
        await counter.press(*"Cleo", "enter", "3")
        await typed(counter, CLEO, CLEO)
        assert "10 % off at most" in counter.text
        await counter.press("down", "enter", "1", "2")
        assert "Cleo is manager now" in counter.text
        await counter.press("p")
        await typed(counter, MAX, MAX)
        assert "Cleo has another PIN" in counter.text

        await counter.press("f11", *MAX, "enter")
        assert not isinstance(app.screen, PeopleScreen), "a manager sets nobody up"
        app.go(OpenPeople())
        assert not isinstance(app.screen, PeopleScreen)
        await counter.press("f11", *OLGA, "enter")
        app.go(OpenPeople())
        await counter.settle()
        await counter.press("d", "f12")
        assert "somebody has to be an owner" in counter.text.replace("\n", " ")
        await counter.press("down", "d", "f12", "up", "d", "f12")
        assert not staffing.is_set_up


async def test_a_list_that_cant_be_read_is_told(open_counter: Open) -> None:
    async with open_counter() as counter:
        directory = counter.app.desk.shop.parts.options.directory
        (directory / "people.json").write_text("{")
        counter.app.hiding.hide_if_idle()
        await counter.settle()
        assert "Locked" in counter.text
        assert "so nobody can sign in" in " ".join(counter.text.split())


async def test_somebody_at_the_counter_has_another_pin(open_counter: Open, host: Host) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        await typed(counter, CLEO)
        titles = {each.title for each in counter.app.get_system_commands(counter.app.screen)}
        assert "Change your PIN" in titles
        counter.app.action_own_pin()
        await counter.settle()
        await typed(counter, CLEO, "8520", "8520")
        assert "Cleo has another PIN" in counter.text
        await counter.press("f11")
        await typed(counter, CLEO)
        assert "Nobody here has that PIN" in counter.text
        await typed(counter, "8520")
        assert "Cleo" in counter.text.split("\n")[0]
