"""Adding people, changing and removing them: for whoever may set up what there is.

The first is an owner, and there always is one: otherwise nobody could add anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...api.errors import CleanCloudError
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
        people = self._people()
        known = people.all if people else ()
        written = name_of(name)
        if not written:
            raise PeopleError("Nobody was added: a name is missing.")
        if people and people.named(written):
            raise PeopleError(f"Nobody was added: there is a {written} already.")
        if not known and role != OWNER.name:
            raise PeopleError(
                "Nobody was added: the first is to be an owner, who can add the others."
            )
        self._require_role(role)
        hashing = people.hashing if people else Hashing.new()
        person = Person(written, role, await self._hashed(people, hashing, pin))
        self._staffing.file.write([*known, person], hashing)
        if not known:
            self._staffing.sign_in_as(person)
        return person

    async def set_pin(self, name: str, pin: str) -> None:
        """Give somebody another PIN."""
        people, person = self._person(name)
        hashed = await self._hashed(people, people.hashing, pin)
        self._put(people, person, replace(person, pin=hashed))

    async def set_role(self, name: str, role: str) -> None:
        """Give somebody another role."""
        people, person = self._person(name)
        self._require_role(role)
        self._put(people, person, replace(person, role=role))

    async def remove(self, name: str) -> None:
        """Remove somebody; what they did stays in the audit trail.

        The last one may go, where it is an owner: then nobody signs in any more.
        """
        people, person = self._person(name)
        left = [each for each in people.all if each != person]
        self._require_owner(left)
        self._staffing.file.write(left, people.hashing)

    def _people(self) -> People | None:
        self._rights.require(Right.SET_UP, "The list of people")
        return self._staffing.people

    def _person(self, name: str) -> tuple[People, Person]:
        people = self._people()
        person = people.named(name) if people else None
        if people is None or person is None:
            raise PeopleError(f"Nothing was changed: nobody is called {one_line(name)} any more.")
        return people, person

    def _put(self, people: People, before: Person, after: Person) -> None:
        changed = [after if each == before else each for each in people.all]
        self._require_owner(changed)
        self._staffing.file.write(changed, people.hashing)

    def _require_role(self, role: str) -> None:
        if role not in self._staffing.roles:
            raise PeopleError(f"Nothing was changed: there is no role {one_line(role)}.")

    def _require_owner(self, people: Sequence[Person]) -> None:
        if people and not any(each.role == OWNER.name for each in people):
            raise PeopleError(
                "Nothing was changed: somebody has to be an owner, who can change the others. "
                "Make somebody else one first."
            )

    async def _hashed(self, people: People | None, hashing: Hashing, pin: str) -> bytes:
        if not is_fit(pin):
            raise PeopleError(f"Nothing was changed. {RULE}")
        hashed = await asyncio.to_thread(hashing.hash, pin)
        if people and people.with_pin(hashed):
            raise PeopleError("Nothing was changed: that PIN can't be taken. Choose another.")
        return hashed


def name_of(typed: str) -> str:
    """Return a name as it is kept, of what somebody typed."""
    return begin(without_cards(one_line(typed)), LONGEST).strip()
