"""An SSH server on this host, with keys of its own, for as long as it is needed."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

SERVER = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def is_possible() -> bool:
    """Whether there is a server and a client, and the server may be started."""
    return bool(SERVER and shutil.which("ssh") and shutil.which("ssh-keygen"))


@contextlib.contextmanager
def server(directory: Path) -> Iterator[list[str]]:
    """Start a server; yield the command that runs another one through it, in a terminal."""
    assert SERVER is not None
    for name in ("host", "user"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(directory / name)]
        subprocess.run(key, check=True)
    port = free_port()
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it insists on being shut in
    options = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": directory / "host",
        "AuthorizedKeysFile": directory / "user.pub",
        "PidFile": "none",
        "StrictModes": "no",
        "PermitRootLogin": "yes",
        "UsePAM": "no",
    }
    given = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    with subprocess.Popen(
        [SERVER, "-D", "-f", "/dev/null", *given], stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port)
            yield [
                *("ssh", "-tt", "-q", "-p", str(port), "-i", str(directory / "user")),
                *("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"),
                *("-o", "IdentitiesOnly=yes", "-e", "none", f"{getpass.getuser()}@127.0.0.1"),
            ]
        finally:
            process.terminate()


def remote(command: Sequence[str], root: Path) -> str:
    """Return the line that runs a command there, with the tests' own folders."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
    kept |= {"TERM": "xterm-256color", "PYTHONPATH": str(root)}
    variables = shlex.join(f"{name}={value}" for name, value in kept.items())
    return f"cd {shlex.quote(str(root))} && exec env {variables} {shlex.join(command)}"


def free_port() -> int:
    """Return a port of this host that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    """Wait until somebody listens at a port of this host."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("the SSH server did not start")
