"""What was answered: read by the settings' own kinds, checked, and put into the shop's settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from ...api.rights import Right, Rights
from ..errors import ChangedMeanwhileError, SettingsError
from ..file import Settings
from ..schema import ShopSettings, settings_of
from ..typed import value_typed
from ..writing import change
from .proposing import Proposal

_DEFAULTS: Final = {each.name: each.default for each in dataclasses.fields(ShopSettings)}


def answer(name: str, text: str, proposal: Proposal, today: date) -> object:
    """Return the value that an answer means; an empty one takes what holds where nobody says.

    Args:
        name: The setting's.
        text: As it was typed.
        proposal: What was proposed for it.
        today: The shop's calendar day.

    Raises:
        SettingsError: What is wrong with it, as a sentence.
    """
    if not text.strip():
        if proposal.must_be_said:
            raise SettingsError(proposal.must_be_said)
        return _DEFAULTS[name]
    return value_typed(settings_of(ShopSettings)[name].kind, text, today)


def answers(
    texts: Mapping[str, str], proposed: Mapping[str, Proposal], today: date
) -> tuple[dict[str, object], dict[str, str]]:
    """Return the values of what was typed, and what is wrong with the rest, by settings' names.

    Args:
        texts: As they were typed.
        proposed: What was proposed for them.
        today: The shop's calendar day.
    """
    values: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for name, text in texts.items():
        try:
            values[name] = answer(name, text, proposed[name], today)
        except SettingsError as error:
            wrong[name] = str(error)
    return values, wrong


def with_answers(shop: ShopSettings, values: Mapping[str, object]) -> ShopSettings:
    """Return a shop's settings with what was answered."""
    return dataclasses.replace(shop, **values)  # type: ignore[arg-type]


def keep_answers(
    name: str,
    values: Mapping[str, object],
    rights: Rights,
    path: Path | None = None,
    seen: ShopSettings | None = None,
) -> None:
    """Write into the settings file how a shop is set up.

    Args:
        name: Which one; its other settings stay as the file has them.
        values: By the settings' names.
        rights: What may be done in this session.
        path: The file; None for the usual one.
        seen: The shop's settings as they were shown to whoever answered; None where it does not
            matter what somebody else has written since.

    Raises:
        ReadOnlyError: No setting may be changed in this session.
        ChangedMeanwhileError: Somebody else has set some of them since, and otherwise.
        SettingsError: They can't be written, or the shop is not in the file.
    """
    rights.require(Right.SET_UP)

    def answered(settings: Settings) -> Settings:
        stands = settings.shop(name)
        others = [
            each
            for each, value in values.items()
            if seen and getattr(stands, each) not in (getattr(seen, each), value)
        ]
        if others:
            raise ChangedMeanwhileError(others)
        return settings.with_shop(with_answers(stands, values))

    change(answered, path)
