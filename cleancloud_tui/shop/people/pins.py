"""PINs: which are taken, and what is kept in their stead.

Nobody is asked for a name at the counter, so a PIN alone tells who it is, and no two people have
the same. All of a shop's are hashed with one salt: otherwise a PIN would have to be hashed once
for each of the people to find whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEAST: Final = 4
MOST: Final = 12
"""Digits of a PIN."""

RULE: Final = f"A PIN has {LEAST} to {MOST} digits, not all the same and not in a row as 1234."

_COST: Final = 2**15
"""Takes about 100 ms and 32 MB: as long as somebody at the counter does not mind."""

_BLOCK: Final = 8
_DIGITS: Final = "0123456789"


@dataclass(frozen=True, slots=True)
class Hashing:
    """How the PINs of a shop are hashed.

    Attributes:
        salt: The shop's own, of random bytes.
        cost: How much work one takes (scrypt's n).
    """

    salt: bytes
    cost: int = _COST

    @classmethod
    def new(cls) -> Hashing:
        """Return one with a salt that no other shop has."""
        import secrets  # only where the first person is added

        return cls(secrets.token_bytes(16))

    def hash(self, pin: str) -> bytes:
        """Return what is kept of a PIN; it takes about a tenth of a second, so not in the loop."""
        import hashlib  # only where somebody signs in

        memory = 128 * (self.cost + 1024) * _BLOCK
        given = pin.encode()
        return hashlib.scrypt(given, salt=self.salt, n=self.cost, r=_BLOCK, p=1, maxmem=memory)


def is_fit(pin: str) -> bool:
    """Tell whether a PIN may be chosen."""
    if not (LEAST <= len(pin) <= MOST and pin.isascii() and pin.isdecimal()):
        return False
    row = _DIGITS * 2
    return len(set(pin)) > 1 and pin not in row and pin[::-1] not in row
