"""The secret in the address that webhooks are sent to: who does not know it is not heard.

It is never an argument of a command, which every user of the computer can read.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ... import log, paths
from ...api.rights import Right, Rights
from ...settings import SettingsError, ShopSettings
from ...stores.private import write_text
from ...values.texts import read_file

VARIABLE: Final = "CLEANCLOUD_WEBHOOK_SECRET"

_FIT: Final = re.compile(r"[\w.~-]{20,200}", re.ASCII)
_BYTES: Final = 32
_OTHERS: Final = 0o077
"""The rights of whoever does not own a file."""


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """The secret, and where it stands, in words.

    Attributes:
        is_shown: Whether it stands in a file that other users of the computer may read.
    """

    text: str
    place: str
    is_shown: bool = False


def secret_of(settings: ShopSettings, file: Path | None, rights: Rights) -> WebhookSecret:
    """Return the secret of the environment, of a file, or of the settings folder.

    Args:
        settings: Whose webhooks are listened to.
        file: Where it is to stand; None for the settings folder, where it is made if need be.
        rights: Whether one may be made.

    Raises:
        SettingsError: There is none that is fit for it, and none may be made.
    """
    if typed := os.environ.get(VARIABLE, ""):
        return _checked(typed, f"the variable {VARIABLE}")
    if file is not None:
        secret = _checked(_read(file), str(file))
        is_shown = os.name == "posix" and bool(file.stat().st_mode & _OTHERS)
        return replace(secret, is_shown=is_shown)
    own = _own_file(settings)
    if not own.exists():
        if not rights.may(Right.SET_UP):
            raise SettingsError(
                f"There is no secret for webhooks yet, and {rights.why_not(Right.SET_UP)}, which "
                f"makes none. Set {VARIABLE}, name a file by --secret-file, or start listening "
                "once where the settings may be changed."
            )
        paths.made_private(own.parent)
        write_text(own, secrets.token_urlsafe(_BYTES) + "\n", is_new=True)
    return _checked(_read(own), str(own))


def _own_file(settings: ShopSettings) -> Path:
    digest = hashlib.sha256(settings.identity.encode()).hexdigest()[:12]
    return paths.settings_file().parent / f"webhook-{digest}.secret"


def _read(file: Path) -> str:
    try:
        return read_file(file).strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise SettingsError(f"The secret in {file} can't be read: {why}.") from None


def _checked(text: str, place: str) -> WebhookSecret:
    log.hide(text)
    if not _FIT.fullmatch(text):
        raise SettingsError(
            f"The secret in {place} is not fit for an address: 20 to 200 letters, digits and "
            "-._~ are. Take it away, and one is made in the settings folder."
        )
    return WebhookSecret(text, place)
