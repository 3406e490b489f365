"""The settings file: `[app]` and one `[[shops]]` a shop; only what differs from the defaults.

    [app]
    shop = "High Street"

    [[shops]]
    name = "High Street"
    token = "…"
    time_zone = "Europe/London"

The environment comes before the file: `CLEANCLOUD_API_TOKEN`, with `CLEANCLOUD_BASE_URL` beside it
where the API is not at its usual address.
"""

from __future__ import annotations

import dataclasses
import os
import shlex
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .. import log, paths
from ..api.text import one_line, without_account
from ..scanner.labels.pattern import PatternError
from ..stores.private import is_open_to_others
from ..typed import command
from ..values.texts import NotTextError
from .errors import SettingsError, ZoneError
from .kinds import Address, Secret, SettingKind
from .lines import line_of
from .reading import UnreadableError, read_whole
from .schema import (
    DEFAULT_BASE_URL,
    PRACTICE,
    PRACTICE_SHOP,
    AppSettings,
    ShopSettings,
    Source,
    settings_of,
)
from .tokens import TokenSource, source_of

TOKEN_VARIABLE: Final = "CLEANCLOUD_API_TOKEN"  # noqa: S105  (a name, no password)
ADDRESS_VARIABLE: Final = "CLEANCLOUD_BASE_URL"

_MOST_TOLD: Final = 200

Place = Callable[[str], str]
"""Tells where the setting of a name stands, with that name at the end."""

_SECTIONS: Final = ("app", "shops")

_MOVED: Final = {
    "month": "budget --month N",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    Attributes:
        shops: The shops of the file, in its order.
        app: The program's own choices.
        environment: The shop whose token stands in the environment.
    """

    shops: tuple[ShopSettings, ...] = ()
    app: AppSettings = field(default_factory=AppSettings)
    environment: ShopSettings | None = None

    def shop(self, name: str = "") -> ShopSettings:
        """Return the shop of that name, whatever its case.

        Without a name it is the environment's shop, or else the one that the file chooses, or
        else the file's first, or else the practice shop.

        Raises:
            SettingsError: There is none of that name.
        """
        if not name and self.environment:
            return self.environment
        known = (*self.shops, PRACTICE_SHOP)
        name = name or self.app.shop or known[0].name
        for shop in (*known, *([self.environment] if self.environment else [])):
            if shop.is_named(name):
                return shop
        raise SettingsError(f"There is no shop “{name}”{_nearest(name, [s.name for s in known])}")

    def with_shop(self, shop: ShopSettings) -> Settings:
        """Return these settings with a shop added, or put in the place of its namesake."""
        shops = {each.name.casefold(): each for each in self.shops}
        shops[shop.name.casefold()] = shop
        return dataclasses.replace(self, shops=tuple(shops.values()))


def load(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the file and of the environment.

    Raises:
        SettingsError: They can't be used.
    """
    settings = read_file(path)
    environ = os.environ if environ is None else environ
    token, address = environ.get(TOKEN_VARIABLE, ""), environ.get(ADDRESS_VARIABLE, "")
    if token:
        shop = _of_environment(token, address or DEFAULT_BASE_URL, settings.shops)
        return dataclasses.replace(settings, environment=shop)
    if address:
        raise SettingsError(
            f"{ADDRESS_VARIABLE} is set, but no token for it. "
            f"Set {TOKEN_VARIABLE} too, or unset {ADDRESS_VARIABLE}."
        )
    return settings


def read_file(path: Path | None = None) -> Settings:
    """Return the settings of the file alone; the defaults where there is none.

    Raises:
        SettingsError: They can't be used.
    """
    path = path or paths.settings_file()
    try:
        text, mode = read_whole(path)
    except FileNotFoundError:
        return Settings()
    except UnreadableError as error:
        raise SettingsError(f"{path} {error}") from None
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}.") from error
    except NotTextError as error:
        raise SettingsError(f"{path} {error}.") from None
    settings = settings_in(text, path)
    if os.name == "posix" and is_open_to_others(mode) and settings.shops:
        raise SettingsError(
            f"{path} holds a token or says where one is, and other users of this computer can read "
            "it. "
            f"Mend it with: chmod 600 {shlex.quote(str(path))}"
        )
    return settings


def settings_in(text: str, path: Path) -> Settings:
    """Return the settings that a text says which stands in a file, or is to stand there.

    Raises:
        SettingsError: They can't be used.
    """
    try:
        content = tomllib.loads(text, parse_float=Decimal)  # taxes are exact
    except RecursionError:
        raise SettingsError(f"{path} is no valid TOML: brackets nest too deeply in it.") from None
    except ArithmeticError:
        raise SettingsError(f"{path} is no valid TOML: it holds a number that is none.") from None
    except ValueError as error:
        raise SettingsError(f"{path} is no valid TOML: {str(error)[:_MOST_TOLD]}.") from None
    return _settings(content, path, text)


def new_shop(name: str, base_url: str, token: str) -> ShopSettings:
    """Return a shop as a person has typed it.

    Raises:
        SettingsError: What is wrong with it.
    """
    shop = _shop({"name": name, "base_url": base_url, "token": token}, "The shop's {}".format)
    if shop.is_named(PRACTICE):
        raise SettingsError(f"“{PRACTICE}” is the practice shop's name; choose another.")
    return shop


def _settings(content: Mapping[str, object], path: Path, text: str) -> Settings:
    for name in content:
        if name not in _SECTIONS:
            raise SettingsError(f"{path}: {_shown(name)} is no section{_nearest(name, _SECTIONS)}")
    app, shops = content.get("app", {}), content.get("shops", [])
    if not isinstance(app, dict):
        raise SettingsError(f"{path}: app is to be a section, headed [app].")
    if not isinstance(shops, list) or not all(isinstance(shop, dict) for shop in shops):
        raise SettingsError(f"{path}: shops are to be sections, each headed [[shops]].")
    settings = Settings(
        tuple(
            _shop(shop, _place(path, text, "shops", number)) for number, shop in enumerate(shops, 1)
        ),
        AppSettings(**_read(AppSettings, app, _place(path, text, "app"))),  # type: ignore[arg-type]
    )
    names = [shop.name.casefold() for shop in settings.shops]
    for shop in settings.shops:
        if shop.is_named(PRACTICE) or names.count(shop.name.casefold()) > 1:
            raise SettingsError(f"{path}: the name “{shop.name}” is taken; give another one.")
    return settings


def _place(path: Path, text: str, section: str, number: int = 0) -> Place:
    """Return what tells where a section's settings stand: in which file, on which line."""

    def place(name: str) -> str:
        line = line_of(text, section, number or 1, name)
        heading = f"{section}[{number}]" if number else section
        return f"{path}{f', line {line}' if line else ''}: {heading}.{name}"

    return place


def _shop(values: Mapping[str, object], place: Place) -> ShopSettings:
    read = _read(ShopSettings, values, place)
    shop = ShopSettings(**{"name": "", **read})  # type: ignore[arg-type]
    has_token = source_of(shop) is not TokenSource.NOWHERE
    for name, is_there in (("name", shop.name), ("token", has_token)):
        if not is_there:
            raise SettingsError(f"{place(name)} is missing; add it, or run: {command('connect')}")
    log.hide(shop.token)
    return shop


def _read(declaring: type, values: Mapping[str, object], place: Place) -> dict[str, object]:
    """Return the values as the declaring class takes them, each of its kind."""
    settings = settings_of(declaring)
    for name in values:
        if name in _MOVED:
            raise SettingsError(
                f"{place(name)} is no setting any more: take its line out, and say it with: "
                + command(_MOVED[name])
            )
        if name not in settings:
            told = place(name).removesuffix(name) + _shown(name)
            raise SettingsError(f"{told} is no setting{_nearest(name, settings)}")
    return {
        name: _allowed(settings[name].kind, value, name, place) for name, value in values.items()
    }


def _allowed(kind: SettingKind, value: object, name: str, place: Place = str) -> object:
    """Return a value as its kind takes it; `place` tells where it stands by its name."""
    try:
        return kind.read(value)
    except PatternError as error:
        raise SettingsError(f"{place(name)} is no pattern: {error}.") from None
    except ZoneError as error:
        raise SettingsError(f"{place(name)} is “{_shown(value)}”, and {error}") from None
    except (ValueError, ArithmeticError):
        told = without_account(str(value)) if isinstance(kind, Address) else value
        shown = "" if isinstance(kind, Secret) else f"; not “{_shown(told)}”"
        raise SettingsError(f"{place(name)} is to be {kind.allowed}{shown}.") from None


def _shown(value: object) -> str:
    try:
        return one_line(str(value))[:60]
    except ValueError:  # a number of thousands of digits
        return "a very long number"


def _of_environment(token: str, address: str, known: Iterable[ShopSettings]) -> ShopSettings:
    """Return the shop of that token: the file's where it is the same one, else one by itself."""
    settings = settings_of(ShopSettings)
    base_url = str(_allowed(settings["base_url"].kind, address, ADDRESS_VARIABLE))
    token = str(_allowed(settings["token"].kind, token, TOKEN_VARIABLE))
    log.hide(token)
    for shop in known:
        if (shop.token, shop.base_url) == (token, base_url):
            return shop
    name = urlsplit(base_url).netloc
    return ShopSettings(name=name, base_url=base_url, token=token, source=Source.ENVIRONMENT)


def _nearest(name: str, names: Iterable[str]) -> str:
    import difflib

    known = list(names)
    near = difflib.get_close_matches(name[:60], known, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there is {', '.join(known)}."
