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
_OTHERS = 0o077
"""What is made is its user's alone: what others could write would be run."""

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
    own = Path(sys.executable).parent.parent
    if own in _places(environment):  # to begin again here would never end
        sys.exit(f"{sys.executable} finds no packages. Remove {own}, and run this again.")
    from cleancloud_tui.bootstrap import variables
    from cleancloud_tui.bootstrap.running import become

    os.umask(_OTHERS)
    try:
        python = _ready(environment, ROOT / lock)
        environ = {**variables.inside(ROOT), typed.HANDED_ON: typed.command()}
        sys.exit(become([str(python), "-s", "-P", "-m", module, *sys.argv[1:]], environ))
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
    from cleancloud_tui.bootstrap import environment, variables, whole
    from cleancloud_tui.bootstrap.running import become

    here = Path(sys.prefix)
    if not _is_own(here):
        return
    if not _is_of(here, error) and whole.is_whole(here, to_the_letter=True):
        return
    if _HEALED in os.environ:
        sys.exit(f"{here} was set up anew, and still the program can't be loaded: {error}.")
    try:
        environment.mark_damaged(here)
    except OSError:
        return
    base = str(getattr(sys, "_base_executable", sys.executable))
    environ = {**variables.outside(os.environ), typed.HANDED_ON: typed.command(), _HEALED: "1"}
    sys.exit(become([base, "-m", _MODULE, *sys.argv[1:]], environ))


def heal_at_next_start() -> bool:
    """Have the environment made anew when the program is started next, if it is damaged.

    For an error of what has begun, and is not to be done again by itself. Tells so, and returns
    whether it is.
    """
    from cleancloud_tui.bootstrap import environment, whole

    here = Path(sys.prefix)
    if not _is_own(here) or whole.is_whole(here, to_the_letter=True):
        return False
    try:
        environment.mark_damaged(here)
    except OSError:
        return False
    print(f"{here} is damaged: the next start sets it up anew.", file=sys.stderr, flush=True)
    return True


def _is_own(here: Path) -> bool:
    from cleancloud_tui.bootstrap import environment

    return here in _places(_ENVIRONMENT) and environment.is_ours(here)


def _is_of(here: Path, error: BaseException) -> bool:
    """Tell whether something of an environment can't be loaded; of the program does not count."""
    if isinstance(error, ImportError):
        return (error.name or "").split(".")[0] not in ("", _MODULE)
    return isinstance(error, SyntaxError) and str(here) in str(error.filename)


def _ready(environment: str, lock: Path) -> Path:
    """Return the Python of the first place for an environment that can be had."""
    from cleancloud_tui.bootstrap.environment import ready

    clones, *others = _places(environment)
    try:
        return ready(clones, lock)
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
    if not others:
        sys.exit(
            f"{ROOT} can't be written, and this user has no home directory. Let it be written, or "
            "set HOME to a directory that can be, and run this again."
        )
    (elsewhere,) = others
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


def _places(environment: str) -> "list[Path]":
    """Return where an environment may be: in the clone, or among the user's own files, if any."""
    which = hashlib.sha256(str(ROOT).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    name = environment.lstrip(".") + "-" + which
    directory = _users_directory()
    elsewhere = [] if directory is None else [directory / "cleancloud-tui" / name]
    return [ROOT / environment, *elsewhere]


def _users_directory() -> "Path | None":
    """Return where the platform has users' programs keep their files, as `paths` does.

    None for a user without a home directory, such as a number that nobody has in a container.
    """
    chosen = os.environ.get("XDG_DATA_HOME", "").strip()
    if chosen and os.name != "nt":
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".local" / "share"
