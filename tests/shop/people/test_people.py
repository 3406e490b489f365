"""Who works for a shop: added, changed, removed, and who is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cleancloud_tui.api.errors import ReadOnlyError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY, Right
from cleancloud_tui.shop.people.editing import PeopleEditing, PeopleError, name_of
from cleancloud_tui.shop.people.people_file import PeopleFileError
from cleancloud_tui.shop.people.pins import Hashing
from cleancloud_tui.shop.people.roles import OWNER, RoleError, role_of, roles_of, word_of
from cleancloud_tui.shop.people.staffing import SignInError, Staffing, TooSoonError
from cleancloud_tui.shop.people.tries import FREE
from tests.host import NOW
from tests.shop.people.staff import CLEO, MAX, OLGA, QUICK, hire


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hashing, "new", classmethod(lambda _: QUICK))


@pytest.fixture
def staffing(tmp_path: Path) -> Staffing:
    return Staffing([tmp_path], lambda: NOW, ("trainee: send, keep, discount 5",))


@pytest.fixture
def editing(staffing: Staffing) -> PeopleEditing:
    return PeopleEditing(staffing, EVERYTHING.of_whom(staffing.allowance))


async def test_where_nobody_is_set_up_everybody_may_do_everything(staffing: Staffing) -> None:
    assert not staffing.is_set_up
    assert not staffing.is_awaited
    staffing.lock()
    assert not staffing.is_awaited, "nobody could open it again"
    assert staffing.allowance().granted == frozenset(Right)


async def test_the_first_is_an_owner_and_is_there_from_then_on(
    staffing: Staffing, editing: PeopleEditing
) -> None:
    with pytest.raises(PeopleError, match="first is to be an owner"):
        await editing.add("Cleo", "counter", CLEO)
    assert not staffing.is_set_up
    await editing.add("  Olga\n ", OWNER.name, OLGA)
    assert staffing.person
    assert staffing.person.name == "Olga"
    await editing.add("Cleo", "counter", CLEO)
    assert staffing.allowance().who == "Olga (owner)"
    await staffing.sign_in(CLEO)
    with pytest.raises(ReadOnlyError, match=r"Cleo \(counter\) may not"):
        await editing.add("Eve", OWNER.name, MAX)
    with pytest.raises(ReadOnlyError):
        await editing.remove("Olga")
    with pytest.raises(ReadOnlyError):
        await editing.set_pin("Olga", MAX)
    with pytest.raises(ReadOnlyError):
        await editing.set_role("Cleo", OWNER.name)


async def test_what_may_not_be_is_refused_and_all_stays(
    staffing: Staffing, editing: PeopleEditing
) -> None:
    await editing.add("Olga", OWNER.name, OLGA)
    await editing.add("Cleo", "trainee", CLEO)
    stands = staffing.people
    for name, role, pin, why in (
        ("", "counter", MAX, "a name is missing"),
        ("OLGA", "counter", MAX, "there is a OLGA already"),
        ("Max", "king", MAX, "no role king"),
        ("Max", "counter", "1234", "4 to 12 digits"),
        ("Max", "counter", OLGA, "Choose another"),
    ):
        with pytest.raises(PeopleError, match=why):
            await editing.add(name, role, pin)
    with pytest.raises(PeopleError, match="somebody has to be an owner"):
        await editing.set_role("Olga", "manager")
    with pytest.raises(PeopleError, match="somebody has to be an owner"):
        await editing.remove("Olga")
    with pytest.raises(PeopleError, match="nobody is called Eve"):
        await editing.remove("Eve")
    assert staffing.people == stands


async def test_what_is_changed_holds_at_once_for_another_program(
    tmp_path: Path, staffing: Staffing, editing: PeopleEditing
) -> None:
    await editing.add("Olga", OWNER.name, OLGA)
    await editing.add("Cleo", "counter", CLEO)
    till = Staffing([tmp_path], lambda: NOW)
    assert till.is_awaited
    await till.sign_in(CLEO)
    assert not till.is_awaited
    await editing.set_role("Cleo", "manager")
    assert Right.DELETE in till.allowance().granted
    await editing.set_pin("Cleo", MAX)
    assert (await till.sign_in(MAX)).name == "Cleo"
    await editing.remove("cleo")
    assert till.is_awaited
    assert not till.allowance().granted
    await editing.remove("Olga")
    assert not staffing.is_set_up


async def test_a_role_that_is_no_more_allows_nothing(tmp_path: Path) -> None:
    hire(tmp_path, ("Olga", "owner", OLGA), ("Tim", "trainee", CLEO))
    staffing = Staffing([tmp_path], lambda: NOW)
    await staffing.sign_in(CLEO)
    assert staffing.allowance().who == "Tim (trainee: no role here)"
    assert not staffing.allowance().granted


async def test_it_is_locked_until_somebody_signs_in(tmp_path: Path) -> None:
    hire(tmp_path)
    staffing = Staffing([tmp_path], lambda: NOW)
    await staffing.sign_in(CLEO)
    staffing.lock()
    assert staffing.is_awaited
    assert staffing.allowance().who == "Cleo (counter)", "what Cleo began is finished as hers"
    await staffing.sign_in(MAX)
    assert not staffing.is_awaited


@pytest.mark.parametrize("text", ["", "{", "[]", '{"salt": "00", "cost": 2, "people": []}', "null"])
def test_a_damaged_file_lets_nobody_do_anything(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.json").write_text(text)
    staffing = Staffing([tmp_path], lambda: NOW)
    assert staffing.is_awaited
    assert not staffing.allowance().granted
    with pytest.raises(PeopleFileError, match="nobody can sign in"):
        _ = staffing.people


async def test_a_session_that_may_not_set_up_changes_nobody(staffing: Staffing) -> None:
    with pytest.raises(ReadOnlyError, match="list of people was not changed"):
        await PeopleEditing(staffing, READ_ONLY).add("Olga", OWNER.name, OLGA)
    assert not staffing.is_set_up


def test_a_role_of_the_shops_own() -> None:
    role = role_of("trainee: Send, keep,see figures, discount 7.5")
    seen = {Right.SEE, Right.SEE_FIGURES}
    assert role.granted == {Right.SEND, Right.KEEP, Right.DISCOUNT, *seen}
    assert f"{role.most_discount:f}" == "7.5"
    assert roles_of(["counter: send"])["counter"].granted == {Right.SEND, Right.SEE}
    assert roles_of(["owner: send"])["owner"] == OWNER, "nobody locks themselves out"


def test_the_readme_names_all_that_a_role_may_be_given() -> None:
    text = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    words = {word_of(right) for right in Right}
    assert not {word for word in words if f"`{word}" not in text}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("trainee", "begin with a role's name and a colon"),
        (": send", "begin with a role's name"),
        ("x: fly", "“fly” is nothing that a role may do: send, decide"),
        ("x: discount 120", "is to be a percentage"),
        ("x: discount much", "is to be a percentage"),
    ],
)
def test_a_role_that_is_none_is_told(line: str, why: str) -> None:
    with pytest.raises(RoleError, match=why):
        role_of(line)


def test_a_name_is_one_line_without_cards() -> None:
    assert name_of("A\x1b[2J\nB " + "x" * 50).startswith("A")
    assert len(name_of("x" * 50)) == 30
    assert "4111" not in name_of("4111 1111 1111 1111")


async def test_where_nobody_was_set_up_the_people_of_a_shop_beside_sign_in(tmp_path: Path) -> None:
    """Else whoever may do little there could set up everything from here."""
    mill, practice = tmp_path / "mill", tmp_path / "practice"
    hire(mill)
    staffing = Staffing([practice, mill], lambda: NOW)
    assert staffing.is_awaited
    await staffing.sign_in(CLEO)
    assert Right.SET_UP not in staffing.allowance().granted
    assert (mill / "pins.db").exists(), "wrong ones count for both"
    hire(practice, ("Paul", "owner", "1379"))
    assert staffing.is_awaited, "it has people of its own now"
    await staffing.sign_in("1379")


async def test_who_is_there_has_another_pin_by_the_one_they_have(
    tmp_path: Path, staffing: Staffing, editing: PeopleEditing
) -> None:
    hire(tmp_path)
    await staffing.sign_in(CLEO)
    for wrong, said in (("9517", "Nobody here has"), (MAX, "not your PIN")):
        with pytest.raises(SignInError, match=said):
            await editing.set_own_pin(wrong, "8520")
    with pytest.raises(PeopleError, match="the PIN you have"):
        await editing.set_own_pin(CLEO, CLEO)
    with pytest.raises(PeopleError, match="4 to 12 digits"):
        await editing.set_own_pin(CLEO, "1234")
    await editing.set_own_pin(CLEO, "8520")
    staffing.lock()
    with pytest.raises(SignInError):
        await staffing.sign_in(CLEO)
    assert (await staffing.sign_in("8520")).name == "Cleo"


async def test_what_pins_there_are_is_not_found_out_by_choosing_one(
    tmp_path: Path, staffing: Staffing, editing: PeopleEditing
) -> None:
    hire(tmp_path)
    await staffing.sign_in(CLEO)
    for _ in range(FREE + 1):
        with pytest.raises(PeopleError, match="can't be taken"):
            await editing.set_own_pin(CLEO, MAX)
    with pytest.raises(TooSoonError):
        await editing.set_own_pin(CLEO, "8520")


async def test_a_read_only_session_changes_no_pin(tmp_path: Path, staffing: Staffing) -> None:
    hire(tmp_path)
    await staffing.sign_in(CLEO)
    with pytest.raises(ReadOnlyError, match="this session is read-only"):
        await PeopleEditing(staffing, READ_ONLY).set_own_pin(CLEO, "8520")


async def test_two_programs_that_add_somebody_at_once_lose_nobody(
    tmp_path: Path, staffing: Staffing, editing: PeopleEditing
) -> None:
    hire(tmp_path)
    await staffing.sign_in(OLGA)
    await asyncio.gather(
        editing.add("Eve", "counter", "8520"), editing.add("Ann", "counter", "9517")
    )
    assert staffing.people
    assert {"Eve", "Ann"} < {each.name for each in staffing.people.all}
    with pytest.raises(PeopleError, match="there is a Eve already"):
        await editing.add("Eve", "counter", "7531")
