"""By which authorities encrypted connections are checked: the usual ones, or others named here.

The variables are those that httpx and Python's `ssl` read. What is named and can't be used is an
error, and nothing is sent: with other authorities than the named ones, others would be trusted.
"""

from __future__ import annotations

import os
import re
import ssl
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ..errors import SurroundingsError
from ..text import one_line

FILE: Final = "SSL_CERT_FILE"
FOLDER: Final = "SSL_CERT_DIR"
KEYS: Final = "SSLKEYLOGFILE"

_HASHED: Final = re.compile(r"[0-9a-f]{8}\.\d+")
"""How OpenSSL wants files of certificates to be called; it sees no others."""

_LONGEST: Final = 120


def trusted() -> ssl.SSLContext:
    """Return what connections are checked by.

    Raises:
        SurroundingsError: A variable names what can't be used.
    """
    for problem in (_keys_problem(), _authorities_problem()):
        if problem is not None:
            raise problem
    try:
        if file := os.environ.get(FILE):
            return ssl.create_default_context(cafile=file)
    except (ssl.SSLError, OSError):
        raise _wrong(FILE, ", in which not every certificate can be read") from None
    if folder := os.environ.get(FOLDER):
        return ssl.create_default_context(capath=folder)
    import certifi  # as httpx does

    return ssl.create_default_context(cafile=certifi.where())


def named() -> str:
    """Return which variable names the authorities, and what: `SSL_CERT_FILE (“/ca.pem”)`."""
    for variable in (FILE, FOLDER):
        if value := os.environ.get(variable):
            return f"{variable} (“{_shown(value)}”)"
    return ""


def keys_in_words() -> str:
    """Return where the keys of connections are written to, as a sentence; empty for nowhere."""
    if value := os.environ.get(KEYS):
        return (
            f"{KEYS} is “{_shown(value)}”: whoever reads that file and the network reads the "
            "token, too."
        )
    return ""


def _authorities_problem() -> SurroundingsError | None:
    if file := os.environ.get(FILE):
        why = _why_not(_look_at_file, file)
        return _wrong(FILE, why) if why else None
    if folders := os.environ.get(FOLDER):
        whys = [_why_not(_look_at_folder, each) for each in _each(folders)]
        return _wrong(FOLDER, whys[0]) if all(whys) else None
    return None


def _keys_problem() -> SurroundingsError | None:
    if not (file := os.environ.get(KEYS)):
        return None
    why = _why_not(_make_private, file)
    return _wrong(KEYS, why) if why else None


def _why_not(look: Callable[[Path], str], path: str) -> str:
    """Return what is wrong with a path, as the end of a sentence; empty for nothing."""
    try:
        return look(Path(path))
    except FileNotFoundError:
        return ", and there is no such file or folder"
    except OSError as error:
        return f", which can't be used ({error.strerror})"


def _look_at_file(path: Path) -> str:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
        return ", which is no file"
    if b"-----BEGIN" not in path.read_bytes():
        return ", in which there is no certificate (as PEM)"
    return ""


def _look_at_folder(path: Path) -> str:
    if not path.is_dir():
        path.stat()  # tells why, where it is not there
        return ", which is no folder"
    if not any(_HASHED.fullmatch(name) for name in os.listdir(path)):  # noqa: PTH208  (names)
        return ", in which there is no certificate as “openssl rehash” names them"
    return ""


def _make_private(path: Path) -> str:
    """Make the file of the keys before OpenSSL does, so that nobody else can read it."""
    if path.exists() and stat.S_ISFIFO(path.stat().st_mode):  # it would be waited for
        return ", which is no file"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    return ""


def _each(folders: str) -> Sequence[str]:
    return [each for each in folders.split(os.pathsep) if each] or [folders]


def _wrong(variable: str, why: str) -> SurroundingsError:
    return SurroundingsError(variable, _shown(os.environ[variable]), why)


def _shown(value: str) -> str:
    return one_line(value)[:_LONGEST]
