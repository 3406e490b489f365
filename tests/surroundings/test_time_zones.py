"""Time zones of which the system knows nothing: told, or taken from where they are known."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

if not Path("/usr/share/zoneinfo/Asia/Tokyo").exists():
    pytest.skip("copies a zone of the system's", allow_module_level=True)

from cleancloud_tui.settings import time_zones
from cleancloud_tui.settings.errors import ZoneError
from tests import forking

ROOT: Final = Path(__file__).parents[2]
SYSTEMS: Final = Path("/usr/share/zoneinfo")

BAD_USAGE: Final = 2

NO_TZDATA: Final = "import sys\nsys.modules['tzdata'] = None\n"
"""Hides Python's package, where it is installed."""


class Computer:
    """A computer on which time zones are as a test wants them."""

    def __init__(self, directory: Path) -> None:
        self._shadow = directory / "shadow"
        self._settings = directory / "config" / "cleancloud-tui" / "settings.toml"
        self._shadow.mkdir()
        (self._shadow / "sitecustomize.py").write_text(NO_TZDATA)

    def has_tzdata(self, *zones: str) -> None:
        """Install Python's package tzdata, with a few zones."""
        (self._shadow / "sitecustomize.py").unlink()
        for zone in zones:
            file = self._shadow / "tzdata" / "zoneinfo" / zone
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SYSTEMS / zone, file)
        for folder in (self._shadow / "tzdata", *(self._shadow / "tzdata").rglob("*/")):
            if folder.is_dir():
                (folder / "__init__.py").touch()

    def has_time_zone(self, name: str) -> None:
        """Set the shop's time zone."""
        self._settings.parent.mkdir(parents=True, mode=0o700)
        self._settings.touch(mode=0o600)
        self._settings.write_text(
            f'[[shops]]\nname = "Mill"\ntoken = "t"\ntime_zone = "{name}"\n'
            'base_url = "http://127.0.0.1:9/api"\n'
        )

    def run(self, *argv: str, **variables: str) -> tuple[int, str]:
        """Run a command, and return its exit code and all that it said."""
        ended = subprocess.run(
            [sys.executable, "-m", "cleancloud_tui", *argv],
            env={**os.environ, "PYTHONPATH": f"{self._shadow}:{ROOT}", **variables},
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in ended.stderr
        return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


NONSENSE = (
    *("UTC+24", "<+99>-99", "EST5EDT,bogus", "EST5EDT,M13.1.0,M11.1.0", "+02:00", "UTC+2:75"),
    *("UTC+\u0663", "EST5EDT30", "EST5EDT,J366,J0", "EST5EDT,J1,366", "CET-1CEST,M3.5.0/200,300"),
    *("Europe/Berlin/", "/etc/passwd", "zone.tab", "/usr/share/zoneinfo", "../zoneinfo/nowhere"),
)


@pytest.mark.parametrize("command", ["audit", "doctor"])
def test_a_tz_of_no_zone_is_named(computer: Computer, command: str) -> None:
    code, said = computer.run(command, TZ="Europe/Londn")
    assert code == BAD_USAGE
    assert_names("Europe/Londn", said)


@pytest.mark.parametrize("zone", NONSENSE)
def test_a_tz_of_nonsense_is_named(zone: str) -> None:
    ended = forking.run("audit", environment={**os.environ, "TZ": zone})
    assert ended.returncode == BAD_USAGE
    assert ended.stdout == b""
    assert_names(zone, ended.stderr.decode())


def assert_names(zone: str, said: str) -> None:
    assert "Traceback" not in said
    assert f"TZ is “{zone}”, and " in said
    assert "there is no such time zone: every time would be wrong. " in said
    assert "Correct it, or set time_zone for the shop" in said


def test_missing_time_zone_data_is_named(computer: Computer) -> None:
    nowhere = {"PYTHONTZPATH": "", "TZDIR": "/nowhere"}
    code, said = computer.run("audit", TZ="Asia/Tokyo", **nowhere)
    assert code == BAD_USAGE
    assert said.startswith(
        "TZ is “Asia/Tokyo”, and there is no time zone data on this computer. Install tzdata, the "
        "system's package or Python's (PYTHONTZPATH is “”)."
    )
    computer.has_time_zone("Asia/Tokyo")
    code, said = computer.run("audit", **nowhere)
    assert code == BAD_USAGE
    assert "time_zone is “Asia/Tokyo”, and there is no time zone data on this" in said


def test_pythons_data_is_taken_where_the_system_has_none(computer: Computer) -> None:
    nowhere = {"PYTHONTZPATH": "/nowhere", "TZDIR": "/nowhere"}
    computer.has_tzdata("Asia/Tokyo", "Etc/UTC")
    code, said = computer.run("doctor", TZ="Asia/Tokyo", **nowhere)
    assert code == 0
    assert "JST in this computer's own zone" in said
    computer.has_time_zone("Asia/Tokyo")
    assert "JST in Asia/Tokyo" in computer.run("doctor", **nowhere)[1]


def test_damaged_data_is_told_from_a_name_that_is_none(computer: Computer, tmp_path: Path) -> None:
    data = tmp_path / "zones"
    (data / "Asia").mkdir(parents=True)
    (data / "Etc").mkdir()
    (data / "Asia" / "Tokyo").write_bytes((SYSTEMS / "Asia" / "Tokyo").read_bytes()[:30])
    shutil.copy(SYSTEMS / "Etc" / "UTC", data / "Etc" / "UTC")
    computer.has_time_zone("Asia/Tokyo")
    for content in (b"TZif2", b"nonsense"):
        (data / "Asia" / "Tokyo").write_bytes(content)
        code, said = computer.run("audit", PYTHONTZPATH=str(data))
        assert code == BAD_USAGE
        assert "time_zone is “Asia/Tokyo”, and " in said
        assert "damaged" in said


AS_THE_SYSTEM_HAS_IT = (
    *("", "UTC", "UTC0", "GMT", "GMT0", "GMT+0", "Etc/UTC", "EST5EDT", "CET-1CEST,M3.5.0,M10.5.0"),
    *("NZST-12NZDT-13,M9.5.0,M4.1.0/3", "IST-5:30", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1"),
    *("<+03>-3", ":Europe/London", "Africa/Abidjan", "/usr/share/zoneinfo/Asia/Tokyo", "Zulu"),
)


def test_what_the_system_understands_is_left_to_it() -> None:
    code = (
        "import sys, time, os\n"
        "from cleancloud_tui.settings.time_zones import host_zone\n"
        "for told in sys.argv[1:]:\n"
        "    os.environ['TZ'] = told; time.tzset(); print(told, host_zone())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *AS_THE_SYSTEM_HAS_IT],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [f"{told} HostTimeZone()" for told in AS_THE_SYSTEM_HAS_IT]


def test_a_link_that_leads_to_no_data_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    local = tmp_path / "localtime"
    monkeypatch.setattr(time_zones, "_LOCAL", local)
    monkeypatch.delenv("TZ", raising=False)
    local.symlink_to("/nowhere/zoneinfo/Asia/Tokyo")
    assert str(time_zones.host_zone()) == "Asia/Tokyo"
    local.unlink()
    local.symlink_to("/nowhere/zoneinfo/Asia/Nowhere")
    with pytest.raises(ZoneError, match="leads to /nowhere/zoneinfo/Asia/Nowhere, which is not"):
        time_zones.host_zone()
