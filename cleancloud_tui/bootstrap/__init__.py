"""A clone's own virtual environment: made on the first run, from the pinned versions.

Standard library only. Pythons that are too old for the rest of the program can read this folder,
to say so in a sentence instead of a traceback.
"""

import errno
import hashlib
import os
import sqlite3
import sys
from pathlib import Path

from cleancloud_tui import typed

OLDEST = (3, 11)
"""The oldest Python that the program runs on; `pyproject.toml` says so too."""

ROOT = Path(__file__).resolve().parent.parent.parent
"""The clone, where the package lies in one."""

_ENVIRONMENT = ".venv"
_MODULE = "cleancloud_tui"
_HEALED = "CLEANCLOUD_TUI_HEALED"
_NOT_WRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)


def enter_programs() -> None:
    """Run this command again inside the program's environment, as `enter` does."""
    enter(_ENVIRONMENT, "requirements.lock", _MODULE)


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
    from cleancloud_tui.bootstrap.running import become

    try:
        python = _ready(environment, ROOT / lock)
        environ = {**os.environ, typed.HANDED_ON: typed.command()}
        sys.exit(become([str(python), "-m", module, *sys.argv[1:]], environ))
    except KeyboardInterrupt:
        sys.exit("Interrupted. Running the same command again begins anew.")
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"{ROOT / environment} can't be made: {reason}.")


def heal(error: BaseException) -> None:
    """Begin again in an environment that is made anew, if the present one's damage is the cause.

    It returns where it is not, or where the environment is not the program's own.

    Raises:
        SystemExit: The command has ended, or that was tried before and did not help.
    """
    from cleancloud_tui.bootstrap import environment, whole
    from cleancloud_tui.bootstrap.running import become

    here = Path(sys.prefix)
    is_own = here in _places(_ENVIRONMENT) and environment.is_ours(here)
    if not is_own or not (_is_of(here, error) or not whole.is_whole(here, to_the_letter=True)):
        return
    if _HEALED in os.environ:
        sys.exit(f"{here} was set up anew, and still the program can't be loaded: {error}.")
    try:
        environment.mark_damaged(here)
    except OSError:
        return
    base = str(getattr(sys, "_base_executable", sys.executable))
    environ = {**os.environ, typed.HANDED_ON: typed.command(), _HEALED: "1"}
    sys.exit(become([base, "-m", _MODULE, *sys.argv[1:]], environ))


def _is_of(here: Path, error: BaseException) -> bool:
    """Tell whether something of an environment can't be loaded; of the program does not count."""
    if isinstance(error, ImportError):
        return (error.name or "").split(".")[0] not in ("", _MODULE)
    return isinstance(error, SyntaxError) and str(here) in str(error.filename)


def _ready(environment: str, lock: Path) -> Path:
    """Return the Python of the first place for an environment that can be had."""
    from cleancloud_tui.bootstrap.environment import ready

    clones, elsewhere = _places(environment)
    try:
        return ready(clones, lock)
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
    try:
        if not elsewhere.exists():
            told = f"{ROOT} can't be written, so what is needed goes to {elsewhere}."
            print(told, file=sys.stderr, flush=True)
        return ready(elsewhere, lock)
    except OSError as error:
        reason = error.strerror or error
        sys.exit(
            f"Neither {ROOT} nor {elsewhere} can be written: {reason}. Let one of them be "
            "written, and run this again."
        )


def _places(environment: str) -> "tuple[Path, Path]":
    """Return where an environment may be: in the clone, or among the user's own files."""
    which = hashlib.sha256(str(ROOT).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    name = environment.lstrip(".") + "-" + which
    return ROOT / environment, _users_directory() / "cleancloud-tui" / name


def _users_directory() -> Path:
    """Return where the platform has users' programs keep their files, as `paths` does."""
    home = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    chosen = os.environ.get("XDG_DATA_HOME", "").strip()
    if chosen:
        return Path(chosen)
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".local" / "share"
