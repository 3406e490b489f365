"""What `--help` and `--version` load: they are to be quick."""

import json
import subprocess
import sys

import pytest

LISTING = """
import atexit, json, runpy, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
sys.argv[0] = "cleancloud-tui"
runpy.run_module("cleancloud_tui", run_name="__main__")
"""
SLOW = {
    "asyncio",
    "cleancloud_tui.app.counter",
    "httpx",
    "platformdirs",
    "sqlite3",
    "textual",
    "tomllib",
}


def modules_loaded_by(*argv: str) -> set[str]:
    command = [sys.executable, "-c", LISTING, *argv]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout
    return set(json.loads(ended.stderr))


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["api", "--help"]])
def test_help_and_version_load_nothing_slow(argv: list[str]) -> None:
    assert not SLOW & modules_loaded_by(*argv)


def test_listing_the_api_needs_no_network_and_no_screen() -> None:
    assert not {"httpx", "textual", "uvicorn", "starlette"} & modules_loaded_by("api", "--list")


def test_the_first_screen_needs_no_network_library() -> None:
    code = "import sys, cleancloud_tui.commands.counter; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"httpx", "starlette", "uvicorn", "tomli_w", "tomlkit", "cleancloud_tui.practice.store"}
    assert not slow & set(ended.stdout.split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_take_at_most_eight_times_an_empty_python(option: str) -> None:
    # In turns, and the best of many. What else the machine does meanwhile is not counted.
    bare, ours = [], []
    for _ in range(12):
        bare.append(seconds_of("-c", "pass"))
        ours.append(seconds_of("-m", "cleancloud_tui", option))
    assert min(ours) <= 8 * min(bare)


def seconds_of(*argv: str) -> float:
    resource = pytest.importorskip("resource")  # there is none on Windows
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argv], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
