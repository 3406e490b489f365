"""Whether an environment is whole: each file that was put in is still there, and as it was."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

_LIST = "cleancloud-tui.files"
_FIRST_READ = "pyvenv.cfg"
"""Without it Python does not find the packages, and nothing could tell what is wrong."""

_ITS_OWN = ("pip", "setuptools", "_distutils_hack", "pkg_resources", "__pycache__")
"""What `venv` puts there, and what Python makes anew by itself: the program needs none of it."""


def note(environment: Path) -> None:
    """Write down what is there; its size tells soon whether it changed, its digest for certain."""
    lines = []
    for path in _files(environment):
        data = path.read_bytes()
        name = path.relative_to(environment).as_posix()
        lines.append(f"{len(data)} {hashlib.sha256(data).hexdigest()} {name}\n")
    (environment / _LIST).write_text("".join(lines), encoding="utf-8")


def is_whole(environment: Path, *, to_the_letter: bool = False) -> bool:
    """Tell whether all is there as it was noted.

    Args:
        environment: The virtual environment.
        to_the_letter: Whether to read every file, instead of looking at its size only.
    """
    try:
        lines = (environment / _LIST).read_text(encoding="utf-8").splitlines()
        return bool(lines) and all(_is_there(environment, line, to_the_letter) for line in lines)
    except (OSError, ValueError):
        return False


def _is_there(environment: Path, line: str, to_the_letter: bool) -> bool:
    size, digest, name = line.split(" ", 2)
    path = os.path.join(environment, name)  # noqa: PTH118  (thousands of paths at each start)
    if os.stat(path).st_size != int(size):  # noqa: PTH116
        return False
    if name != _FIRST_READ and not to_the_letter:
        return True
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest


def _files(environment: Path) -> Iterator[Path]:
    yield environment / _FIRST_READ
    for packages in environment.rglob("site-packages"):
        for folder, folders, names in os.walk(packages):
            folders[:] = [each for each in folders if each.split("-")[0] not in _ITS_OWN]
            yield from (Path(folder, name) for name in names if not name.endswith(".pyc"))
