"""Customers' passwords: kept as salted hashes, also in a practice shop."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

_ROUNDS: Final = 20_000
"""About 5 ms: this guards invented customers, and the generator hashes many."""


def hashed(password: str, salt: str | None = None) -> str:
    """Return what is stored for a password; the salt is made up unless it is given."""
    salt = salt or secrets.token_hex(8)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS)
    return f"{salt}${digest.hex()}"


def matches(password: str, stored: str) -> bool:
    """Tell whether a password is the stored one; a customer without one matches none."""
    salt, _, digest = stored.partition("$")
    return bool(digest) and hmac.compare_digest(hashed(password, salt), stored)
