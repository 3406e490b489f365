"""A clone's environment holds its packages, whatever a person's pip, folder or disk does."""

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Self

import pip
import pytest

from cleancloud_tui import bootstrap
from tests.bootstrap.clone import PYTHON, Clone

if sys.platform == "win32":
    pytest.skip("looks for packages where they lie on POSIX", allow_module_level=True)

QUICK_VENV = """
import pathlib, sys
sys.path.remove(str(pathlib.Path(__file__).parent))
import venv
venv.create(sys.argv[1])
(packages,) = pathlib.Path(sys.argv[1]).glob("lib/*/site-packages")
(packages / "pip").symlink_to({pip!r})
"""
"""Makes an environment with a pip that is there already: to install one takes seconds."""

UNPACKING_PIP = """
import os, pathlib, sys, sysconfig, zipfile
if sys.argv[1:] == ["config", "list"]:
    print(f":env:.find-links={os.environ['PIP_FIND_LINKS']!r}")
if sys.argv[1] == "install":
    for wheel in pathlib.Path(os.environ["PIP_FIND_LINKS"]).glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(sysconfig.get_path("purelib"))
"""
"""Stands in for pip where nothing is told of it: each environment starts it three times."""

PINNED = re.compile(r"^[\w.-]+==[\w.]+(?: ; [^\\]+)? \\$")


def wheel(folder: Path, code: str) -> str:
    """Make a package of one module, and return its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "brick-1-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("brick/__init__.py", code)
        archive.writestr(
            "brick-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: brick\nVersion: 1"
        )
        archive.writestr("brick-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any")
        archive.writestr("brick-1.dist-info/RECORD", "")
    return hashlib.sha256(file.read_bytes()).hexdigest()


class BrickClone(Clone):
    """A clone whose program needs one package, which lies in a folder."""

    def __init__(self, root: Path, code: str = "SIZE = 9\n") -> None:
        super().__init__(root)
        self.wheels = root / "wheels"
        self.shadow = root / "shadow"
        self.shadow.mkdir()
        self._take_pip_from(Path(pip.__file__).parent)
        self.lock(f"brick==1 --hash=sha256:{wheel(self.wheels, code)}\n")

    def _take_pip_from(self, package: Path) -> None:
        (self.shadow / "venv.py").write_text(QUICK_VENV.format(pip=str(package)))

    def unpack_only(self) -> Self:
        """Let packages be unpacked, without pip."""
        package = self.root / "unpacking" / "pip"
        package.mkdir(parents=True)
        (package / "__main__.py").write_text(UNPACKING_PIP)
        self._take_pip_from(package)
        return self

    @property
    def module(self) -> Path:
        (found,) = self.environment.glob("lib/*/site-packages/brick/__init__.py")
        return found

    @property
    def environ(self) -> dict[str, str]:
        """What makes its packages come from the folder, and an environment without a wait."""
        return {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PYTHONPATH": str(self.shadow),
        }

    def open(self, **environ: str) -> tuple[int, str, str]:
        return self.run("brick", **{**self.environ, **environ})


def overwrite(file: Path, sign: bytes = b"\0") -> None:
    """Damage a file as a power cut does: its size stays, and so does what no reading meets.

    What Python compiled of it is gone too: it would be taken as long as the file's time is the
    same, to the second.
    """
    file.write_bytes(sign * file.stat().st_size)
    shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)


@pytest.fixture
def clone(tmp_path: Path) -> BrickClone:
    return BrickClone(tmp_path / "clone")


def test_a_damaged_environment_is_made_anew_once_and_the_program_opens(clone: BrickClone) -> None:
    opened = (7, f"{clone.environment} brick")
    assert clone.open()[:2] == opened
    shutil.rmtree(clone.module.parent)  # a package that was half removed
    damaged = f"{clone.environment} is damaged: setting it up anew (about a minute) …"
    assert clone.open() == (*opened, damaged)
    assert clone.module.exists()
    overwrite(clone.module, b"(")
    assert clone.open() == (*opened, damaged)
    overwrite(clone.environment / "pyvenv.cfg")
    assert clone.open() == (*opened, damaged)
    assert clone.open() == (*opened, "")


def test_what_cannot_be_healed_is_told_after_one_attempt(tmp_path: Path) -> None:
    clone = BrickClone(tmp_path / "clone", "import mortar\n").unpack_only()
    code, _, err = clone.open()
    assert code == 1
    assert err.count("anew (about a minute)") == 1
    assert err.splitlines()[-1] == (
        f"{clone.environment} was set up anew, and still the program can't be loaded: "
        "No module named 'mortar'."
    )


def test_a_persons_pip_says_where_packages_come_from_and_not_where_they_go(
    clone: BrickClone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)  # it would outweigh the file's
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\nfind-links = {clone.wheels}\nrequire-virtualenv = true\n"
        f"[install]\ntarget = {tmp_path / 'astray'}\nno-binary = :all:\nuser = true\n"
    )
    kept = {name: value for name, value in clone.environ.items() if name != "PIP_FIND_LINKS"}
    astray = {"PIP_CONFIG_FILE": str(settings), "PIP_PREFIX": str(tmp_path / "astray")}
    code, out, err = clone.run("brick", **kept, **astray)
    assert (code, out) == (7, f"{clone.environment} brick"), err
    assert clone.module.exists()
    assert not (tmp_path / "astray").exists()


def test_a_pip_conf_that_cannot_be_read_is_named(clone: BrickClone, tmp_path: Path) -> None:
    folder, broken = tmp_path / "a folder", tmp_path / "broken.conf"
    folder.mkdir()
    broken.write_text("no section\n")
    for file, reason in ((folder, "Is a directory"), (broken, "no section headers")):
        code, _, err = clone.open(PIP_CONFIG_FILE=str(file))
        assert code == 1
        assert str(file) in err
        assert reason in err
        assert "Traceback" not in err


def test_a_package_that_was_changed_is_not_taken(clone: BrickClone, tmp_path: Path) -> None:
    owned = tmp_path / "owned"
    wheel(clone.wheels, f"import pathlib; pathlib.Path({str(owned)!r}).touch()\n")
    code, _, err = clone.open()
    assert code == 1
    assert "HASHES" in err
    assert not owned.exists()


def without_roots_rights() -> None:
    """Let a process of root's be refused what the modes of files refuse to their owner."""
    drop, may_write_everywhere = 24, 1
    ctypes.CDLL(None).prctl(drop, may_write_everywhere, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root's rights are taken in Linux's way")
def test_a_folder_that_cannot_be_written_leads_to_one_that_can(
    clone: BrickClone, tmp_path: Path
) -> None:
    def run(data: Path) -> tuple[int, str, str]:
        ended = subprocess.run(
            [PYTHON, "-m", "cleancloud_tui", "brick"],
            cwd=clone.root,
            env={**os.environ, **clone.environ, "XDG_DATA_HOME": str(data)},
            capture_output=True,
            text=True,
            preexec_fn=without_roots_rights,
        )
        return ended.returncode, ended.stdout.strip(), ended.stderr.strip()

    clone.root.chmod(0o555)
    code, out, err = run(tmp_path / "data")
    place = Path(out.removesuffix(" brick"))
    assert code == 7
    assert place.is_relative_to(tmp_path / "data" / "cleancloud-tui")
    assert err.splitlines() == [
        f"{clone.root} can't be written, so what is needed goes to {place}.",
        f"Setting up {place} (once; about a minute) …",
    ]
    assert run(tmp_path / "data") == (7, f"{place} brick", "")
    code, _, err = run(clone.root)
    assert code == 1
    assert err.splitlines()[-1].startswith(f"Neither {clone.root} nor ")
    clone.root.chmod(0o755)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_is_pinned_with_its_digests(name: str) -> None:
    lines = (bootstrap.ROOT / name).read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    packages = [line for line in lines if not line.startswith(" ")]
    assert len(packages) > 15
    assert [line for line in packages if not PINNED.match(line)] == []
    for line, following in pairwise(lines):
        if line in packages:
            assert following.startswith("    --hash=sha256:")


def test_what_is_tested_is_what_is_run() -> None:
    run, tested = (
        {line for line in (bootstrap.ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run <= tested


NO_HOME = """
import os, pwd
os.environ.pop("HOME", None)
def nobody(*_):
    raise KeyError("no such user")
pwd.getpwuid = nobody
"""
"""What a number that is no user's finds, as in a container that is run under any."""


def test_a_user_without_a_home_is_helped_where_the_clone_can_be_written(
    clone: BrickClone,
) -> None:
    (clone.root / "shadow" / "sitecustomize.py").write_text(NO_HOME)
    code, out, err = clone.open(XDG_DATA_HOME="")
    assert (code, out) == (7, f"{clone.environment} brick"), err
    assert err == f"Setting up {clone.environment} (once; about a minute) …"
    assert not (clone.root / "~").exists()


def test_a_program_without_a_home_says_so_and_writes_nowhere(tmp_path: Path) -> None:
    code = f"{NO_HOME}import sys, cleancloud_tui.cli as cli; sys.exit(cli.main())"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    for command in ("doctor", "summary", "budget"):
        ended = subprocess.run(
            [sys.executable, "-c", code, command],
            cwd=tmp_path,
            env={**bare, "PYTHONPATH": str(bootstrap.ROOT)},
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 2
        assert ended.stderr.startswith("This user has no home directory, so there is no place")
        assert len(ended.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_python_that_does_not_run_is_made_anew(clone: BrickClone) -> None:
    clone.unpack_only()
    opened = (7, f"{clone.environment} brick")
    damaged = f"{clone.environment} is damaged: setting it up anew (about a minute) …"
    assert clone.open()[:2] == opened
    file = clone.environment / "bin" / "python"
    for python in (
        b"\x7fELF of another machine",
        b"#!/bin/sh\necho cannot load libpython >&2\nexit 127\n",
        b"#!/bin/sh\nkill -SEGV $$\n",
        b"",
    ):
        file.unlink()
        file.write_bytes(python)
        file.chmod(0o755)
        assert clone.open() == (*opened, damaged), python
        assert clone.open() == (*opened, ""), python


def test_packages_of_a_person_are_not_those_of_the_program(
    clone: BrickClone, tmp_path: Path
) -> None:
    assert clone.open()[0] == 7
    shadow = clone.root / "shadow"
    for folder in (shadow, clone.root.parent / "elsewhere"):
        folder.mkdir(exist_ok=True)
        (folder / "brick.py").write_text("raise RuntimeError('of somebody else')")
    people = {"PYTHONUSERBASE": str(tmp_path), "PYTHONSTARTUP": str(shadow / "brick.py")}
    opened = (7, f"{clone.environment} brick")
    assert clone.open(**people, PYTHONWARNINGS="error") == (*opened, "")
    # What people set still holds for the Python that they call, when it makes the rest anew.
    overwrite(clone.module, b"(")
    damaged = f"{clone.environment} is damaged: setting it up anew (about a minute) …"
    assert clone.open(**people) == (*opened, damaged)


def test_what_began_is_not_begun_again_and_is_healed_at_the_next_start(clone: BrickClone) -> None:
    clone.unpack_only()
    cli = clone.root / "cleancloud_tui" / "cli.py"
    cli.write_text(LATER)
    assert clone.open()[:2] == (7, "opened")
    overwrite(clone.module)
    told = f"{clone.environment} is damaged: the next start sets it up anew."
    assert clone.open() == (1, "opened", told)
    damaged = f"{clone.environment} is damaged: setting it up anew (about a minute) …"
    assert clone.open() == (7, "opened", damaged)
    assert clone.open() == (7, "opened", "")


LATER = """
from cleancloud_tui import bootstrap

def main():
    print("opened", flush=True)
    try:
        import brick
    except Exception:
        return 1 if bootstrap.heal_at_next_start() else 0
    return 7
"""
"""A program that reads its packages when it has begun."""
