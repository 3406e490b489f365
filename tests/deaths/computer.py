"""A computer of its own for the program: its settings and files."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Final

from tests.stranger.server import TOKEN
from tests.terminal import Terminal

_SETTINGS: Final = """
[[shops]]
name = "Deaths"
base_url = "{address}"
token = "{token}"
rate = 50
margin = 0.0
place_codes = 'A\\d+'
first_day = {first_day}
"""


class Computer:
    """Files of one computer.

    Args:
        directory: Where they are; made.
        address: Of the stranger's API; empty for the practice shop.
    """

    def __init__(self, directory: Path, address: str = "") -> None:
        self.directory = directory
        settings = directory / "config" / "cleancloud-tui"
        if address and not settings.exists():
            settings.mkdir(parents=True, mode=0o700)
            first_day = datetime.date.today() - datetime.timedelta(days=40)
            told = _SETTINGS.format(address=address, token=TOKEN, first_day=first_day)
            file = settings / "settings.toml"
            file.touch(mode=0o600)
            file.write_text(told)

    def copied(self, directory: Path) -> Computer:
        """Return another computer with the same files."""
        shutil.copytree(self.directory, directory)
        return Computer(directory)

    def opened(self, *arguments: str) -> Terminal:
        """Start the program."""
        kinds = ("CONFIG", "DATA", "STATE", "CACHE")
        directories = {f"XDG_{kind}_HOME": str(self.directory / kind.lower()) for kind in kinds}
        return Terminal(*arguments, environment=directories)
