"""Errors that nobody caught, in whatever thread or task, are told, and are no success."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import asyncio, gc, sys, threading
from cleancloud_tui import cli, endings
from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.commands import doctor

def fails(error=RuntimeError("boom")):
    raise error

async def left_behind():
    async def task():
        fails({error})
    tasks = [asyncio.create_task(task())]
    await asyncio.sleep(0.01)
    del tasks
    gc.collect()

async def called_back():
    asyncio.get_running_loop().call_soon(fails)
    await asyncio.sleep(0.01)

def in_a_thread():
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()

def unraisable():
    class Held:
        def __del__(self):
            fails()
    Held()

def run(_):
    {work}
    return 0

doctor.run = run
sys.argv[1:] = ["doctor"]
sys.exit(cli.main())
"""


@pytest.mark.parametrize(
    ("work", "error", "code"),
    [
        ("in_a_thread()", "", 1),
        ("endings.run(called_back())", "", 1),
        ("endings.run(left_behind())", "", 1),
        ("endings.run(left_behind())", 'CleanCloudError("nobody waits for it")', 0),
        ("unraisable()", "", 0),
        ("raise SystemError('broken')", "", 1),
    ],
)
def test_what_nobody_caught_is_in_the_log_and_told_in_a_sentence(
    work: str, error: str, code: int, tmp_path: Path
) -> None:
    program = PROGRAM.format(work=work, error=error)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.returncode == code
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ("went wrong" in ended.stderr) == bool(code)
    (log,) = tmp_path.glob("state/**/*.log")
    assert "Traceback" in log.read_text() or error


def test_what_is_wrong_before_anything_is_begun_is_a_sentence_too() -> None:
    program = "from cleancloud_tui import endings; endings.listen(); 1 / 0"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Something went wrong")
    assert "Traceback" not in ended.stderr


STUCK = """
import signal, sys, time
from cleancloud_tui import cli, endings
from cleancloud_tui.commands import doctor

def run(_):
    while True:
        try:
            print("runs", flush=True)
            time.sleep(60)
        except KeyboardInterrupt:
            pass

endings.MOST_SECONDS = 0.2
doctor.run = run
sys.argv[1:] = ["doctor"]
sys.exit(cli.main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_what_does_not_end_in_time_is_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", STUCK], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 128 + 15
