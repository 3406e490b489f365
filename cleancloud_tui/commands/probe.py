"""`cleancloud-tui probe`: how a shop's replies differ from what is known, on the first day."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from .. import __version__, endings, paths
from ..api.readers.fields import folded
from ..api.rights import READ_ONLY
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..settings.aliases import read_aliases
from ..shop.exports.files import Exports
from ..shop.probing.findings import ProbeFinding, ProbeVerdict, ToldKey
from ..shop.probing.shapes import path_without_names, without_names, words_shown
from ..wording.values import counted

_WIDTH: Final = 100
_FILE: Final = "probe"
_INDENT: Final = " " * 4

_TAUGHT: Final = """\
What has another name can be taught without a new version: see “Names that are
not known” in the README, and write them into {aliases}"""


def run(arguments: argparse.Namespace) -> int:
    """Ask at most 25 times, print what the answers show, and keep it without any value."""
    settings = load().shop(arguments.shop)
    found: list[ProbeFinding] = []
    try:
        endings.run(_ask(settings, found))
    finally:
        if found:
            print(_summary(found))
    is_unknown = any(each.verdict is ProbeVerdict.NOT_UNDERSTOOD for each in found)
    if is_unknown or any(each.unread and each.missing for each in found):
        print(_TAUGHT.format(aliases=paths.aliases_file()))
    return int(is_unknown)


async def _ask(settings: ShopSettings, found: list[ProbeFinding]) -> None:
    async with opened_shop(settings, rights=READ_ONLY, process="probe") as shop:
        try:
            async for finding in shop.probe.findings():
                found.append(finding)
                print("\n".join(_lines(finding)), flush=True)
        finally:
            if found:
                kept = _kept(settings, _as_json(found, shop.probe.is_name))
                print(f"\nWithout any value of the shop it is kept in {kept}")


def _lines(finding: ProbeFinding) -> Iterator[str]:
    told = finding.verdict.value
    if finding.rows:
        told += f", {counted(finding.rows, 'row')}"
    if finding.why:
        told += f": {finding.why}"
    yield f"{finding.operation:17}{finding.asked:28}{told}"
    yield from _listed("not read", map(_told, finding.unread))
    yield from _listed("not told", finding.missing)


def _listed(heading: str, parts: Iterator[str] | Sequence[str]) -> Iterator[str]:
    if text := ", ".join(parts):
        lead = f"{_INDENT}{heading}: "
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent=lead, subsequent_indent=_INDENT * 2, break_on_hyphens=False
        )


def _told(key: ToldKey) -> str:
    return f"{key.path} ({key.shape})" if key.shape else key.path


def _summary(found: Sequence[ProbeFinding]) -> str:
    counts = dict.fromkeys(ProbeVerdict, 0)
    for each in found:
        counts[each.verdict] += 1
    told = ", ".join(f"{count} {verdict.value}" for verdict, count in counts.items() if count)
    requests = len(found) - counts[ProbeVerdict.NOT_ASKED]
    return f"{counted(requests, 'request')}: {told}."


def was_probed(settings: ShopSettings) -> bool:
    """Tell whether a file of an earlier run is there."""
    return any(_folder(settings).glob(f"{_FILE} *.json"))


def _kept(settings: ShopSettings, told: Mapping[str, object]) -> Path:
    """Write down what was found, without any value, and return where."""
    exports = Exports(_folder(settings), READ_ONLY)
    moment = datetime.now(settings.zone)
    file = exports.file(f"{_FILE} {moment:%Y-%m-%d %H%M%S}", ".json")
    return exports.write_text(file, json.dumps(told, indent=1))


def _folder(settings: ShopSettings) -> Path:
    return paths.shop_directory(settings.name, settings.identity) / "exports"


def _words(finding: ProbeFinding) -> str:
    """Return why, without what may be about somebody; the program's own words name nobody."""
    is_own = finding.verdict is ProbeVerdict.NOT_ASKED
    return finding.why if is_own else words_shown(finding.why)


def _as_json(found: Sequence[ProbeFinding], is_name: Callable[[str], bool]) -> dict[str, object]:
    known = {name for each in found for name in each.known}

    def is_private(key: str) -> bool:
        return folded(key) not in known and is_name(key)

    return {
        "program": f"cleancloud-tui {__version__}",
        "names taught for": sorted(read_aliases().aliases),
        "answers": [
            {
                "operation": each.operation,
                "asked": each.asked,
                "verdict": each.verdict.value,
                "words": _words(each),
                "not read": [path_without_names(key.path, is_private) for key in each.unread],
                "not told": list(each.missing),
                "shape": without_names(each.shape, is_private),
            }
            for each in found
        ],
    }
