"""Folders that belong to another user: what is told at the counter is what `doctor` tells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger import Stranger
from tests.terminal import Terminal

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become two users"
    ),
]

SOMEBODY = 65534
PROGRAM = [
    *("setpriv", "--reuid", str(SOMEBODY), "--regid", str(SOMEBODY), "--clear-groups"),
    *(sys.executable, "-m", "cleancloud_tui"),
]


@pytest.fixture
def home() -> Iterator[Path]:
    """Give the home of somebody, for whom a folder of this very user is another's."""
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        home = Path(directory)
        for folder in (home, *(home / kind for kind in ("config", "data", "state"))):
            folder.mkdir(exist_ok=True)
            os.chown(folder, SOMEBODY, SOMEBODY)
            folder.chmod(0o755)
        if subprocess.run([*PROGRAM, "--version"], check=False, capture_output=True).returncode:
            pytest.skip("another user can't run this Python")
        yield home


@pytest.mark.parametrize("kind", ["data", "state"])
@pytest.mark.parametrize("mode", [0o755, pytest.param(0o700, marks=pytest.mark.once)])
def test_the_counter_tells_what_doctor_tells(home: Path, kind: str, mode: int) -> None:
    (home / kind / "cleancloud-tui").mkdir()
    (home / kind / "cleancloud-tui").chmod(mode)
    told = f"{home / kind / 'cleancloud-tui'} belongs to another user (root)"
    places = {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("config", "data", "state")}
    with Stranger() as stranger:
        environment = {**places, **stranger.environment, "HOME": str(home)}
        asked = subprocess.run(
            [*PROGRAM, "doctor"],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert asked.returncode == 1
        assert told in asked.stderr
        assert f"sudo chown -R {SOMEBODY}" in asked.stderr
        with Terminal(environment=environment, command=PROGRAM, size=(250, 24)) as counter:
            counter.wait_for(r"belongs\W+to\W+another\W+user\W+\(root\)")
            assert "not foreseen" not in counter.text
