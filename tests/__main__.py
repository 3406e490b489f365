"""`python -m tests`: the whole test suite, and the tests in a terminal on every Python there is.

With arguments, which are pytest's, it runs what they say, on this Python only. In a clone, outside
any virtual environment, it first makes the clone's own for development.
"""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

from cleancloud_tui import bootstrap

BESIDE = "--beside"
"""Said to another Python, so that it makes an environment beside the one that people work with."""


def _main() -> int:
    is_beside = BESIDE in sys.argv
    if sys.prefix == sys.base_prefix:
        name = ".venv-dev-{}.{}".format(*sys.version_info) if is_beside else ".venv-dev"
        bootstrap.enter(name, "requirements-dev.lock", "tests")
    if importlib.util.find_spec("pytest") is None or importlib.util.find_spec("xdist") is None:
        sys.exit(
            f"pytest is not installed for {sys.executable}. Install requirements-dev.lock there, "
            "or leave the virtual environment (deactivate) and run this again."
        )
    arguments = [each for each in sys.argv[1:] if each != BESIDE]
    _heed_signals()
    _keep_compiled()
    if arguments:
        return _run(arguments)

    from tests import everywhere

    _compile_tests()
    return everywhere.run(here=lambda: _run([]), beside=BESIDE)


def _run(arguments: "list[str]") -> int:
    import pytest

    from tests.everywhere import WORKERS

    return pytest.main(["-n", str(WORKERS), "--dist", "worksteal", *arguments])


def _heed_signals() -> None:
    """Heed what a shell behind `&`, or `nohup`, ignores: programs under test would, too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGQUIT", "SIGHUP"):  # `nohup` ignores the second
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def _keep_compiled() -> None:
    """Compile each file once, and not in each worker and each program that a test starts.

    Where the machine says that nothing is to be written beside the sources, nothing is.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(sys.prefix) / "compiled")


def _compile_tests() -> None:
    """Compile the tests before each worker does so by itself, which takes it seven seconds."""
    folders = sorted(str(each) for each in Path(__file__).parent.iterdir() if each.is_dir())
    cores = os.cpu_count() or 1
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only"]
    shares = [
        subprocess.Popen(
            [*command, *folders[core::cores]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for core in range(min(cores, len(folders)))
    ]
    for each in shares:
        each.wait()


if __name__ == "__main__":
    sys.exit(_main())
