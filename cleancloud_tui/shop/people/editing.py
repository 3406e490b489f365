"""Adding people, changing and removing them: for whoever may set up what there is.

The first is an owner, and there always is one: otherwise nobody could add anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ...api.errors import CleanCloudError, ReadOnlyError
from ...api.rights import Right, Rights
from ...api.text import one_line
from ...values.cards import without_cards
from ...values.cells import begin
from .people_file import People, Person
from .pins import RULE, Hashing, is_fit
from .roles import OWNER
from .staffing import Staffing

LONGEST: Final = 30
"""Signs of a name; the status line has no room for more."""


class PeopleError(CleanCloudError):
    """Nobody was added, changed or removed; it says why."""

    sent = False


class TakenError(PeopleError):
    """It is somebody's PIN already."""


class PeopleEditing:
    """Changes who works for a shop.

    Every method raises `ReadOnlyError` for who may not, `PeopleError` for what may not be, and
    `PeopleFileError` where it can't be kept; all stays as it was then.

    Args:
        staffing: Whose people.
        rights: Whether they may be changed.
    """

    def __init__(self, staffing: Staffing, rights: Rights) -> None:
        self._staffing = staffing
        self._rights = rights

    async def add(self, name: str, role: str, pin: str) -> Person:
        """Add somebody; the first of all is there from then on."""
        self._require()
        written, people = name_of(name), self._staffing.people
        if not written:
            raise PeopleError("Nobody was added: a name is missing.")
        if not people and role != OWNER.name:
            raise PeopleError(
                "Nobody was added: the first is to be an owner, who can add the others."
            )
        self._require_role(role)
        hashing = people.hashing if people else Hashing.new()
        person = Person(written, role, await _hashed(hashing, pin))

        def added(now: People | None) -> People:
            if (now is None) != (people is None) or (now and now.hashing != hashing):
                raise PeopleError("Nobody was added: somebody else was meanwhile. Look again.")
            if now and now.named(written):
                raise PeopleError(f"Nobody was added: there is a {written} already.")
            _require_free(now, person)
            return People(hashing, (*(now.all if now else ()), person))

        self._staffing.file.change(added)
        if not people:
            self._staffing.sign_in_as(person)
        return person

    async def set_pin(self, name: str, pin: str) -> None:
        """Give somebody another PIN."""
        self._require()
        await self._set_pin(name, pin)

    async def set_own_pin(self, old: str, pin: str) -> None:
        """Give whoever is there another PIN, whatever their role is.

        One that is somebody else's counts as a wrong one: else it would tell which PINs there are.

        Args:
            old: Their PIN so far.
            pin: From now on.

        Raises:
            SignInError: The old one is not theirs, or may not be tried yet.
        """
        if Right.KEEP not in self._rights.granted:
            raise ReadOnlyError("The PIN", "changed", self._rights.session)
        person = await self._staffing.confirm(old)
        if old == pin:
            raise PeopleError("Nothing was changed: that is the PIN you have.")
        try:
            await self._set_pin(person.name, pin)
        except TakenError:
            await self._staffing.count_wrong()
            raise

    async def _set_pin(self, name: str, pin: str) -> None:
        people = self._staffing.people
        hashed = await _hashed(people.hashing, pin) if people else b""
        self._put(name, lambda person: replace(person, pin=hashed))

    async def set_role(self, name: str, role: str) -> None:
        """Give somebody another role."""
        self._require()
        self._require_role(role)
        self._put(name, lambda person: replace(person, role=role))

    async def remove(self, name: str) -> None:
        """Remove somebody; what they did stays in the audit trail.

        The last one may go, where it is an owner: then nobody signs in any more.
        """
        self._require()
        self._put(name, lambda _: None)

    def _require(self) -> None:
        self._rights.require(Right.SET_UP, "The list of people")

    def _put(self, name: str, changed: Callable[[Person], Person | None]) -> None:
        """Put somebody changed in the place of the one of a name; None takes them away."""

        def put(people: People | None) -> People:
            before = people.named(name) if people else None
            if people is None or before is None:
                raise PeopleError(
                    f"Nothing was changed: nobody is called {one_line(name)} any more."
                )
            after = changed(before)
            if after and after.pin != before.pin:
                _require_free(people, after)
            all_now = (after if each == before else each for each in people.all)
            left = tuple(each for each in all_now if each)
            _require_owner(left)
            return People(people.hashing, left)

        self._staffing.file.change(put)

    def _require_role(self, role: str) -> None:
        if role not in self._staffing.roles:
            raise PeopleError(f"Nothing was changed: there is no role {one_line(role)}.")


def _require_owner(people: Sequence[Person]) -> None:
    if people and not any(each.role == OWNER.name for each in people):
        raise PeopleError(
            "Nothing was changed: somebody has to be an owner, who can change the others. "
            "Make somebody else one first."
        )


def _require_free(people: People | None, person: Person) -> None:
    if people and people.with_pin(person.pin):
        raise TakenError("Nothing was changed: that PIN can't be taken. Choose another.")


async def _hashed(hashing: Hashing, pin: str) -> bytes:
    if not is_fit(pin):
        raise PeopleError(f"Nothing was changed. {RULE}")
    return await asyncio.to_thread(hashing.hash, pin)


def name_of(typed: str) -> str:
    """Return a name as it is kept, of what somebody typed."""
    return begin(without_cards(one_line(typed)), LONGEST).strip()
