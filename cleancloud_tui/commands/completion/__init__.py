"""`cleancloud-tui completion SHELL`: a script by which a shell completes what is typed.

It is made from the parser of the command line and from the catalogue, and holds all of them: the
program is not started at each press of the Tab key.
"""

from __future__ import annotations

import argparse

from . import bash, fish, zsh
from .words import Program

_SCRIPTS = {"bash": bash.script, "zsh": zsh.script, "fish": fish.script}


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Print the script of a shell."""
    print(_SCRIPTS[arguments.shell](Program.of(parser)), end="")
    return 0
