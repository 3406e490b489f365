"""The command line: a command is run, and how it failed is told.

Only what every command needs is imported here: `--help` and `--version` are to be quick. A
command's own module is imported when it is run.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import endings
from .arguments import parsed, parser
from .stores.private import keep_private
from .terminal.charset import encoding_of
from .values.plain_signs import ERRORS

if TYPE_CHECKING:
    from .api.rights import Rights

FAILED: Final = 1
BAD_USAGE: Final = 2
NETWORK_FAILED: Final = 3
INTERRUPTED: Final = 130

_ONCE: Final = frozenset({"api", "budget", "connect", "forget", "sync"})
"""Commands that change or take something: they never run again by themselves."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Raises:
        SystemExit: What was typed is no command (code 2), or asked for help (code 0).
    """
    if argv is None:  # this is the process's own command, and not a test's
        endings.listen()
        keep_private()
    try:
        _write_what_is_taken()
        arguments = parsed(sys.argv[1:] if argv is None else argv)
        if argv is None:
            _keep_files()
        arguments.rights = _rights(arguments)
        run = _command(arguments.command)
        if arguments.command in _ONCE:
            endings.begin()
        code = run(arguments)
        print(end="", flush=True)  # there may be no standard output at all
        if (error := endings.failure()) is not None:
            raise error
    except KeyboardInterrupt:
        return endings.code() or INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough; Python is not to complain while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001  (the last handler: no traceback on the screen)
        from . import bootstrap

        if not endings.has_begun():
            bootstrap.heal(error)
        elif bootstrap.heal_at_next_start():
            return endings.code() or FAILED
        return endings.code() or _failed(error)
    return endings.code() or code


def _keep_files() -> None:
    """Have files made for whom they are for: this user, or the users of a group."""
    from .paths import keep

    keep()


def _rights(arguments: argparse.Namespace) -> Rights:
    """Return what this session may do."""
    from .kiosk import rights

    return rights(is_read_only=arguments.read_only, is_asked_for=arguments.kiosk)


def _write_what_is_taken() -> None:
    """Let what is printed be in an encoding that is taken, with plain signs for what it lacks."""
    is_set = os.name == "nt" or os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if is_set else encoding_of(None), errors=ERRORS)


def _command(name: str | None) -> Callable[[argparse.Namespace], int]:
    from . import log, paths

    log.start(paths.log_file())
    match name:
        case "api":
            from .commands.api import run
        case "practice":
            from .commands.practice import run
        case "connect":
            from .commands.connect import run
        case "sync":
            from .commands.sync import run
        case "summary":
            from .commands.summary import run
        case "audit":
            from .commands.audit import run
        case "forget":
            from .commands.forget import run
        case "budget":
            from .commands.budget import run
        case "doctor":
            from .commands.doctor import run
        case "probe":
            from .commands.probe import run
        case "listen":
            from .commands.listen import run
        case "completion":
            from .commands import completion

            return partial(completion.run, parser=parser())
        case _:
            # What is loaded up to the first screen stays: looking through it for garbage is
            # wasted time, a tenth of the start. The counter turns the collector on again.
            gc.disable()
            from .terminal.memory import take_from_one_place

            take_from_one_place()
            # Textual paints 60 times a second, and what a key sets off waits for its turn twice.
            os.environ.setdefault("TEXTUAL_FPS", "240")
            from .commands.counter import run
    return run


def _failed(error: Exception) -> int:
    """Tell what went wrong in a sentence, keep the rest for the log, return the exit code."""
    from .api.errors import BadParametersError, CleanCloudError, NetworkError, ReadOnlyError
    from .paths import NoHomeError, SharedHomeError, wrong_with
    from .settings import SettingsError

    match error:
        case (
            BadParametersError()
            | ReadOnlyError()
            | SettingsError()
            | NoHomeError()
            | SharedHomeError()
        ):
            return _tell(str(error), BAD_USAGE)
        case CleanCloudError(__cause__=PermissionError(filename=str(file)) as cause):
            return _tell(wrong_with(Path(file), cause), FAILED)
        case NetworkError() | CleanCloudError(__cause__=NetworkError()):
            return _tell(str(error), NETWORK_FAILED)
        case CleanCloudError():
            return _tell(str(error), FAILED)
        case ModuleNotFoundError(name=str(name)) if not name.startswith(__package__):
            return _tell(
                f"{name} is not installed for {sys.executable}. Install what requirements.lock "
                "lists, or leave the virtual environment (deactivate) and run this again.",
                FAILED,
            )
        case OSError(filename=None, errno=errno.ENOSPC, strerror=str(why)):
            # Whatever is printed first fills a buffer: it would be tried again at the very end.
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return _tell(f"It was not printed whole: {why}. Make room, or print elsewhere.", FAILED)
        case OSError(filename=str(file), strerror=str()):
            return _tell(wrong_with(Path(file), error), FAILED)
    return _tell(f"Something went wrong that was not foreseen. {_logged(error)}", FAILED)


def _logged(error: Exception) -> str:
    import logging

    from . import paths

    logging.getLogger(__name__).error("not foreseen", exc_info=error)
    return f"What it was stands in {paths.log_file()}"


def _tell(sentence: str, code: int) -> int:
    with contextlib.suppress(OSError):  # nobody is there any more to be told
        print(sentence, file=sys.stderr)
    return code
