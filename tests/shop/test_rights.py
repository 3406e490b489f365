"""A session that may only read changes nothing, whatever of the shop is called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import ReadOnlyError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY, Right, Rights
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.composition import connect_shop, keep_scan_setup
from cleancloud_tui.scanner.setup import ScanSetup
from cleancloud_tui.settings import PRACTICE_SHOP
from cleancloud_tui.shop.exports.files import ExportError, Exports
from cleancloud_tui.shop.exports.tables import as_csv
from cleancloud_tui.shop.journal.drafts import NEW_ORDERS
from cleancloud_tui.shop.scans.counting import Counted
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.outbox import Decision
from tests.host import Host

Change = Callable[[Shop], Awaitable[object]]

CHANGES: dict[str, Change] = {
    "a write": lambda shop: shop.write("updateOrder", {"orderID": "1", "orderNotes": "x"}),
    "a decision": lambda shop: shop.outbox.decide(1, Decision.DID_NOT),
    "a look before sending again": lambda shop: shop.outbox.look_again(1),
    "a draft": lambda shop: shop.drafts.keep(NEW_ORDERS, "1", {"notes": "x"}),
    "a draft that is left": lambda shop: shop.drafts.leave(NEW_ORDERS, "1"),
    "a draft that is thrown away": lambda shop: shop.drafts.drop(NEW_ORDERS, "1"),
    "a count": lambda shop: shop.scans.counts.add([Counted("1", "2")], 1.0),
    "the last scans": lambda shop: shop.scans.history.keep([]),
    "a pause": lambda shop: shop.sync.pause(),
    "the end of a pause": lambda shop: shop.sync.resume(),
    "forgetting": lambda shop: shop.forgetting.forget("1"),
    "retention": lambda shop: shop.forgetting.forget_old(1),
    "printing": lambda shop: shop.print_ticket("x", "touch printed"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_it_is_refused_below_the_screens(host: Host, change: Change) -> None:
    manager = host.open(read_only=True)
    with pytest.raises(ReadOnlyError, match="this session is read-only"):
        await change(manager)


async def test_a_ticket_is_not_saved(host: Host) -> None:
    with pytest.raises(ReadOnlyError):
        host.open(read_only=True).tickets.save("1", "2", "x")


async def test_settings_stay_and_no_shop_is_connected() -> None:
    with pytest.raises(ReadOnlyError):
        keep_scan_setup(PRACTICE_SHOP, ScanSetup(), READ_ONLY)
    with pytest.raises(ReadOnlyError):
        await connect_shop("Other", "http://127.0.0.1:9/api", "token", rights=READ_ONLY)


async def test_a_draft_can_be_seen_and_stays_in_reach_of_the_counter(host: Host) -> None:
    counter = host.open()
    await counter.drafts.keep(NEW_ORDERS, "1", {"notes": "hem"})
    await counter.drafts.leave(NEW_ORDERS, "1")
    manager = host.open(read_only=True)
    assert [draft.values for draft in await manager.drafts.all(NEW_ORDERS)] == [{"notes": "hem"}]
    assert await manager.drafts.find(NEW_ORDERS, "1") is None
    assert await counter.drafts.find(NEW_ORDERS, "1") is not None


async def test_what_waits_to_be_scanned_is_left_to_the_counter(host: Host) -> None:
    counter = host.open()
    await counter.drafts.keep("scans", "earlier", {"a": "55201"})
    await counter.aclose()  # it has ended without looking at it
    manager = host.open(read_only=True)
    await manager.waiting_scans.take_up(ScanSetup().patterns)
    assert not manager.waiting_scans
    next_counter = host.open()
    assert len(await next_counter.drafts.all("scans")) == 1


async def test_retention_is_left_to_a_session_that_may_forget(host: Host) -> None:
    manager = host.open(read_only=True, retention_months=1)
    await manager.sync.catch_up()
    assert not manager.mirror.facts.get("forgotten at")
    assert "Retention" not in [type(job).__name__ for job in manager.sync.jobs]
    counter = host.open(retention_months=1)
    assert "Retention" in [type(job).__name__ for job in counter.sync.jobs]


async def test_the_terms_of_the_month_stay(host: Host) -> None:
    client = Client(
        Connection("https://practice.invalid/api", "practice"),
        ledger=host.directory / "ledger.db",
        rights=READ_ONLY,
    )
    with pytest.raises(ReadOnlyError):
        await client.set_terms(replace(MonthTerms(), month=9))
    with pytest.raises(ReadOnlyError):
        await client.correct(9)
    await client.aclose()


def test_a_right_that_is_not_granted_is_told_by_what_it_is_for() -> None:
    some = EVERYTHING.only([Right.FORGET])
    assert some == Rights(frozenset({Right.FORGET}))
    assert some.refusal(Right.FORGET) == ""
    for right in set(Right) - {Right.FORGET}:
        assert "this session is read-only" in some.refusal(right)
    assert READ_ONLY.only(Right) == READ_ONLY


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/x", "~/.bashrc", "../x", "a/b", "a\\b", ".x", "", " ", "-x", "~x", "$(x)", "`x`"),
        *("a\nb", "a\0b", "\x1b[2J", "x;y", "x|y", "C:x", "x" * 200, "“", "*", "?"),
    ],
)
def test_a_confined_file_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="Give a name alone"):
        Exports(tmp_path / "exports", READ_ONLY).file(name)


@pytest.mark.parametrize(
    ("name", "file"),
    [("scans", "scans.csv"), ("Zählung 1.CSV", "Zählung 1.CSV"), ("x.desktop", "x.desktop.csv")],
)
def test_a_confined_file_is_a_csv_for_its_owner(tmp_path: Path, name: str, file: str) -> None:
    exports = Exports(tmp_path / "exports", READ_ONLY)
    written = exports.write(exports.file(name), [("When",), ("now",)])
    assert written == tmp_path / "exports" / file
    assert written.read_text() == "When\nnow\n"
    with pytest.raises(ExportError, match="is there already"):
        exports.write(exports.file(name), [])
    assert exports.offered("other.csv") == "other.csv"
    exports.write(exports.file(exports.offered(file)), [])
    assert exports.offered(file) not in {each.name for each in written.parent.iterdir()}
    assert Exports(tmp_path / "exports", EVERYTHING).offered(file) == file, "it may be replaced"
    assert written.read_text() == "When\nnow\n"


@pytest.mark.parametrize("sign", [*"=+-@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("before", ["", " ", "a;", "a; ", "a,", "a\t", "a\n", "a|", "a;b; \t"])
def test_no_text_of_a_csv_is_a_formula_wherever_cells_are_parted(before: str, sign: str) -> None:
    text = as_csv([(f"{before}{sign}cmd",)])
    assert f"'{sign}cmd" in text


def test_other_text_of_a_csv_stays_as_it_is() -> None:
    assert as_csv([("a-b", "1 + 1", "x=y", -5, "me@here", "Ready; late")]) == (
        "a-b,1 + 1,x=y,-5,me@here,Ready; late\r\n"
    )
