"""The file of a shop's people: their names, their roles, and what is kept of their PINs.

Where there is none, nobody signs in, and everybody may do everything. One that can't be read is no
reason to let everybody do everything: nobody can sign in until somebody has seen to it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...api.errors import CleanCloudError
from ...stores.private import make_folder, write_whole
from ...stores.turn import turn_at
from ...values.texts import read_file
from .pins import Hashing


class PeopleFileError(CleanCloudError):
    """The file of the people can't be read or written."""

    sent = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for the shop.

    Attributes:
        name: As it stands in the audit trail.
        role: The name of what they may do.
        pin: The hash of their PIN.
    """

    name: str
    role: str
    pin: bytes


@dataclass(frozen=True, slots=True)
class People:
    """All people of a shop.

    Attributes:
        hashing: How their PINs are hashed.
        all: They, in the order in which they were added.
    """

    hashing: Hashing
    all: tuple[Person, ...]

    def named(self, name: str) -> Person | None:
        """Return the one of a name, whatever its case."""
        folded = name.casefold()
        return next((each for each in self.all if each.name.casefold() == folded), None)

    def with_pin(self, pin: bytes) -> Person | None:
        """Return the one whose PIN has that hash."""
        import hmac  # only where somebody signs in

        found = [each for each in self.all if hmac.compare_digest(each.pin, pin)]
        return found[0] if found else None


class PeopleFile:
    """Reads and writes the file; another program may have written it since.

    Args:
        path: Of the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[tuple[int, int, int], People] | None = None

    def read(self) -> People | None:
        """Return the people; None where nobody set any up.

        Raises:
            PeopleFileError: Nobody can say who they are.
        """
        try:
            told = self.path.stat()
            state = (told.st_ino, told.st_mtime_ns, told.st_size)
            if self._known is None or self._known[0] != state:
                self._known = state, _people(read_file(self.path))
            return self._known[1]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise PeopleFileError(
                f"{self.path}, which tells who works here, can't be read, so nobody can sign in. "
                "Put a copy of it in its place; or remove it: then everybody may do everything, "
                "until people are set up again."
            ) from error

    def write(self, people: Sequence[Person], hashing: Hashing) -> None:
        """Write the people in one go; without any, the file is removed.

        Raises:
            PeopleFileError: It could not be done; what was set up stands.
        """
        with self._turn():
            self._write(people, hashing)

    def change(self, how: Callable[[People | None], People]) -> None:
        """Change the people in one go; no other program does meanwhile.

        Args:
            how: Returns them as they are to be, of those who are set up at that moment.

        Raises:
            PeopleFileError: It could not be done; what was set up stands. So it does where `how`
                raises anything.
        """
        with self._turn():
            changed = how(self.read())
            self._write(changed.all, changed.hashing)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            make_folder(self.path.parent)
            with turn_at(self.path):
                yield
        except OSError as error:
            raise PeopleFileError(
                f"{self.path} can't be written ({error}). Nobody was added, changed or removed. "
                "Look whether the disk is full, and whether this user may write there."
            ) from error

    def _write(self, people: Sequence[Person], hashing: Hashing) -> None:
        rows = [{"name": each.name, "role": each.role, "pin": each.pin.hex()} for each in people]
        content = {"salt": hashing.salt.hex(), "cost": hashing.cost, "people": rows}
        if rows:
            write_whole(self.path, json.dumps(content, indent=1).encode())
        else:
            self.path.unlink(missing_ok=True)


def _people(text: str) -> People:
    told = json.loads(text)
    hashing = Hashing(bytes.fromhex(told["salt"]), int(told["cost"]))
    people = tuple(
        Person(str(each["name"]), str(each["role"]), bytes.fromhex(each["pin"]))
        for each in told["people"]
    )
    if not people:
        raise ValueError("nobody is in it")
    return People(hashing, people)
