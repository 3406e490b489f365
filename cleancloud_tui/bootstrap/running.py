"""Running other commands, and becoming one."""

import contextlib
import os
import subprocess
from collections.abc import Mapping, Sequence


def output_of(
    command: "Sequence[str]", environ: "Mapping[str, str] | None" = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, and return its code and all that it said."""
    return subprocess.run(  # noqa: S603  (a command of our own)
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def become(command: "list[str]", environ: "Mapping[str, str]") -> int:
    """Become a command; on Windows, which can't, run it and return its exit code."""
    if os.name != "nt":
        os.execve(command[0], command, environ)  # noqa: S606  (a command of our own)
    process = subprocess.Popen(command, env=environ)  # noqa: S603
    while True:
        # Ctrl+C reaches the command too, and what it means is the command's to decide.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()
