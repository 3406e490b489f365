"""Writing the settings file: one that a person wrote stays as it is, but for what changes.

Comments, order and spaces stay; so do the values that say the same in other words. A setting that
is not in the file and has its default is not written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from .. import paths
from ..shop.database import FolderError
from ..stores.private import write_whole
from ..stores.turn import turn_at
from .errors import SettingsError
from .file import Settings, read_file, settings_in
from .reading import mark_of, read_whole
from .schema import AppSettings, ShopSettings, settings_of

_UNSAID: Final = (None, "")
"""Defaults that are said by leaving their setting out."""


def save(settings: Settings, path: Path | None = None) -> None:
    """Write all settings of the file; see `change`."""
    change(lambda _: settings, path)


def change(how: Callable[[Settings], Settings], path: Path | None = None) -> None:
    """Change the settings of the file, so that it holds all of the old ones or all of the new.

    Nobody else can read it, and no other program changes it meanwhile.

    Args:
        how: Returns what stands there with what is changed.
        path: The file; None for the usual one.

    Raises:
        SettingsError: The file that stands there can't be used, or the new one not be written; the
            old one stands. So does `how`, where it raises one.
    """
    path = path or paths.settings_file()
    try:
        paths.made_private(path.parent)
        target = path.resolve()  # a link stays a link
        with turn_at(target):
            before = read_file(path)
            after = how(before)
            content = _changed(path, before, after) if path.exists() else _made(after).encode()
            write_whole(target, content)
    except FolderError as error:
        raise SettingsError(f"The settings stay as they were. {error}") from error
    except OSError as error:
        raise SettingsError(
            f"{path} can't be written: {error.strerror}. The settings stay as they were."
        ) from error


def _made(settings: Settings) -> str:
    """Return a file that the program alone writes, with a table for each shop.

    Short shops would be written in one line, behind which nobody can add `[[shops]]` by hand.
    """
    import tomli_w  # the counter itself never writes settings

    choices = _differences(settings.app)
    tables = [tomli_w.dumps({"app": choices})] if choices else []
    tables += [f"[[shops]]\n{tomli_w.dumps(_differences(shop))}" for shop in settings.shops]
    return "\n".join(tables)


def _changed(path: Path, before: Settings, after: Settings) -> bytes:
    """Return the file that stands there with the values that differ."""
    text, _ = read_whole(path)
    changed = _edited(path, text, before, after)
    found = settings_in(changed, path)
    if (found.app, found.shops) != (after.app, after.shops):
        raise _not_editable(path)
    return mark_of(path) + changed.encode()


def _edited(path: Path, text: str, before: Settings, after: Settings) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        if before.app != after.app:
            if "app" not in document:
                document.append("app", tomlkit.table())
            _edit(document["app"], before.app, after.app)
        _edit_shops(document, before.shops, after.shops)
    except TOMLKitError:
        raise _not_editable(path) from None
    written = tomlkit.dumps(document)
    return _with_line_ends_of(text, written)


def _edit_shops(
    document: Any, before: tuple[ShopSettings, ...], after: tuple[ShopSettings, ...]
) -> None:
    """Change the shops that are there, take out those that are not meant to be, add the others."""
    import tomlkit

    wanted = {shop.name.casefold(): shop for shop in after}
    for place, shop in reversed(list(enumerate(before))):
        if (changed := wanted.pop(shop.name.casefold(), None)) is None:
            del document["shops"][place]
        elif changed != shop:
            _edit(document["shops"][place], shop, changed)
    for shop in wanted.values():
        known: Any = document.get("shops")
        is_inline = known is not None and not isinstance(known, tomlkit.items.AoT)
        table: Any = tomlkit.inline_table() if is_inline else tomlkit.table()
        for name, value in _differences(shop).items():
            table[name] = _as_written(value)
        if known is None:
            document.append("shops", tomlkit.aot())["shops"].append(table)
        elif is_inline or not known:
            known.append(table)
        else:
            tail = _tail_taken_from(known[-1].value.body)
            known[-1].add(tomlkit.nl())
            known.append(table)
            known[-1].value.body.extend(tail)


def _edit(table: Any, before: Any, after: Any) -> None:
    """Change what differs in a section."""
    defaults = _defaults(after)
    for name in settings_of(type(after)):
        value = getattr(after, name)
        if value == getattr(before, name):
            continue
        if value == defaults[name] and value in _UNSAID:
            table.pop(name, None)
        elif name in table:
            table[name] = _as_written(value)
        else:
            _append(table, name, _as_written(value))


def _append(table: Any, name: str, value: Any) -> None:
    """Put a value behind a section's last one, before the comments that lead to the next."""
    body = getattr(getattr(table, "value", None), "body", None)
    if body is None:  # between braces
        table[name] = value
        return
    tail = _tail_taken_from(body)
    table.append(name, value)
    body.extend(tail)


def _tail_taken_from(body: list[Any]) -> list[Any]:
    """Take out and return what stands behind a section's last value: it leads to the next one."""
    last = max((place for place, (key, _) in enumerate(body, 1) if key is not None), default=0)
    tail = body[last:]
    del body[last:]
    return tail


def _as_written(value: object) -> Any:
    """Return a value in the words in which it stands in a file that the program makes."""
    import tomli_w
    import tomlkit

    return tomlkit.value(tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n"))


def _with_line_ends_of(text: str, written: str) -> str:
    """Let new lines end as all that were there do."""
    is_of_windows = 0 < text.count("\n") == text.count("\r\n")
    return written.replace("\r\n", "\n").replace("\n", "\r\n") if is_of_windows else written


def _differences(settings: ShopSettings | AppSettings) -> dict[str, object]:
    """Return the values that are not their defaults."""
    defaults = _defaults(settings)
    return {
        name: value
        for name in settings_of(type(settings))
        if (value := getattr(settings, name)) != defaults[name]
    }


def _defaults(settings: ShopSettings | AppSettings) -> dict[str, object]:
    return {each.name: each.default for each in dataclasses.fields(settings)}


def _not_editable(path: Path) -> SettingsError:
    return SettingsError(
        f"{path} is written in a way that can't be changed from here without losing some of it. "
        "Nothing was changed; change it by hand."
    )
