"""`python -m cleancloud_tui`: the same as the command `cleancloud-tui`.

In a clone, outside any virtual environment, it first makes the clone's own.
"""

import sys

if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        from cleancloud_tui import bootstrap

        bootstrap.enter_programs()

    from cleancloud_tui.cli import main

    sys.exit(main())
