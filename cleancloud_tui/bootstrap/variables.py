"""What of a person's settings of Python holds for the program's own environment.

How it writes and what it keeps does. Where packages and Python itself are found does not: the
environment has its own, of the pinned versions.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

_ASIDE = "CLEANCLOUD_TUI_PYTHON"
"""The variable that keeps what was set, for the Python that a person calls."""

_LEADING_ASTRAY = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE"),
    *("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONSAFEPATH", "PYTHONCASEOK"),
)


def without() -> "dict[str, str]":
    """Return the environment for a Python that is to use nothing but its own packages."""
    return {name: value for name, value in os.environ.items() if name not in _LEADING_ASTRAY}


def inside(root: Path) -> "dict[str, str]":
    """Return the environment to run the program in, which lies in `root`."""
    aside = {name: os.environ[name] for name in _LEADING_ASTRAY if name in os.environ}
    return {**without(), "PYTHONPATH": str(root), _ASIDE: json.dumps(aside)}


def outside(environ: "Mapping[str, str]") -> "dict[str, str]":
    """Return the environment in which a person called, given the one that was made of it."""
    if _ASIDE not in environ:
        return dict(environ)
    kept = {name: environ[name] for name in environ if name not in (_ASIDE, *_LEADING_ASTRAY)}
    return {**kept, **json.loads(environ[_ASIDE])}
