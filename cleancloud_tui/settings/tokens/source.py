"""Where a shop's token comes from; no secret is read to tell that."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..schema import ShopSettings

DIRECTORY_VARIABLE: Final = "CREDENTIALS_DIRECTORY"
"""Set by systemd, for a service with `LoadCredential=` or `SetCredential=`."""

_PREFIX: Final = "cleancloud-token-"


class TokenSource(Enum):
    """Where a token comes from, in words that follow “from”."""

    PRACTICE = "the practice shop"
    ENVIRONMENT = "the environment (CLEANCLOUD_API_TOKEN)"
    CREDENTIAL = "a credential of systemd"
    FILE = "the settings file"
    COMMAND = "token_command"
    KEYRING = "this system's keyring"
    NOWHERE = "nowhere"


def source_of(shop: ShopSettings, environ: Mapping[str, str] = os.environ) -> TokenSource:
    """Return where a shop's token comes from."""
    match shop.source.name:
        case "PRACTICE":
            return TokenSource.PRACTICE
        case "ENVIRONMENT":
            return TokenSource.ENVIRONMENT
    if credential_of(shop.name, environ) is not None:
        return TokenSource.CREDENTIAL
    if shop.token:
        return TokenSource.FILE
    if shop.token_command:
        return TokenSource.COMMAND
    return TokenSource.KEYRING if shop.token_keyring else TokenSource.NOWHERE


def is_own(path: Path) -> bool:
    """Tell whether a file was written by this user or the system's owner."""
    if os.name != "posix":
        return True
    try:
        return path.stat().st_uid in (0, os.geteuid())
    except OSError:
        return True  # there is none, so it names nothing


def credential_name(shop_name: str) -> str:
    """Return what the credential of a shop is called: `cleancloud-token-high-street`."""
    plain = unicodedata.normalize("NFKD", shop_name).encode("ascii", "ignore").decode()
    return _PREFIX + (re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "shop")


def credential_of(shop_name: str, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file of a shop's credential; None where systemd gave none."""
    if not (directory := environ.get(DIRECTORY_VARIABLE, "")):
        return None
    path = Path(directory) / credential_name(shop_name)
    return path if path.exists() else None
