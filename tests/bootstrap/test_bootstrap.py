"""The README's command in a clone, run by a Python outside any virtual environment."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cleancloud_tui import bootstrap
from cleancloud_tui.bootstrap.environment import STAMP

PACKAGE = Path(bootstrap.__file__).parent.parent
READ_BY_OLD_PYTHONS = ("__init__.py", "__main__.py", "typed.py", *PACKAGE.glob("bootstrap/*.py"))
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


def seconds_of_children() -> float:
    """Return what processes that ended have cost, whatever else the machine did meanwhile."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "a clone")


def test_an_interrupted_set_up_is_repaired_once_by_two_at_once_and_then_start_is_quick(
    clone: Clone,
) -> None:
    leftover = clone.environment / "lib" / "half a package"
    leftover.mkdir(parents=True)
    (clone.environment / STAMP).write_text("unfinished")

    processes = [clone.start("--read-only", "a b"), clone.start("--read-only", "a b")]
    answers = [process.communicate() for process in processes]
    assert "".join(err for _, err in answers) == (
        f"Setting up {clone.environment} (once; about a minute) …\n"
    )
    assert [process.returncode for process in processes] == [7, 7]
    assert [out for out, _ in answers] == [f"{clone.environment} --read-only a b\n"] * 2
    assert not leftover.exists()

    before = seconds_of_children()
    assert clone.run() == (7, str(clone.environment), "")
    assert seconds_of_children() - before < 2


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for pip is a shell script")
@pytest.mark.parametrize(
    ("pip", "told"),
    [
        (
            "ERROR: No matching distribution found for x==1\nNOTE: see above",
            "The packages can't be installed: ERROR: No matching distribution found for x==1",
        ),
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution",
            "The packages can't be fetched: the package index can't be reached.",
        ),
    ],
)
def test_packages_that_cannot_be_had_are_told_in_a_sentence(
    clone: Clone, tmp_path: Path, pip: str, told: str
) -> None:
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    script = f'#!/bin/sh\necho "{pip}"\nexit 1'
    (shadow / "venv.py").write_text(
        "import pathlib, sys\n"
        "python = pathlib.Path(sys.argv[1]) / 'bin' / 'python'\n"
        "python.parent.mkdir()\n"
        f"python.write_text({script!r})\n"
        "python.chmod(0o755)\n"
    )
    code, out, err = clone.run(PYTHONPATH=str(shadow))
    assert (code, out) == (1, "")
    assert err.splitlines()[1].startswith(told)
    assert (clone.environment / STAMP).read_text() == "unfinished"


def test_a_python_without_venv_is_told_what_to_install(clone: Clone, tmp_path: Path) -> None:
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    (shadow / "venv.py").write_text("import sys; sys.exit('ensurepip is not available')")
    code, _, err = clone.run(PYTHONPATH=str(shadow))
    assert code == 1
    assert "sudo apt install python3-venv" in err
    assert "Traceback" not in err


def test_an_environment_of_somebody_else_is_left_alone(clone: Clone) -> None:
    clone.environment.mkdir()
    (clone.environment / "precious").touch()
    code, _, err = clone.run()
    assert code == 1
    assert err.startswith(f"{clone.environment} was not made by this command.")
    assert [path.name for path in clone.environment.iterdir()] == ["precious"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_an_environment_that_leads_nowhere_is_told(clone: Clone) -> None:
    clone.environment.symlink_to("nowhere")
    code, _, err = clone.run()
    assert code == 1
    assert err == (
        f"{clone.environment} is a link to nowhere, which is not there. Bring that back, or remove "
        "the link; then run this again."
    )


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHONS)
def test_old_pythons_can_read_what_tells_them_that_they_are_too_old(name: str | Path) -> None:
    source = (PACKAGE / name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__" not in source


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3.11 or later is needed; this is 3\.10"):
        bootstrap.enter(".venv", "requirements.lock", "cleancloud_tui")


def test_the_oldest_python_is_the_declared_one() -> None:
    declared = (bootstrap.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={".".join(map(str, bootstrap.OLDEST))}"' in declared
