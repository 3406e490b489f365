"""`python -m tests`: the whole test suite; arguments are pytest's.

In a clone, outside any virtual environment, it first makes the clone's own for development.
"""

import importlib.util
import os
import sys

from cleancloud_tui import bootstrap


def _main() -> int:
    if sys.prefix == sys.base_prefix:
        bootstrap.enter(".venv-dev", "requirements-dev.lock", "tests")
    if importlib.util.find_spec("pytest") is None or importlib.util.find_spec("xdist") is None:
        sys.exit(
            f"pytest is not installed for {sys.executable}. Install requirements-dev.lock there, "
            "or leave the virtual environment (deactivate) and run this again."
        )
    import pytest

    # Two a core: half of the time the tests wait for a screen, a connection or another process.
    workers = 2 * (os.cpu_count() or 1)
    return pytest.main(["-n", str(workers), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(_main())
