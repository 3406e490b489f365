"""What of a user's settings of pip holds for the program's own environment.

How packages are reached does: the index, its certificate, a proxy. Where they go, and which kinds
of files are taken, does not: `target` would leave the environment empty.
"""

import ast
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cleancloud_tui.bootstrap import variables
from cleancloud_tui.bootstrap.running import output_of

_REACHING = (
    *("index-url", "extra-index-url", "find-links", "no-index", "keyring-provider"),
    *("trusted-host", "cert", "client-cert", "proxy", "use-feature", "use-deprecated"),
    *("timeout", "default-timeout", "retries", "resume-retries", "cache-dir", "no-cache-dir"),
)

_SECTIONS = ("global", "install", ":env:")
"""In the order of their weight."""


def environ_for(python: Path) -> "dict[str, str]":
    """Return the environment to run pip in.

    Raises:
        SystemExit: The user's settings can't be read.
    """
    bare = variables.without()
    settings = _settings([str(python), "-m", "pip", "config"], bare)
    kept = {name: value for name, value in bare.items() if not name.upper().startswith("PIP_")}
    for name in _REACHING:
        if name in settings:
            kept["PIP_" + name.upper().replace("-", "_")] = settings[name]
    try:
        Path.home()
    except RuntimeError:  # there is none: pip would keep things in a folder that is called “~”
        kept["PIP_NO_CACHE_DIR"] = "1"
    return {**kept, "PIP_CONFIG_FILE": os.devnull}


def _settings(config: "Sequence[str]", environ: "Mapping[str, str]") -> "dict[str, str]":
    listed = output_of([*config, "list"], environ)
    if listed.returncode != 0 and "onfiguration" in listed.stdout:
        reason = " ".join(listed.stdout.split())
        sys.exit(f"pip's settings can't be used: {reason} Mend them and run this again.")
    _see_that_all_can_be_read(output_of([*config, "debug"], environ).stdout)
    found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
    for line in listed.stdout.splitlines():
        setting = re.fullmatch(r"(global|install|:env:)\.([\w-]+)=(['\"].*['\"])", line.strip())
        if setting:
            found[setting[1]][setting[2]] = ast.literal_eval(setting[3])
    return {name: value for section in _SECTIONS for name, value in found[section].items()}


def _see_that_all_can_be_read(told: str) -> None:
    """End with a sentence over a file that pip passes over in silence, as it can't read it."""
    for file in re.findall(r"^ +(.+), exists: True$", told, re.MULTILINE):
        try:
            Path(file).read_bytes()
        except OSError as error:
            sys.exit(
                f"pip's settings in {file} can't be read: {error.strerror}. Mend that, or move "
                "the file away, and run this again."
            )
