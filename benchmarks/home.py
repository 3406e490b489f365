"""Home directories for the program, with a given mirror at a shop whose network is down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cleancloud_tui import paths
from cleancloud_tui.settings import load


def directories(home: Path) -> dict[str, str]:
    """Return the variables that move the program's directories into a home."""
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    return {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}


def home_with(folder: Path, mirror: Path | None) -> Mapping[str, str]:
    """Return the environment of the program.

    Args:
        folder: Where the home is made.
        mirror: The file to open on; an empty one where there is none.
    """
    environment = directories(folder / ("full" if mirror else "empty"))
    environment["CLEANCLOUD_API_TOKEN"] = "benchmark"
    environment["CLEANCLOUD_BASE_URL"] = "http://127.0.0.1:9/api"  # nobody answers there
    os.environ.update(environment)
    shop = load().shop()
    if mirror:
        directory = paths.made_private(paths.shop_directory(shop.name, shop.identity))
        (directory / "mirror.db").symlink_to(mirror.resolve())
    return environment
