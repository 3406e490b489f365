"""The Pythons of this machine: what opens the program in a terminal is tested on each of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cleancloud_tui import bootstrap

Version = tuple[int, int]

_ASK: Final = """
import sys
usual = sys.implementation.name == "cpython" and sys.version_info.releaselevel == "final"
usual = usual and sys.prefix == sys.base_prefix
print(*sys.version_info[:3] if usual else ())
"""
_ASK_SECONDS: Final = 20


def own() -> Version:
    """Return the version that this runs on."""
    return sys.version_info[:2]


def found() -> Mapping[Version, Path]:
    """Return the newest Python of each version that the program may run on, the oldest first."""
    newest: dict[Version, tuple[int, Path]] = {}
    for python in _candidates():
        if (told := _version(python)) is not None:
            major, minor, micro = told
            if (major, minor) >= bootstrap.OLDEST:
                before = newest.get((major, minor), (-1, python))
                newest[major, minor] = max(before, (micro, python), key=lambda each: each[0])
    return {version: newest[version][1] for version in sorted(newest)}


def declared() -> set[Version]:
    """Return the versions of which `pyproject.toml` says that they were tested."""
    project = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    last_words = (each.rpartition(" ")[2] for each in project["project"]["classifiers"])
    return {(3, int(word[2:])) for word in last_words if re.fullmatch(r"3\.\d+", word)}


def in_words(versions: Mapping[Version, Path]) -> str:
    """Return which Pythons were found, and where."""
    return ", ".join(f"{named(version)} ({python})" for version, python in versions.items())


def named(version: Version) -> str:
    """Return a version as people write it."""
    return ".".join(map(str, version))


def _candidates() -> Iterator[Path]:
    yield Path(getattr(sys, "_base_executable", sys.executable))
    for home in sorted((_pyenv() / "versions").glob("3.*")):
        yield home / "bin" / "python"
    for folder in os.get_exec_path():
        for path in sorted(Path(folder).glob("python3.*")):
            if re.fullmatch(r"python3\.\d+", path.name):
                yield path


def _pyenv() -> Path:
    """Return where pyenv keeps its Pythons, or would."""
    if root := os.environ.get("PYENV_ROOT"):
        return Path(root)
    if pyenv := shutil.which("pyenv"):
        told = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.strip():
            return Path(told.stdout.strip())
    return Path.home() / ".pyenv"


def _version(python: Path) -> tuple[int, int, int] | None:
    """Return the version of a Python of the usual kind; None of any other, and of what is none."""
    try:
        told = subprocess.run(
            [python, "-c", _ASK],
            capture_output=True,
            text=True,
            check=True,
            timeout=_ASK_SECONDS,
            stdin=subprocess.DEVNULL,
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return None
    return (int(told[0]), int(told[1]), int(told[2])) if len(told) == 3 else None
