"""The tests find the Pythons of a machine, and fail where one is missing that was promised."""

import os
import sys
from pathlib import Path

import pytest

from tests import everywhere, pythons

if sys.platform == "win32":
    pytest.skip("Pythons are made of shell scripts here", allow_module_level=True)


def make_python(path: Path, told: str, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {told}\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but this Python."""
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def test_the_newest_of_each_version_is_found_on_the_path_and_with_pyenv(machine: Path) -> None:
    make_python(machine / "bin" / "python3.98", "3 98 1")
    newest = make_python(machine / "pyenv/versions/3.98.2/bin/python", "3 98 2")
    make_python(machine / "pyenv/versions/3.10.9/bin/python", "3 10 9")
    make_python(machine / "pyenv/versions/3.97-dev/bin/python", "")  # tells of no usual Python
    make_python(machine / "bin" / "python3.96", "not set by pyenv", code=127)
    make_python(machine / "bin" / "python3.95-config", "3 95 0")
    found = pythons.found()
    assert found.keys() == {pythons.own(), (3, 98)}
    assert found[3, 98] == newest


def test_a_missing_python_fails_where_everything_has_to_hold(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert everywhere.run(here=lambda: 5, beside="--beside") == 5
    monkeypatch.setenv("CI", "true")
    assert everywhere.run(here=lambda: 0, beside="--beside") == 1
    out = capfd.readouterr().out
    missing = sorted(pythons.declared() - {pythons.own()})
    assert f"Python {', '.join(map(pythons.named, missing))} is not here" in out


def test_each_other_python_runs_what_needs_a_terminal_in_its_own_environment(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    other = make_python(machine / "bin" / "python3.98", "3 98 1")
    lines = f"#!/bin/sh\n[ $1 = -c ] && echo 3 98 1 || echo $* >> {machine}/ran\n"
    other.write_text(lines)
    assert everywhere.run(here=lambda: 0, beside="--beside") == 0
    assert (machine / "ran").read_text().splitlines() == [
        "-m tests --beside --version",
        f"-m tests --beside -n {everywhere.share_of_workers(1)} -m {everywhere.ON_EACH}",
    ]
    other.write_text(lines + "[ $1 = -c ]\n")
    assert everywhere.run(here=lambda: 0, beside="--beside") == 1


def test_three_versions_are_promised() -> None:
    assert pythons.declared() >= {(3, 11), (3, 12), (3, 13)}
    assert os.access(Path(__file__).parents[2] / ".ci" / "run", os.X_OK)
