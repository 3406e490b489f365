"""The settings that hold now: of one shop, and the program's own.

Parts ask here at the time, or are told when something changed. The file is looked at now and then
by its stamp alone: whoever writes it, this program or another one or a person, it holds at once.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from .. import paths
from ..api.rights import Right, Rights
from .errors import ChangedMeanwhileError, SettingsError
from .file import Settings, load, read_file
from .groups import AT_OPENING, label_of
from .schema import PRACTICE_SHOP, AppSettings, ShopSettings, Source
from .set_up.answers import keep_answers
from .standing import APP, FIXED, Origin, Standing, mark_of, standings, written_in
from .tokens import keep_token
from .writing import change

CheckToken = Callable[[ShopSettings], Awaitable[None]]
"""Asks CleanCloud whether it accepts a shop's token.

Raises:
    CleanCloudError: It does not, or was not reached.
"""


class InForce:
    """What is set for one shop and for the program.

    Args:
        shop: The shop that is open.
        app: The program's own choices.
        path: The settings file; None where there is none, and nothing can be kept.
        check_token: Is asked before another token is kept.

    Attributes:
        shop: The shop's settings.
        app: The program's own choices.
        wrong: Why what stands in the file does not hold, as a sentence; empty where it does.
    """

    def __init__(
        self,
        shop: ShopSettings = PRACTICE_SHOP,
        app: AppSettings = AppSettings(),  # noqa: B008  (it is frozen)
        path: Path | None = None,
        check_token: CheckToken | None = None,
    ) -> None:
        self.shop = shop
        self.app = app
        self.wrong = ""
        self._opened_with = shop
        self._path = path
        self._check_token = check_token
        self._stamp = _stamp_of(path)
        self._subscribers: list[Callable[[], None]] = []

    @classmethod
    def of_file(cls, name: str = "", check_token: CheckToken | None = None) -> InForce:
        """Return what the settings file and the environment say.

        Args:
            name: The shop that is opened; empty for the one that is set.
            check_token: Is asked before another token is kept.

        Raises:
            SettingsError: They can't be used, or there is no shop of that name.
        """
        path = paths.settings_file()
        settings = load(path)
        return cls(settings.shop(name), settings.app, path, check_token)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called when something changed; call what is returned to end it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def look(self) -> None:
        """Take what stands in the file, where that was written since; tell if anything changed."""
        stamp = _stamp_of(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        before = (self.shop, self.app, self.wrong)
        try:
            settings = load(self._path)
            self.shop, self.app, self.wrong = self._mine(settings), settings.app, ""
        except SettingsError as error:
            self.wrong = f"{error} What was set before holds until then."
        if (self.shop, self.app, self.wrong) != before:
            for subscriber in tuple(self._subscribers):
                subscriber()

    @property
    def fixed(self) -> str:
        """Why nothing can be kept of the shop, as a sentence; empty where it can."""
        return FIXED.get(self.shop.source, "")

    @property
    def opened_as(self) -> str:
        """The name to open the same shop by once more; empty for the environment's."""
        return "" if self.shop.source is Source.ENVIRONMENT else self.shop.name

    def waiting(self) -> list[str]:
        """Return what holds only when the shop is opened anew, by the labels of the settings."""
        return [
            label_of(name)
            for name in sorted(AT_OPENING)
            if getattr(self.shop, name, None) != getattr(self._opened_with, name, None)
        ]

    def shops(self) -> list[str]:
        """Return the names of the shops that can be opened.

        Raises:
            SettingsError: The file can't be used.
        """
        return [*(shop.name for shop in read_file(self._path).shops), PRACTICE_SHOP.name]

    def standings(self) -> list[Standing]:
        """Return all settings as they stand."""
        return standings(self.shop, self.app, written_in(self._path, self.shop.name))

    async def keep(self, standing: Standing, value: object, rights: Rights) -> None:
        """Write a setting's value into the file, and let it hold.

        Args:
            standing: Which one.
            value: Of the setting's kind; see `typed.value_typed`.
            rights: Whether any may be changed in this session.

        Raises:
            ReadOnlyError: None may.
            CleanCloudError: It is a token that CleanCloud does not accept, or was not asked about.
            ChangedMeanwhileError: It stands otherwise in the file by now than `standing` tells.
            SettingsError: It can't be changed, or not be written; what stood there stands.
        """
        rights.require(Right.SET_UP)
        if standing.fixed or self._path is None:
            raise SettingsError(standing.fixed or "There is no settings file here.")
        if standing.is_secret and value and self._check_token is not None:
            change: dict[str, Any] = {standing.name: value}
            await self._check_token(dataclasses.replace(self.shop, **change))
        # In a thread: it waits for the disk.
        if standing.origin is Origin.KEYRING:
            await asyncio.to_thread(keep_token, self.shop, str(value))
            return
        await asyncio.to_thread(self._write, standing.section, standing.name, value, standing.mark)
        self.look()

    async def keep_choice(self, name: str, value: object, rights: Rights) -> None:
        """Write one of the program's own choices, made elsewhere than on the settings screen.

        Raises:
            ReadOnlyError: None may be changed in this session.
            SettingsError: It can't be written.
        """
        rights.require(Right.SET_UP)
        if self._path is not None and getattr(self.app, name) != value:
            await asyncio.to_thread(self._write, APP, name, value)
            self.look()

    async def keep_answers(
        self, values: Mapping[str, object], rights: Rights, seen: ShopSettings | None = None
    ) -> None:
        """Write into the file how the shop is set up, and let it hold.

        Args:
            values: By the settings' names, each of its kind; see `set_up.answers`.
            rights: Whether any may be changed in this session.
            seen: The shop's settings as they were shown; None to write over whatever stands there.

        Raises:
            ReadOnlyError: None may.
            ChangedMeanwhileError: Some of them stand otherwise in the file by now.
            SettingsError: They can't be changed, or not be written; what stood there stands.
        """
        rights.require(Right.SET_UP)
        if self.fixed or self._path is None:
            raise SettingsError(self.fixed or "There is no settings file here.")
        await asyncio.to_thread(keep_answers, self.shop.name, values, rights, self._path, seen)
        self.look()

    def _write(self, section: str, name: str, value: object, seen: int | None = None) -> None:
        """Write a value, unless it stands otherwise than it was seen."""
        new = dict[str, Any]([(name, value)])

        def changed(settings: Settings) -> Settings:
            known = settings.app if section == APP else settings.shop(self.shop.name)
            stands = getattr(known, name)
            if stands != value and seen not in (None, mark_of(stands)):
                raise ChangedMeanwhileError([name])
            if isinstance(known, AppSettings):
                return dataclasses.replace(settings, app=dataclasses.replace(known, **new))
            return settings.with_shop(dataclasses.replace(known, **new))

        change(changed, self._path)

    def _mine(self, settings: Settings) -> ShopSettings:
        if self.shop.source is Source.ENVIRONMENT and settings.environment:
            return settings.environment
        return settings.shop(self.shop.name)


def _stamp_of(path: Path | None) -> tuple[int, ...]:
    """Return what differs once a file was written anew; nothing where there is none."""
    try:
        found = os.stat(path) if path else None  # noqa: PTH116  (each second)
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found else ()
