"""Who is at the counter: signed in by a PIN, and allowed what their role allows.

It is asked each time: whoever is removed, or gets another role, on whichever computer that shares
the shop's files, may do no more than that from the next moment on.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...api.rights import Allowance, anybody
from .people_file import People, PeopleFile, PeopleFileError, Person

if TYPE_CHECKING:
    from .roles import Role

_NOTHING: Final = Allowance("", "", frozenset())


class SignInError(CleanCloudError):
    """Nobody signed in; whoever was there before still is."""

    sent = False


class WrongPinError(SignInError):
    """It is nobody's PIN."""

    def __init__(self) -> None:
        super().__init__("Nobody here has that PIN.")


class TooSoonError(SignInError):
    """There were too many wrong ones."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        minutes = math.ceil(seconds / 60)
        wait = f"{math.ceil(seconds)} s" if seconds <= 90 else f"{minutes} minutes"
        super().__init__(f"Too many wrong PINs: wait {wait}, then try again.")


class Staffing:
    """The people of a shop, and the one who is there.

    Args:
        directories: Of the shop's files, and of the shops beside it: where nobody was set up for
            the shop itself, the people of the first one that has any sign in.
        clock: Tells Unix seconds, by a clock that nobody at the counter sets.
        roles: The shop's own, as its settings have them.
    """

    def __init__(
        self,
        directories: Sequence[Path],
        clock: Callable[[], float],
        roles: Sequence[str] = (),
    ) -> None:
        self._files = [PeopleFile(directory / "people.json") for directory in directories]
        self._clock = clock
        self._roles = roles
        self._name = ""
        self._is_locked = False

    @property
    def file(self) -> PeopleFile:
        """The file of those who sign in; the shop's own where nobody does."""
        return next((each for each in self._files if each.path.exists()), self._files[0])

    @property
    def people(self) -> People | None:
        """All of them; None where nobody set any up.

        Raises:
            PeopleFileError: Nobody can say who they are.
        """
        return self.file.read()

    @property
    def roles(self) -> Mapping[str, Role]:
        """The roles that people may have, by their names."""
        from .roles import roles_of  # only where people sign in

        return roles_of(self._roles)

    @property
    def is_set_up(self) -> bool:
        """Whether people sign in here."""
        try:
            return self.people is not None
        except PeopleFileError:
            return True

    @property
    def person(self) -> Person | None:
        """Who is there; None for nobody, also where they were removed meanwhile."""
        try:
            people = self.people
        except PeopleFileError:
            return None
        return people.named(self._name) if people and self._name else None

    @property
    def is_awaited(self) -> bool:
        """Whether somebody has to sign in before anything else is done.

        What was begun before it was locked is finished by the rights of whoever began it.
        """
        return self.is_set_up and (self._is_locked or self.person is None)

    def lock(self) -> None:
        """Let somebody sign in before anything else is done; where nobody does, nothing happens."""
        self._is_locked = self.is_set_up

    def allowance(self) -> Allowance:
        """Return what may be done by whoever is there."""
        if not self.is_set_up:
            return anybody()
        person = self.person
        if person is None:
            return _NOTHING
        role = self.roles.get(person.role)
        if role is None:
            return Allowance(person.name, f"{person.role}: no role here", frozenset())
        return role.allowance(person.name)

    async def sign_in(self, pin: str) -> Person:
        """Let the one be there whose PIN that is.

        Raises:
            SignInError: It is nobody's, or may not be tried yet; whoever was there still is.
            PeopleFileError: Nobody can say whose it is.
        """
        person = await asyncio.to_thread(self._found, pin)
        self.sign_in_as(person)
        return person

    async def confirm(self, pin: str) -> Person:
        """Return who is there, where that is their PIN.

        Raises:
            SignInError: It is not, or may not be tried yet.
            PeopleFileError: Nobody can say whose it is.
        """
        person = await asyncio.to_thread(self._found, pin)
        if self.person is None or self.person.name != person.name:
            raise SignInError("That is not your PIN.")
        return person

    async def count_wrong(self) -> None:
        """Count a PIN that was tried in another way as a wrong one.

        Raises:
            SignInError: It can't be counted.
        """
        await asyncio.to_thread(self._count_wrong)

    def _count_wrong(self) -> None:
        from .tries import Tries

        with _counting():
            Tries(self.file.path.with_name("pins.db")).begin(self._clock())

    def sign_in_as(self, person: Person) -> None:
        """Let somebody be there who has just said who they are."""
        self._name = person.name
        self._is_locked = False

    def _found(self, pin: str) -> Person:
        from .tries import Tries

        file = self.file
        people, tries = file.read(), Tries(file.path.with_name("pins.db"))
        if people is None:
            raise WrongPinError
        with _counting():
            attempt = tries.begin(self._clock())
            if attempt.wait:
                raise TooSoonError(attempt.wait)
            person = people.with_pin(people.hashing.hash(pin))
            if person is None:
                raise WrongPinError
            tries.was_right(attempt)
        return person


@contextlib.contextmanager
def _counting() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SignInError(
            f"Nobody can sign in: wrong PINs can't be counted ({error}). Look whether the disk "
            "is full, and whether this user may write in the shop's folder."
        ) from error
