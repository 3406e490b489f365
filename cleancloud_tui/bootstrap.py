"""A clone's own virtual environment: made on the first run, from the pinned versions.

Standard library only. Pythons that are too old for the rest of the program can read this file, to
say so in a sentence instead of a traceback.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

OLDEST = (3, 11)
"""The oldest Python that the program runs on; `pyproject.toml` says so too."""

ROOT = Path(__file__).resolve().parent.parent
"""The clone, where the package lies in one."""

STAMP = "cleancloud-tui.stamp"
"""The file in an environment that tells of what it was made; it matches when all is in place."""

_LOCK = "cleancloud-tui.lock"
_UNFINISHED = "unfinished"
_NO_NETWORK = ("NewConnectionError", "ConnectTimeoutError", "NameResolutionError", "ProxyError")


def enter(environment: str, lock: str, module: str) -> None:
    """Run this command again inside the clone's virtual environment; make that if need be.

    For commands that run outside any virtual environment (`sys.prefix == sys.base_prefix`). It
    returns where the program is installed instead of run from a clone.

    Args:
        environment: The virtual environment's directory in the clone.
        lock: The file of pinned versions in the clone.
        module: What `python -m` runs there.

    Raises:
        SystemExit: The command has ended, or the environment can't be made.
    """
    if sys.version_info < OLDEST:
        sys.exit("Python 3.11 or later is needed; this is {}.{}.".format(*sys.version_info))
    if not ((ROOT / "pyproject.toml").is_file() and (ROOT / lock).is_file()):
        return
    try:
        python = _ready(ROOT / environment, ROOT / lock)
        sys.exit(_run([str(python), "-m", module, *sys.argv[1:]]))
    except KeyboardInterrupt:
        sys.exit("Interrupted. Running the same command again begins anew.")
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"{ROOT / environment} can't be made: {reason}.")


def _ready(environment: Path, lock: Path) -> Path:
    """Return the Python of the environment, which has been made if need be."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = environment / folder / name
    stamp = _stamp(lock)
    if not _is_made(environment, python, stamp):
        _refuse_if_foreign(environment, lock)
        with _alone(environment):
            # Another process may have made it while this one waited.
            if not _is_made(environment, python, stamp):
                _make(environment, python, lock, stamp)
    return python


def _stamp(lock: Path) -> str:
    """Return what an environment of these versions is marked with."""
    # The lock file for development includes the one for the program.
    content = lock.read_bytes() + (ROOT / "requirements.lock").read_bytes()
    version = ".".join(str(part) for part in sys.version_info[:2])
    return f"{version} {hashlib.sha256(content).hexdigest()}"


def _is_made(environment: Path, python: Path, stamp: str) -> bool:
    try:
        return python.exists() and (environment / STAMP).read_text(encoding="ascii") == stamp
    except OSError:
        return False


def _refuse_if_foreign(environment: Path, lock: Path) -> None:
    ours = (STAMP, _LOCK)
    if environment.exists() and not any((environment / name).exists() for name in ours):
        sys.exit(
            f"{environment} was not made by this command. Activate it and install {lock.name} "
            "into it, or move it away; then run this again."
        )


def _make(environment: Path, python: Path, lock: Path, stamp: str) -> None:
    """Make the environment from nothing, so that whatever was there can't be in the way."""
    print(f"Setting up {environment} (once; about a minute) …", file=sys.stderr, flush=True)
    (environment / STAMP).write_text(_UNFINISHED, encoding="ascii")
    _empty(environment)
    _make_bare(environment)
    _install(python, lock)
    (environment / STAMP).write_text(stamp, encoding="ascii")


def _empty(environment: Path) -> None:
    for path in environment.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in (STAMP, _LOCK):
            path.unlink()


def _make_bare(environment: Path) -> None:
    made = _output_of([sys.executable, "-m", "venv", str(environment)])
    if made.returncode == 0:
        return
    if "ensurepip" in made.stdout or "No module named venv" in made.stdout:
        sys.exit(
            "This Python can't make virtual environments: a part of it is not installed. On "
            f"Debian and Ubuntu: sudo apt install python{OLDEST[0]}-venv; then run this again."
        )
    sys.exit(f"{environment} can't be made: {_last_line(made.stdout)}")


def _install(python: Path, lock: Path) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-user"]
    installed = _output_of([str(python), "-m", "pip", "install", *quiet, "-r", str(lock)])
    if installed.returncode == 0:
        return
    if any(sign in installed.stdout for sign in _NO_NETWORK):
        sys.exit(
            "The packages can't be fetched: the package index can't be reached. Check the "
            "connection (or pip's proxy settings) and run this again."
        )
    sys.exit(f"The packages can't be installed: {_last_line(installed.stdout)}")


def _output_of(command: "Sequence[str]") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  (a command of our own)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no reason was given"])[-1]


@contextlib.contextmanager
def _alone(environment: Path) -> "Iterator[None]":
    """Let one process at a time in; SQLite's lock is let go of even by one that is killed."""
    environment.mkdir(exist_ok=True)
    # Short waits, since Ctrl+C is not heard during one.
    connection = sqlite3.connect(str(environment / _LOCK), timeout=0.5, isolation_level=None)
    with contextlib.closing(connection):
        while not _locked(connection):
            pass
        yield


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return False
        raise
    return True


def _run(command: "list[str]") -> int:
    """Become the command; on Windows, which can't, run it and return its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606  (a command of our own)
    process = subprocess.Popen(command)  # noqa: S603
    while True:
        # Ctrl+C reaches the command too, and what it means is the command's to decide.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()
