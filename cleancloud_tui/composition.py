"""How the parts are put together: from a shop's settings to the shop and its client.

What is slow to import (httpx, Starlette, the practice shop) is imported when the first request is
about to be sent, in a thread: a screen is up before that, and goes on answering meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import shlex
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from . import endings, paths
from .api.errors import NoTokenError
from .api.rights import READ_ONLY, Right, Rights
from .scanner.labels.codes import CodeKind
from .scanner.patterns import Case, Patterns
from .scanner.scanner import SLOW, Scanner
from .scanner.setup import ScanSetup
from .settings import (
    AppSettings,
    Settings,
    SettingsError,
    ShopSettings,
    Source,
    new_shop,
    read_file,
)
from .settings.tokens import is_own, keep_token, token_of
from .settings.writing import change
from .shop.closing.sheet_rows import closing_store
from .shop.database import StorageError, UntouchedStorageError
from .shop.exports.files import Exports
from .shop.journal.schema import journal_store
from .shop.mirror.schema import mirror_store
from .shop.opening_hours import OpeningHours, closed_days
from .shop.options import ShopOptions, ShopTerms
from .shop.shop import Shop
from .stores.store import StoredFile
from .stores.version import UntouchedError, refuse
from .typed import command

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from .api.client import Client
    from .settings.aliases import AliasFile
    from .shop.orders.rules import OrderRules

COUNTER: Final = "counter"
"""The process that is a counter, at whatever terminal."""

_NAMELESS: Final = "cleancloud-tui"

_log = logging.getLogger(__name__)


def open_shop(
    settings: ShopSettings,
    *,
    rights: Rights,
    may_charge: bool = True,
    process: str = _NAMELESS,
) -> Shop:
    """Return the shop over its mirror, at once; nothing is asked of the API yet.

    Args:
        settings: Which shop.
        rights: What may be done in this session.
        may_charge: Whether saved cards may be charged.
        process: The command that opens it: its requests are counted under this name.

    Raises:
        StorageError: A file of the shop's can't be used, as when a newer version made it.
    """
    stores = stores_of(settings)
    _refuse(stores)

    async def connect() -> Client:
        if wrong := await asyncio.to_thread(_wrong_in_names, settings):
            shop.parts.notifier.notify(wrong)
        return await client_for(settings, rights=rights, process=process)

    options = ShopOptions(
        directory=paths.made_private(paths.shop_directory(settings.name, settings.identity)),
        connect=connect,
        time_zone=settings.zone,
        first_day=settings.first_day,
        rights=rights,
        beside=directories_beside(settings),
        roles=settings.roles,
        stores=[store.path for store in stores],
    )
    shop = Shop(options)
    shop.settle(terms_of(settings, may_charge=may_charge))
    return shop


def terms_of(settings: ShopSettings, *, may_charge: bool) -> ShopTerms:
    """Return what of a shop's settings holds at once when it is changed."""
    return ShopTerms(
        hours=OpeningHours.parse(settings.hours),
        closed_days=closed_days(settings.closed_days),
        may_charge=may_charge,
        retention_months=settings.retention_months,
        order_rules=partial(order_rules, settings),
    )


def directories_beside(settings: ShopSettings) -> list[Path]:
    """Return the directories of the other shops that are set up on this computer."""
    try:
        shops = read_file().shops
    except SettingsError:  # told by whoever needs them
        return []
    return [
        paths.shop_directory(each.name, each.identity)
        for each in shops
        if each.identity != settings.identity
    ]


def exports_of(settings: ShopSettings, rights: Rights) -> Exports:
    """Return what writes files for a spreadsheet, for a command that has closed the shop."""
    return Exports.of(paths.shop_directory(settings.name, settings.identity), rights)


def stores_of(settings: ShopSettings) -> list[StoredFile]:
    """Return all that is kept of a shop in files of SQLite, whether they are there or not."""
    from .api.pace.ledger_file import ledger_store

    directory = paths.shop_directory(settings.name, settings.identity)
    stores = [
        journal_store(directory / "journal.db"),
        mirror_store(directory / "mirror.db"),
        closing_store(directory / "closing.db"),
        ledger_store(paths.ledger_file(), time.time),
    ]
    if settings.is_practice:
        from .practice.schema import practice_store

        stores.append(practice_store(paths.practice_file()))
    return stores


def _refuse(stores: Sequence[StoredFile]) -> None:
    """Refuse to begin over a file that a newer version made, whenever it would be opened."""
    for store in stores:
        try:
            refuse(store.path, len(store.migrations))
        except UntouchedError as error:
            raise UntouchedStorageError(error) from error
        except (sqlite3.Error, OSError) as error:
            raise StorageError(store.path, error) from error


def order_rules(settings: ShopSettings) -> OrderRules:
    """Return what a shop has settled about new orders."""
    from .shop.orders.rules import OrderRules
    from .shop.orders.totals import TaxRates

    return OrderRules(
        rates=TaxRates(
            taxes=settings.taxes,
            tax_included=settings.tax_included,
            express=settings.express_percent,
        ),
        has_said_taxes=settings.has_said_taxes,
        minimum=settings.order_minimum,
        delivery_fee=settings.delivery_fee,
        ready_days=settings.ready_days,
        ready_time=settings.ready_time,
        hours=OpeningHours.parse(settings.hours),
        print_command=settings.print_command,
        print_encoding=settings.print_encoding,
        letterhead=settings.letterhead,
        ticket_lines=settings.ticket_lines,
        notes_and_coins=settings.notes_and_coins,
        point_worth=settings.point_worth,
    )


@contextlib.asynccontextmanager
async def opened_shop(
    settings: ShopSettings, *, rights: Rights, process: str = _NAMELESS
) -> AsyncIterator[Shop]:
    """Open a shop for the time of an `async with`."""
    shop = open_shop(settings, rights=rights, process=process)
    try:
        yield shop
    finally:
        await shop.aclose()
        endings.hurry()


async def client_for(
    settings: ShopSettings, *, rights: Rights, process: str = _NAMELESS, token: str = ""
) -> Client:
    """Return the one way out to a shop's API; the practice shop runs in this process.

    Args:
        settings: Which shop.
        rights: What may be sent.
        process: Its requests are counted under this name.
        token: To be asked with; empty for the shop's own, wherever that comes from.

    Raises:
        NoTokenError: The shop's own can't be had.
        StorageError: A file can't be used.
    """
    try:
        token = token or await asyncio.to_thread(_token, settings, rights)
    except SettingsError as error:
        raise NoTokenError(str(error)) from None
    return await asyncio.to_thread(_client, settings, token, rights, process)


def _token(settings: ShopSettings, rights: Rights) -> str:
    """Return a shop's token; for whoever sets nothing up, nobody else's command is run."""
    may_run = rights.may(Right.SET_UP) or is_own(paths.settings_file())
    return token_of(settings, may_run=may_run)


async def connect_shop(
    name: str,
    base_url: str,
    token: str,
    *,
    rights: Rights,
    renew: bool = False,
    in_keyring: bool = False,
) -> ShopSettings:
    """Check a shop's token and keep the shop in the settings, the first to be opened from now on.

    Args:
        name: What the shop is called here.
        base_url: Where its API is.
        token: Its API token.
        rights: Whether any may be connected in this session.
        renew: Whether a shop of that name takes the new address and token; its other settings
            and what is known of it stay.
        in_keyring: Whether the token is put into the system's keyring, and not into the file; so
            is another one of a shop whose token is there.

    Raises:
        ReadOnlyError: None may be connected; nothing was asked of its API.
        CleanCloudError: The token is not accepted, or the API not reached; nothing was kept.
        SettingsError: The values, or the settings that they go into, can't be used.
    """
    rights.require(Right.CONNECT)
    new = new_shop(name, base_url, token)
    shop = _as_connected(read_file(), new, renew=renew)
    await check_token(shop)
    is_kept = in_keyring or shop.token_keyring
    if is_kept:
        await asyncio.to_thread(keep_token, shop, shop.token)

    def connected(settings: Settings) -> Settings:
        nonlocal shop
        shop = _as_connected(settings, new, renew=renew)  # it may have been changed meanwhile
        if is_kept:
            shop = dataclasses.replace(shop, token="", token_keyring=True)
        chosen = dataclasses.replace(settings.app, shop=shop.name)
        return dataclasses.replace(settings.with_shop(shop), app=chosen)

    # In a thread: it waits for the disk, and a screen may be open.
    await asyncio.to_thread(change, connected)
    return shop


def _as_connected(settings: Settings, shop: ShopSettings, *, renew: bool) -> ShopSettings:
    """Return a shop as it is connected: what is set of one of its name stays.

    Raises:
        SettingsError: There is one with another token, which is not to be renewed.
    """
    known = next((each for each in settings.shops if each.is_named(shop.name)), None)
    if known is None:
        return shop
    same = (known.base_url, known.token) == (shop.base_url, shop.token)
    # Two shops under one name would share a mirror, and show each other's customers.
    if not same and not renew:
        raise SettingsError(
            f"There is a shop “{known.name}” with another token. Give this one another name; "
            "or, if it is the same shop with a new token, run: "
            + command(f"connect --name {shlex.quote(known.name)}")
        )
    return dataclasses.replace(known, base_url=shop.base_url, token=shop.token)


def scan_setup(shop: ShopSettings, app: AppSettings) -> ScanSetup:
    """Return what scans of a shop are read by at this terminal."""
    expressions = {kind: getattr(shop, _codes_of(kind)) for kind in CodeKind}
    return ScanSetup(
        patterns=Patterns.of(expressions, shop.typed_numbers, Case(shop.code_case)),
        scanner=Scanner(
            prefix=app.scanner_prefix,
            suffix=app.scanner_suffix,
            gap=app.scanner_gap / 1000,
            pause=app.scanner_pause / 1000,
            repeat=app.scanner_repeat,
            slow=SLOW,
        ),
        sound=app.scan_sound,
    )


def keep_scan_setup(shop: ShopSettings, setup: ScanSetup, rights: Rights) -> None:
    """Write into the settings what scans are read by.

    Raises:
        ReadOnlyError: No setting may be changed in this session.
        SettingsError: They can't be written; or the patterns, for the shop is not in the file.
    """
    rights.require(Right.SET_UP)
    patterns, scanner = setup.patterns, setup.scanner
    expressions = {_codes_of(kind): each.pattern for kind, each in patterns.expressions.items()}
    of_shop: dict[str, Any] = {
        **expressions,
        "typed_numbers": patterns.typed.pattern,
        "code_case": patterns.case.value,
    }
    is_changed = any(getattr(shop, name) != value for name, value in of_shop.items())
    if is_changed and shop.source is not Source.FILE:
        raise SettingsError(
            f"Patterns and letters are kept with a shop of the settings file, and “{shop.name}” is "
            "none. "
            "Leave them as they were, or connect the shop first."
        )

    def kept(settings: Settings) -> Settings:
        app = dataclasses.replace(
            settings.app,
            scanner_prefix=scanner.prefix,
            scanner_suffix=scanner.suffix,
            scanner_gap=round(scanner.gap * 1000),
            scanner_pause=round(scanner.pause * 1000),
            scanner_repeat=scanner.repeat,
            scan_sound=setup.sound,
        )
        settings = dataclasses.replace(settings, app=app)
        if shop.source is not Source.FILE:
            return settings
        known = settings.shop(shop.name)
        return settings.with_shop(dataclasses.replace(known, **of_shop))

    change(kept)


def _codes_of(kind: CodeKind) -> str:
    return f"{kind.value}_codes"


async def check_token(settings: ShopSettings) -> None:
    """Ask CleanCloud, by one request, whether it accepts a shop's token.

    Raises:
        CleanCloudError: It does not, or was not reached.
    """
    client = await client_for(settings, rights=READ_ONLY, process="connect", token=settings.token)
    try:
        await client.call("getPriceLists")  # the cheapest there is: it answers a few names
    finally:
        await client.aclose()


def _names_of(settings: ShopSettings) -> AliasFile:
    """Return what the alias file says of a shop's replies; those of the practice shop are known."""
    from .settings.aliases import NO_FILE, read_aliases

    return NO_FILE if settings.is_practice else read_aliases()


def _wrong_in_names(settings: ShopSettings) -> str:
    """Return why nothing of the alias file counts; log that, and which of its names do nothing."""
    from .shop.probing.misspelt import misspelt, misspelt_in_words

    found = _names_of(settings)
    if found.wrong:
        _log.warning("%s", found.wrong)
    for each in misspelt(found.aliases, found.text):
        _log.warning("%s, line %d: %s", found.path, each.line, misspelt_in_words(each))
    return found.wrong


def _client(settings: ShopSettings, token: str, rights: Rights, process: str) -> Client:
    from .api.client import Client
    from .api.connection import Connection

    ledger = paths.ledger_file()
    paths.made_private(ledger.parent)
    connection = Connection(
        base_url=settings.base_url,
        token=token,
        rate=settings.rate,
        margin=settings.margin,
        aliases=_names_of(settings).aliases,
    )
    transport = _practice_shop(settings) if settings.is_practice else None
    return Client(
        connection,
        ledger=ledger,
        transport=transport,
        rights=rights,
        process=_told_apart(process),
    )


def _told_apart(process: str) -> str:
    """Return the name of this process: there may be a counter at every terminal."""
    if process != COUNTER:
        return process
    from .shop.who import who_is_here

    return f"{process} {who_is_here().terminal.removeprefix('/dev/')}".rstrip()


def _practice_shop(settings: ShopSettings) -> httpx.AsyncBaseTransport:
    from .practice.http.transport import InProcessTransport
    from .practice.shop import open_practice_shop

    path = paths.practice_file()
    try:
        paths.made_private(path.parent)
        return InProcessTransport(open_practice_shop(path, zone=settings.zone))
    except UntouchedError as error:
        raise UntouchedStorageError(error) from error
    except (OSError, sqlite3.Error) as error:
        raise StorageError(path, error) from error
