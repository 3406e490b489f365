"""A clone of the repository, and a Python outside any virtual environment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cleancloud_tui import bootstrap

PACKAGE = Path(bootstrap.__file__).parent.parent


PYTHON = getattr(sys, "_base_executable", sys.executable)


CLI = """
import sys

from cleancloud_tui import bootstrap

def main():
    try:
        import brick
    except Exception as error:
        if sys.argv[1:] == ["brick"]:
            bootstrap.heal(error)
            raise
    print(sys.prefix, *sys.argv[1:])
    return 7
"""


class Clone:
    """The real start-up code around a program that says where it runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = root / ".venv"
        (root / "cleancloud_tui").mkdir(parents=True)
        (root / "pyproject.toml").touch()
        self.lock("")
        for name in ("__init__.py", "__main__.py", "typed.py"):
            shutil.copy(PACKAGE / name, root / "cleancloud_tui" / name)
        shutil.copytree(PACKAGE / "bootstrap", root / "cleancloud_tui" / "bootstrap")
        (root / "cleancloud_tui" / "cli.py").write_text(CLI)

    def lock(self, requirements: str) -> None:
        (self.root / "requirements.lock").write_text(requirements)

    def start(self, *argv: str, **environ: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [PYTHON, "-m", "cleancloud_tui", *argv],
            cwd=self.root,
            env={**os.environ, "PIP_NO_INDEX": "1", **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *argv: str, **environ: str) -> tuple[int, str, str]:
        process = self.start(*argv, **environ)
        out, err = process.communicate()
        return process.returncode, out.strip(), err.strip()
