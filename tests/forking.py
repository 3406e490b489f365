"""Starts of the program without what they all have in common: Python, and the reading of modules.

A process reads the program's modules once, and is the one that each start is forked from: a tenth
of a second of work instead of half of one. What is run is `cli.main`, as by
`python -m cleancloud_tui`, on its own terminal, with its own variables and in its own folder.
What Python itself takes from variables (encodings, warnings), and whether the modules can be read
at all, is seen only by the tests that start the program as a person does.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import cleancloud_tui

IS_POSSIBLE: Final = sys.platform == "linux"
"""Elsewhere there are no sockets that keep messages and their files together, or no forks."""

PROGRAM: Final = (sys.executable, "-m", "cleancloud_tui")
"""What is run instead."""

ROOT: Final = Path(__file__).parents[1]

_VARIABLES: Final = {**os.environ, "TEXTUAL_FPS": "240"}  # as the program sets it itself
"""What modules may look at while they are read; as it is before any test changes it."""

_LONGEST: Final = 100_000
"""Bytes of a message, at most."""

_LOOK_SECONDS: Final = 0.01
"""Between two looks whether a process has ended."""


class Forked:
    """A process of the program: used as a `subprocess.Popen`.

    Attributes:
        pid: Its number.
        returncode: How it ended; of a signal, less than zero. None while it is not known to have.
    """

    def __init__(self, parent: _Parent, pid: int) -> None:
        self._parent = parent
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended; None while it runs."""
        if self.returncode is None:
            self.returncode = self._parent.asked({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended and return how.

        Raises:
            subprocess.TimeoutExpired: It still runs after so many seconds.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("the program", timeout or 0.0)
            time.sleep(_LOOK_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a crash does."""
        self.send_signal(signal.SIGKILL)


class _Parent:
    """The process that all of them are forked from.

    It has a terminal of its own for as long as it lives, as Python writes otherwise to a file.
    """

    def __init__(self) -> None:
        self._master, slave = os.openpty()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            cwd=ROOT,
            env=_VARIABLES,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            pass_fds=[theirs.fileno()],
        )
        os.close(slave)
        theirs.close()
        atexit.register(self._end)

    def forked(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *standard: int,
        umask: int | None = None,
    ) -> Forked:
        """Fork a process that runs the program.

        Args:
            arguments: What follows the program's name.
            environment: All its variables.
            standard: Its input, output and error output; or the terminal that is all of them.
            umask: What nobody may do with the files that it makes; None for what is usual.
        """
        message = {
            "arguments": arguments,
            "environment": environment,
            "folder": str(Path.cwd()),
            "umask": umask,
        }
        return Forked(self, self.asked(message, *standard))

    def asked(self, message: object, *files: int) -> Any:
        """Return what it answers."""
        with self._lock:
            socket.send_fds(self._socket, [json.dumps(message).encode()], files)
            answer = self._socket.recv(_LONGEST)
        assert answer, os.read(self._master, _LONGEST).decode()
        return json.loads(answer)

    def _end(self) -> None:
        self._socket.close()
        self._process.wait()
        os.close(self._master)


def run(
    *arguments: str,
    environment: Mapping[str, str] = os.environ,
    given: bytes = b"",
    umask: int | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command without a terminal, as `subprocess.run` does, and return what it said.

    Args:
        arguments: What follows the program's name.
        environment: All its variables.
        given: Its standard input; no more than a pipe holds.
        umask: What nobody may do with the files that it makes; None for what is usual.
    """
    if not IS_POSSIBLE:
        return subprocess.run(
            [*PROGRAM, *arguments],
            env={**environment},
            input=given,
            capture_output=True,
            check=False,
            **({} if umask is None else {"umask": umask}),
        )
    theirs, ours = os.pipe()
    os.write(ours, given)
    os.close(ours)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        standard = theirs, out.fileno(), error.fileno()
        process = parent().forked(arguments, {**environment}, *standard, umask=umask)
        os.close(theirs)
        code = process.wait()
        out.seek(0)
        error.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), error.read())


@functools.cache
def parent() -> _Parent:
    """Return the one of this process."""
    return _Parent()


def _serve(number: int) -> None:
    """Fork and tell of ends, until nobody is there any more."""
    _read_all()
    assert threading.active_count() == 1, "no process of several threads is forked"
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=number) as asked:
        while True:
            text, files, _, _ = socket.recv_fds(asked, _LONGEST, 3)
            if not text:
                return
            message = json.loads(text)
            if not files:
                answer = _ended(message["ended"])
            elif not (answer := os.fork()):
                break
            for file in files:
                os.close(file)
            asked.send(json.dumps(answer).encode())
    _become(message, files)


def _read_all() -> None:
    """Read the program's modules, those too that it reads when it comes to need them."""
    for module in pkgutil.walk_packages(cleancloud_tui.__path__, "cleancloud_tui."):
        importlib.import_module(module.name)


def _ended(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _become(message: Mapping[str, Any], files: Sequence[int]) -> None:
    """Be the program; on a terminal, in a session of its own."""
    import fcntl
    import termios

    from cleancloud_tui import __main__ as program
    from cleancloud_tui import cli

    if len(files) == 1:
        os.setsid()
        fcntl.ioctl(files[0], termios.TIOCSCTTY, 0)
        files = [*files] * 3
    for standard, file in enumerate(files):
        os.dup2(file, standard)
    for file in set(files):
        os.close(file)
    os.chdir(message["folder"])
    if message["umask"] is not None:
        os.umask(message["umask"])
    os.environ.clear()
    os.environ.update(message["environment"])
    time.tzset()
    arguments = message["arguments"]
    sys.argv = [str(program.__file__), *arguments]
    sys.orig_argv = [sys.executable, "-m", "cleancloud_tui", *arguments]
    sys.exit(cli.main())


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
