"""An environment of the program's own: of the pinned versions, and made anew where damaged."""

import contextlib
import errno
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cleancloud_tui.bootstrap import pip_settings, variables, whole
from cleancloud_tui.bootstrap.running import output_of

STAMP = "cleancloud-tui.stamp"
"""The file in an environment that tells of what it was made; it matches when all is in place."""

_LOCK = "cleancloud-tui.lock"
_UNFINISHED = "unfinished"
_DAMAGED = "damaged"
_NO_NETWORK = ("NewConnectionError", "ConnectTimeoutError", "NameResolutionError", "ProxyError")


def ready(environment: Path, lock: Path) -> Path:
    """Return the Python of an environment, which has been made if need be.

    Raises:
        OSError: It can't be written.
        SystemExit: It can't be made for another reason, which was told.
    """
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = environment / folder / name
    stamp = _stamp(lock)
    _refuse_if_closed(environment)
    if not _is_made(environment, python, stamp):
        _refuse_if_foreign(environment, lock)
        with _alone(environment):
            # Another process may have made it while this one waited.
            if not _is_made(environment, python, stamp):
                _make(environment, python, lock, stamp)
    return python


def is_ours(environment: Path) -> bool:
    """Tell whether an environment was made here, so that it may be made anew."""
    return any((environment / name).exists() for name in (STAMP, _LOCK))


def mark_damaged(environment: Path) -> None:
    """Have an environment made anew when it is needed next."""
    (environment / STAMP).write_text(_DAMAGED, encoding="ascii")


def _stamp(lock: Path) -> str:
    """Return what an environment of these versions is marked with."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _read_stamp(environment: Path) -> str:
    try:
        return (environment / STAMP).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _is_made(environment: Path, python: Path, stamp: str) -> bool:
    is_there = python.exists() and _read_stamp(environment) == stamp
    return is_there and whole.is_whole(environment) and _runs(python)


def _runs(python: Path) -> bool:
    """Tell whether a Python does anything; one that links to the present one does."""
    try:
        if python.samefile(sys.executable):
            return True
        return output_of([str(python), "-c", ""], variables.without()).returncode == 0
    except OSError:  # it is for another machine, or no program at all
        return False


def _refuse_if_closed(environment: Path) -> None:
    """Refuse an environment that another user made for itself alone: an own one is made elsewhere.

    Raises:
        PermissionError: It is one.
    """
    if os.path.isdir(str(environment)) and not os.access(str(environment), os.R_OK | os.X_OK):  # noqa: PTH112
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(environment))


def _refuse_if_foreign(environment: Path, lock: Path) -> None:
    if environment.is_symlink() and not environment.exists():
        sys.exit(
            f"{environment} is a link to {_target(environment)}, which is not there. "
            "Bring that back, or remove the link; then run this again."
        )
    if environment.exists() and not is_ours(environment):
        sys.exit(
            f"{environment} was not made by this command. Activate it and install {lock.name} "
            "into it, or move it away; then run this again."
        )


def _target(link: Path) -> str:
    return os.readlink(str(link))  # noqa: PTH115  (a path's own came with Python 3.9)


def _make(environment: Path, python: Path, lock: Path, stamp: str) -> None:
    """Make the environment from nothing, so that whatever was there can't be in the way."""
    if _read_stamp(environment) in (stamp, _DAMAGED):
        what = f"{environment} is damaged: setting it up anew (about a minute) …"
    else:
        what = f"Setting up {environment} (once; about a minute) …"
    print(what, file=sys.stderr, flush=True)
    (environment / STAMP).write_text(_UNFINISHED, encoding="ascii")
    _empty(environment)
    _make_bare(environment)
    _install(python, lock)
    whole.note(environment)
    (environment / STAMP).write_text(stamp, encoding="ascii")


def _empty(environment: Path) -> None:
    for path in environment.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in (STAMP, _LOCK):
            path.unlink()


def _make_bare(environment: Path) -> None:
    made = output_of([sys.executable, "-m", "venv", str(environment)])
    if made.returncode == 0:
        return
    if "ensurepip" in made.stdout or "No module named venv" in made.stdout:
        sys.exit(
            "This Python can't make virtual environments: a part of it is not installed. On "
            "Debian and Ubuntu: sudo apt install python3-venv; then run this again."
        )
    sys.exit(f"{environment} can't be made: {_last_line(made.stdout)}")


def _install(python: Path, lock: Path) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    installed = output_of(
        [str(python), "-m", "pip", "install", *quiet, "-r", str(lock)],
        pip_settings.environ_for(python),
    )
    if installed.returncode == 0:
        return
    if any(sign in installed.stdout for sign in _NO_NETWORK):
        sys.exit(
            "The packages can't be fetched: the package index can't be reached. Check the "
            "connection (or pip's proxy settings) and run this again."
        )
    sys.exit(f"The packages can't be installed: {_last_line(installed.stdout)}")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no reason was given"])[-1]


@contextlib.contextmanager
def _alone(environment: Path) -> "Iterator[None]":
    """Let one process at a time in; SQLite's lock is let go of even by one that is killed."""
    environment.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=str(environment)):
        pass  # it can be written: SQLite would not say why not
    connection = _with_lock(environment / _LOCK)
    with contextlib.closing(connection):
        yield


def _with_lock(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the lock; nobody can hold a damaged file: it is renewed."""
    while True:
        # Short waits, since Ctrl+C is not heard during one.
        connection = sqlite3.connect(str(path), timeout=0.5, isolation_level=None)
        try:
            while not _locked(connection):
                pass
        except BaseException as error:
            connection.close()
            if not isinstance(error, sqlite3.DatabaseError) or "not a database" not in str(error):
                raise
            path.unlink()
        else:
            return connection


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return False
        raise
    return True
