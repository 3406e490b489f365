"""What can be typed on the command line.

Only what every command needs is imported here: `--help` and `--version` are to be quick.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import __version__
from .api.terms import REQUESTS_A_MONTH, REQUESTS_A_SECOND
from .typed import command

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_API_HELP: Final = """\
values:
  Each parameter is written key=value; “products” as JSON. Days may be yyyy-mm-dd.
  --json takes all of them as one JSON object, from a file or (-) from standard input.

exit code:
  0 success, 1 the API answered with an error, 2 bad usage, 3 the network failed
  A reply that this version does not know is printed as it came, and ends with 1.
  After a write, 3 also says that it is not known whether it happened: look before you repeat it.

examples:
  %(prog)s --list
  %(prog)s --list getOrders
  %(prog)s getOrders dateFrom=2026-11-01 dateTo=2026-11-07
  %(prog)s updateOrder orderID=437 status=1
"""


_SUMMARY_HELP: Final = """\
days:
  yyyy-mm-dd, 15nov, tue (the last one), -7 (a week ago), yesterday
periods:
  today, yesterday, this-week, last-week, this-month, last-month, this-quarter, last-quarter,
  year-to-date, last-year, “last 30 days”, “1 nov - 15 nov”, -7 (since a week ago)

What CleanCloud tells stands first; what is counted from the orders on this computer stands beside
it in CSV, JSON and HTML, and in the place of what it does not tell: with a * in the table, named by
a column of its own in CSV. With --compare, --json prints one object with both periods instead of a
list of days.

exit code:
  0 success, 1 CleanCloud told an error or what is not understood, 2 bad usage, 3 the network failed
  With 1 and 3 the figures that are known are printed all the same.
"""


_DOCTOR_HELP: Final = """\
Before what somebody has to see to stands a !, and before what can't be looked at from here a ?.
--json prints a list of objects with name, state (ok, warning, wrong, unknown), words, what_to_do.

exit code:
  0 all is well, as far as it could be looked at, 1 something is to be seen to, 2 the settings can't
  be used, 3 the network failed
"""


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was typed.

    Raises:
        SystemExit: It is no command, or asked for help.
    """
    commands = parser()
    arguments, rest = commands.parse_known_args(argv)
    if arguments.command == "api":
        # argparse takes positional arguments in one row only, and options may stand in between.
        arguments.pairs += [word for word in rest if not word.startswith("-")]
        rest = [word for word in rest if word.startswith("-")]
    if getattr(arguments, "excel", False) and not arguments.csv:
        commands.error("--excel says what a CSV file is made for: add --csv FILE")
    if rest:
        commands.error(f"{rest[0]} is not understood")
    return arguments


def parser() -> argparse.ArgumentParser:
    """Return what takes all commands and their options."""
    parser = argparse.ArgumentParser(
        prog=command(),
        description="The counter of a shop that runs on CleanCloud. Without a command it opens "
        "the counter: of the configured shop, or of the practice shop.",
        allow_abbrev=False,
        parents=[_shop_options()],
    )
    parser.set_defaults(shop="", read_only=False, kiosk=False)
    parser.add_argument("--version", action="version", version=f"cleancloud-tui {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_api(commands)
    _add_practice(commands)
    _add_connect(commands)
    commands.add_parser(
        "sync", parents=[_shop_options()], allow_abbrev=False, help="fill the mirror of the shop"
    )
    _add_summary(commands)
    _add_audit(commands)
    _add_forget(commands)
    _add_budget(commands)
    _add_listen(commands)
    completion = commands.add_parser(
        "completion",
        allow_abbrev=False,
        help="print what completes commands in a shell",
        description="Print a script by which a shell completes commands, the API's operations, "
        "their parameters and values. In bash: source <(%(prog)s bash)",
    )
    completion.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"))
    commands.add_parser(
        "probe",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="look how the shop's replies differ from what is known",
        description="Ask CleanCloud at most 25 times, reading only, and tell of each operation "
        "what came, what of it is understood, and what was expected and not told. What was found "
        "is kept as a file without any name, number or text of the shop, to be sent to the "
        "project. To be run once, on the first day with a shop.",
    )
    doctor = commands.add_parser(
        "doctor",
        parents=[_shop_options()],
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        help="tell how everything is set up, and what to do about it",
        description="Look at all that the counter needs, say what was found, and what to do.",
        epilog=_DOCTOR_HELP,
    )
    doctor.add_argument("--json", action="store_true", help="print it as JSON, when all is done")
    doctor.add_argument(
        "--seen", action="store_true", help="say no more of damaged files that were told"
    )
    return parser


def _shop_options() -> argparse.ArgumentParser:
    """Return what may stand before a command and after it.

    Made anew for each: argparse would share their defaults, and what is not given after a command
    is to leave alone what stands before it.
    """
    options = argparse.ArgumentParser(
        add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS
    )
    options.add_argument("--shop", metavar="NAME", help="a shop of the settings, or “practice”")
    options.add_argument("--read-only", action="store_true", help="refuse every change")
    options.add_argument(
        "--kiosk", action="store_true", help="the shop's work alone, for who is to get no shell"
    )
    return options


def _add_api(commands: _Commands) -> None:
    api = commands.add_parser(
        "api",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="send one request to the API",
        description="Send one request and print the reply as JSON.",
        epilog=_API_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    api.add_argument("operation", nargs="?", metavar="OPERATION", help="such as getOrders")
    api.add_argument("pairs", nargs="*", metavar="key=value", help="a parameter")
    api.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="the parameters from a file, or -"
    )
    api.add_argument(
        "--again", action="store_true", help="send it though the very same was done a moment ago"
    )
    api.add_argument(
        "--list", action="store_true", help="list the operations, or the parameters of one"
    )


def _add_practice(commands: _Commands) -> None:
    practice = commands.add_parser(
        "practice",
        allow_abbrev=False,
        help="serve the practice shop over HTTP",
        description="Serve the practice shop to any client of CleanCloud, until Ctrl+C.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    practice.add_argument("--host", default="127.0.0.1", help="address to listen at")
    practice.add_argument("--port", type=_whole(0, 65_535), default=8787, help="0 for a free one")
    practice.add_argument("--token", default="practice", help="what clients have to send")
    practice.add_argument("--data", type=Path, metavar="FILE", help="keep the shop in this file")
    practice.add_argument(
        "--customers", type=_whole(1, 10_000_000), default=400, metavar="N", help="of a new shop"
    )
    practice.add_argument(
        "--seed", type=_whole(0, 2**32), default=1, metavar="N", help="of a new shop"
    )
    practice.add_argument(
        "--rate",
        type=_whole(1, 1_000_000),
        default=REQUESTS_A_SECOND,
        metavar="N",
        help="requests a second",
    )
    practice.add_argument(
        "--month",
        type=_whole(0, 10**9),
        default=REQUESTS_A_MONTH,
        metavar="N",
        help="requests a month",
    )
    practice.add_argument(
        "--replies",
        type=Path,
        metavar="FILE",
        help="answer in another shape: an alias file, which may begin with a list of styles",
    )
    practice.add_argument(
        "--latency", type=_whole(0, 600_000), default=0, metavar="MS", help="before each reply"
    )
    practice.add_argument(
        "--webhook", default="", metavar="URL", help="where to tell of changes, such as listen's"
    )


def _add_listen(commands: _Commands) -> None:
    listen = commands.add_parser(
        "listen",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="take CleanCloud's webhooks",
        description="Take CleanCloud's webhooks until Ctrl+C: what changed is read at once, and "
        "all programs of this computer ask for changes less often. The address ends with a "
        "secret, from CLEANCLOUD_WEBHOOK_SECRET, a file, or made and kept beside the settings. "
        "Put a server before it that takes https.",
    )
    listen.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    listen.add_argument(
        "--port", type=_whole(0, 65_535), required=True, metavar="N", help="0 for a free one"
    )
    listen.add_argument(
        "--secret-file", type=Path, metavar="FILE", help="a file in which the secret stands"
    )


def _add_connect(commands: _Commands) -> None:
    connect = commands.add_parser(
        "connect",
        allow_abbrev=False,
        help="keep a shop's token",
        description="Ask for a shop's API token without showing it (or read it from standard "
        "input), check it with one request, and keep it in the settings.",
    )
    connect.add_argument("--name", help="what to call the shop; of a known one, renew the token")
    connect.add_argument("--base-url", metavar="URL", help="where the API is, if not CleanCloud")
    connect.add_argument(
        "--keyring", action="store_true", help="keep the token in this system's keyring"
    )


def _add_summary(commands: _Commands) -> None:
    summary = commands.add_parser(
        "summary",
        parents=[_shop_options()],
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        help="print the figures of days",
        description="Print the shop's figures of each day; of the last seven where no days are "
        "named.",
        epilog=_SUMMARY_HELP,
    )
    summary.add_argument(
        "--period", type=_period, metavar="P", help="last-month, this-week, yesterday, -7, …"
    )
    summary.add_argument("--from", dest="first", type=_past_day, metavar="D", help="a day")
    summary.add_argument("--to", dest="last", type=_past_day, metavar="D", help="a day, or today")
    summary.add_argument(
        "--compare",
        choices=("before", "week", "year"),
        help="beside it what came before, or the same days of last week or last year",
    )
    _add_form(summary)
    summary.add_argument("--html", metavar="FILE", help="write a page with plots to a file")
    summary.add_argument("--quiet", action="store_true", help="do not say which files were written")


def _add_audit(commands: _Commands) -> None:
    audit = commands.add_parser(
        "audit",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="print who changed what",
        description="Print what was changed from this computer, the newest first: who, when, what, "
        "before and after, and how it ended; of today without --from. Ids are shown, and no other "
        "personal data. Nothing is asked of CleanCloud.",
    )
    _add_days_and_form(audit)
    audit.add_argument(
        "--search", default="", metavar="TEXT", help="only lines in which these words stand"
    )


def _add_forget(commands: _Commands) -> None:
    forget = commands.add_parser(
        "forget",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="remove a customer from this computer for good",
        description="Remove all that this computer knows of a customer: from the mirror, the "
        "search and the journal, and from the disk. The audit trail keeps the ids. Nothing is "
        "asked of CleanCloud, and nothing is changed there.",
    )
    forget.add_argument(
        "customer", metavar="CUSTOMER", type=_id, nargs="?", help="the customer's id"
    )
    forget.add_argument(
        "--old",
        action="store_true",
        help="instead, all those whom retention_months forgets only once somebody says so",
    )
    forget.add_argument("--yes", action="store_true", help="do not ask")


def _add_budget(commands: _Commands) -> None:
    budget = commands.add_parser(
        "budget",
        parents=[_shop_options()],
        allow_abbrev=False,
        help="print what the month's requests were spent on",
        description="Print how many of the month's requests are spent, on what, and how far they "
        "last. What is set here holds for all programs of this computer at once. Nothing is asked "
        "of CleanCloud.",
    )
    budget.add_argument("--json", action="store_true", help="print JSON")
    budget.add_argument(
        "--spent", type=_whole(0, 10**8), metavar="N", help="correct the count to CleanCloud's own"
    )
    budget.add_argument(
        "--month", type=_whole(1, 10**7), metavar="N", help="requests a month that there are"
    )
    budget.add_argument(
        "--starts", type=_whole(1, 31), metavar="D", help="day on which the count starts again"
    )
    budget.add_argument(
        "--share", type=_whole(1, 100), metavar="P", help="this computer's share, in percent"
    )
    budget.add_argument(
        "--reserve", type=_whole(0, 100), metavar="P", help="percent of it kept for people"
    )


def _add_days_and_form(command: argparse.ArgumentParser) -> None:
    """Add what commands take that answer with rows of days."""
    command.add_argument("--from", dest="first", type=_day, metavar="D", help="yyyy-mm-dd")
    command.add_argument("--to", dest="last", type=_day, metavar="D", help="yyyy-mm-dd, or today")
    _add_form(command)


def _add_form(command: argparse.ArgumentParser) -> None:
    """Add in which form rows are answered."""
    form = command.add_mutually_exclusive_group()
    form.add_argument("--csv", metavar="FILE", help="write CSV to a file, or (-) print it")
    form.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--excel",
        action="store_true",
        help="make the CSV for Excel: barcodes keep their zeros (see the setting csv)",
    )


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        from .values.numbers import count_typed  # only where a number is typed

        number = count_typed(text)
        if number is not None and least <= number <= most:
            return number
        raise argparse.ArgumentTypeError(
            f"is to be a whole number from {least:,} to {most:,}, not “{text}”"
        )

    return read


def _id(text: str) -> str:
    if text.strip():
        return text.strip()
    raise argparse.ArgumentTypeError("is to be an id, not empty")


def _day(text: str) -> date:
    from .values.days import iso_day

    if day := iso_day(text):
        return day
    raise argparse.ArgumentTypeError(f"is to be a day as yyyy-mm-dd, not “{text}”")


def _past_day(text: str) -> str:
    """Check a day that is looked back to; which one is meant is known by the shop's calendar."""
    from .values.days import past_day_typed

    if past_day_typed(text, date.today()):
        return text
    raise argparse.ArgumentTypeError(
        f"is to be a day such as 2026-11-27, tue, -7 or yesterday, not “{text}”"
    )


def _period(text: str) -> str:
    """Check a period in the same way."""
    from .shop.reports.periods import period_typed

    if period_typed(text, date.today()):
        return text
    raise argparse.ArgumentTypeError(
        f"is to be a period such as last-month, yesterday or “1 nov - 15 nov”, not “{text}”"
    )
