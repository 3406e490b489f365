"""Each setting as it stands: its value, where that comes from, and whether it can be changed."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from ..values.texts import NotTextError
from .groups import Group, group_of, label_of
from .kinds import Secret
from .reading import UnreadableError, read_whole
from .schema import AppSettings, Setting, ShopSettings, Source, settings_of
from .tokens import TokenSource, source_of
from .typed import text_of

APP: Final = "app"
SHOPS: Final = "shops"


class Origin(Enum):
    """Where a value comes from."""

    FILE = "file"
    ENVIRONMENT = "environment"
    DEFAULT = "default"
    PRACTICE = "practice shop"
    CREDENTIAL = "systemd"
    COMMAND = "command"
    KEYRING = "keyring"
    UNKNOWN = "unknown"
    """The settings file can't be read by now: what holds is what stood there before."""


_ELSEWHERE: Final = {
    TokenSource.CREDENTIAL: Origin.CREDENTIAL,
    TokenSource.COMMAND: Origin.COMMAND,
    TokenSource.KEYRING: Origin.KEYRING,
}
"""Where a token comes from that does not stand in the file."""

_BY_NAME: Final = "What is kept of a shop goes by it. Connect the shop anew to have another one."

FIXED: Final = {
    Source.PRACTICE: "The practice shop's own settings stay as they are; connect a shop for yours.",
    Source.ENVIRONMENT: (
        "This shop's token is in the environment, so nothing of the shop stands in the settings "
        "file. Connect it to set this."
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One setting as it stands.

    Attributes:
        section: `app`, or `shops` for one of the shop that is open.
        name: As it is called in the file.
        setting: What it is.
        value: What holds; of a secret, nothing is told.
        default: What holds where nobody says otherwise.
        origin: Where the value comes from.
        fixed: Why it can't be changed here, as a sentence; empty where it can.
        mark: Tells the value from others, of a secret too; see `mark_of`.
    """

    section: str
    name: str
    setting: Setting
    value: object
    default: object
    origin: Origin
    fixed: str = ""
    mark: int = 0

    @property
    def key(self) -> str:
        """Tells it from all others."""
        return f"{self.section}.{self.name}"

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.name)

    @property
    def group(self) -> Group:
        """What it is about."""
        return group_of(self.name)

    @property
    def is_secret(self) -> bool:
        """Whether its value is never shown."""
        return isinstance(self.setting.kind, Secret)

    @property
    def told(self) -> str:
        """What is said of it, in small letters: in this it is looked for."""
        value = "" if self.is_secret else text_of(self.value)
        return f"{self.label} {self.name} {self.setting.meaning} {value}".casefold()


Written = Mapping[str, Collection[str]]
"""The names that stand in a settings file, by section."""


def standings(shop: ShopSettings, app: AppSettings, written: Written | None) -> list[Standing]:
    """Return all settings, by group and in the order of their declaration.

    Args:
        shop: The shop that is open.
        app: The program's own choices.
        written: What stands in the file; None where that can't be told. See `written_in`.
    """
    both = [*_of(shop, SHOPS, written), *_of(app, APP, written)]
    groups = list(Group)
    return sorted(both, key=lambda each: groups.index(each.group))


def found_by(text: str, among: Sequence[Standing]) -> list[Standing]:
    """Return the settings of which all words of a text are said; else those of such a group."""
    words = text.casefold().split()
    found = [each for each in among if all(word in each.told for word in words)]
    return found or [
        each for each in among if all(word in each.group.value.casefold() for word in words)
    ]


def written_in(path: Path | None, shop: str) -> Written | None:
    """Return the names that stand in a settings file for a shop and for the program.

    Where it can't be read, that is not known; why not is told elsewhere.
    """
    try:
        content = tomllib.loads(read_whole(path)[0]) if path else {}
        shops = [each for each in content.get(SHOPS, []) if _is_named(each, shop)]
        return {APP: set(content.get(APP, {})), SHOPS: set(shops[0]) if shops else set()}
    except FileNotFoundError:
        return {APP: set(), SHOPS: set()}
    except (OSError, ValueError, TypeError, AttributeError, UnreadableError, NotTextError):
        return None


def _is_named(section: Mapping[str, object], shop: str) -> bool:
    return str(section.get("name", "")).strip().casefold() == shop.casefold()


def _of(
    settings: ShopSettings | AppSettings, section: str, written: Written | None
) -> list[Standing]:
    defaults = {each.name: each.default for each in dataclasses.fields(settings)}
    source = settings.source if isinstance(settings, ShopSettings) else Source.FILE
    found = []
    for name, setting in settings_of(type(settings)).items():
        value, default = getattr(settings, name), defaults[name]
        fixed = FIXED.get(source, "") or (_BY_NAME if name in ("name", "base_url") else "")
        is_written = None if written is None else name in written[section]
        origin = _origin(source, name, is_written, value != default)
        if name == "token" and isinstance(settings, ShopSettings):
            origin = _ELSEWHERE.get(source_of(settings), origin)
            if origin in (Origin.CREDENTIAL, Origin.COMMAND):
                fixed = f"The token comes from {source_of(settings).value}: change it there."
        shown = "" if isinstance(setting.kind, Secret) else value
        found.append(
            Standing(section, name, setting, shown, default, origin, fixed, mark_of(value))
        )
    return found


def mark_of(value: object) -> int:
    """Return what tells a value from others, in this process, and tells nobody what it is."""
    return hash(text_of(value))


def _origin(source: Source, name: str, is_written: bool | None, differs: bool) -> Origin:
    match source:
        case Source.PRACTICE:
            return Origin.PRACTICE if differs else Origin.DEFAULT
        case Source.ENVIRONMENT:
            is_there = name in ("name", "base_url", "token")
            return Origin.ENVIRONMENT if is_there else Origin.DEFAULT
        case Source.FILE if is_written is None:
            return Origin.UNKNOWN
        case Source.FILE:
            return Origin.FILE if is_written else Origin.DEFAULT
