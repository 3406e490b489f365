"""The alias file on disk: `replies.toml` beside the settings; its form is `api.answers.aliases`'s.

A counter opens without it all the same: what is wrong with it is told, and no name of it counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .. import paths
from ..api.answers.aliases import Aliases, BadAliasesError, aliases_in
from ..values.texts import NotTextError
from .reading import UnreadableError, read_whole


@dataclass(frozen=True, slots=True)
class AliasFile:
    """What stands in the alias file.

    Attributes:
        path: Where it is, or would be.
        aliases: None where there is no file, or one that can't be used.
        wrong: What is wrong with it, as a sentence; empty for nothing.
        text: The file as it stands; empty where it can't be used.
    """

    path: Path
    aliases: Aliases = field(default_factory=dict)
    wrong: str = ""
    text: str = ""


NO_FILE: Final = AliasFile(Path())
"""For a shop whose replies are known."""


def read_aliases(path: Path | None = None) -> AliasFile:
    """Return what the alias file says; nothing where there is none."""
    path = path or paths.aliases_file()
    try:
        text = read_whole(path)[0]
        return AliasFile(path, aliases_in(text), text=text)
    except FileNotFoundError:
        return AliasFile(path)
    except (UnreadableError, NotTextError) as error:
        why = str(error)
    except BadAliasesError as error:
        why = f"can't be used: {error}"
    except OSError as error:
        why = f"can't be read: {error.strerror}"
    return AliasFile(path, wrong=f"{path} {why.rstrip('.')}. None of its names count until then.")
