"""Every setting, declared once: its name, meaning, default and allowed values.

A field whose type is annotated with a `Setting` is one; the file, its errors and a settings screen
are made from these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Annotated, Final, get_type_hints
from zlib import crc32

from ..api.terms import REQUESTS_A_SECOND
from ..scanner import patterns
from ..scanner.labels.codes import CodeKind
from ..scanner.patterns import Case
from ..scanner.scanner import SUFFIXES
from ..scanner.setup import SOUNDS
from ..shop.exports.csv_forms import CsvForm
from ..shop.opening_hours import USUAL
from .kinds import (
    Address,
    Amounts,
    Choice,
    ClosedDays,
    CodePattern,
    Day,
    Encoding,
    Exact,
    Flag,
    Hours,
    Lines,
    Number,
    RoleLine,
    Secret,
    SettingKind,
    Text,
    TimeOfDay,
    TimeZone,
    Whole,
)
from .time_zones import host_zone, zone_named

DEFAULT_BASE_URL: Final = "https://cleancloudapp.com/api"

PRACTICE: Final = "practice"
"""The practice shop's name, and its token."""

THEMES: Final = (
    "textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "catppuccin-latte",
    "catppuccin-frappe", "catppuccin-macchiato", "dracula", "tokyo-night", "monokai", "flexoki",
    "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn",
    "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light",
)  # fmt: skip
"""The themes that Textual has; written down here because Textual takes long to import."""

PROCESSORS: Final = {
    "auto": "",
    "stripe": "1",
    "evo": "2",
    "clearent": "3",
    "cleancloud-pay": "5",
    "amazon": "6",
}
"""The card processors with their codes at the API; `auto` leaves it to CleanCloud."""


_PERCENT: Final = Exact(0, 100, decimals=4)
_AMOUNT: Final = Exact(0, 100_000, decimals=2)
_SMALL_AMOUNT: Final = Exact(0, 1_000, decimals=4)


PLACE_FIRST: Final = "place first"
PLACINGS: Final = (PLACE_FIRST, "garments first")
"""In which order a place and what goes there are scanned."""


COLOURS: Final = ("blue", "green", "magenta", "cyan", "red", "yellow")
"""What shops are told apart by beside their names; those that every terminal has."""

KIOSK_OVER_SSH: Final = "over ssh"
KIOSK_ALWAYS: Final = "always"
KIOSK_NEVER: Final = "never"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting is, beside the name, type and default of its field."""

    kind: SettingKind
    meaning: str


class Source(Enum):
    """Where a shop's settings come from."""

    FILE = "settings file"
    ENVIRONMENT = "environment"
    PRACTICE = "practice shop"


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """One shop."""

    name: Annotated[str, Setting(Text(40, least=1), "What the shop is called here.")]
    base_url: Annotated[str, Setting(Address(), "Where its API is.")] = DEFAULT_BASE_URL
    token: Annotated[
        str, Setting(Secret(), "Its API token; whoever has it can do everything the API can.")
    ] = field(default="", repr=False)
    token_command: Annotated[
        str,
        Setting(Text(200), "Prints its token, where that is not in the file; no shell runs it."),
    ] = ""
    token_keyring: Annotated[
        bool, Setting(Flag(), "Whether its token is in this system's keyring.")
    ] = False
    address: Annotated[str, Setting(Text(80), "Where the shop is; stands on its tickets.")] = ""
    phone: Annotated[str, Setting(Text(30), "Its phone number; stands on its tickets.")] = ""
    colour: Annotated[
        str,
        Setting(
            Choice(("", *COLOURS)), "What it is told by among several; left out, its name decides."
        ),
    ] = ""
    rate: Annotated[int, Setting(Whole(1, 50), "Requests a second that CleanCloud allows it.")] = (
        REQUESTS_A_SECOND
    )
    margin: Annotated[
        float, Setting(Number(0, 2), "Seconds added to each second, against jitter of the network.")
    ] = 0.12
    time_zone: Annotated[str, Setting(TimeZone(), "In which its times of day are shown.")] = ""
    currency: Annotated[str, Setting(Text(5), "The sign put before amounts of money.")] = "$"
    first_day: Annotated[
        date | None, Setting(Day(), "From when on its customers are read at first.")
    ] = None
    hours: Annotated[
        str, Setting(Hours(), "When it is open: changes are asked for less often when it is not.")
    ] = USUAL
    closed_days: Annotated[
        str, Setting(ClosedDays(), "Days on which it is closed beside those without hours.")
    ] = ""
    retention_months: Annotated[
        int,
        Setting(Whole(0, 240), "Months after which a customer is forgotten; 0 for never."),
    ] = 0
    card_processor: Annotated[
        str, Setting(Choice(tuple(PROCESSORS)), "Who charges its customers' saved cards.")
    ] = "auto"
    tax: Annotated[
        Decimal | None, Setting(_PERCENT, "The first tax, in percent; 0 where there is none.")
    ] = None
    tax2: Annotated[Decimal, Setting(_PERCENT, "The second tax, in percent.")] = Decimal(0)
    tax3: Annotated[Decimal, Setting(_PERCENT, "The third tax, in percent.")] = Decimal(0)
    tax_included: Annotated[bool, Setting(Flag(), "Whether prices include the taxes.")] = False
    express_percent: Annotated[
        Decimal, Setting(_PERCENT, "What express adds to an order's items, in percent.")
    ] = Decimal(0)
    order_minimum: Annotated[
        Decimal, Setting(_AMOUNT, "What the items of a pickup or delivery come to at least.")
    ] = Decimal(0)
    delivery_fee: Annotated[
        Decimal, Setting(_AMOUNT, "What is asked for a delivery, unless agreed otherwise.")
    ] = Decimal(0)
    point_worth: Annotated[
        Decimal, Setting(_SMALL_AMOUNT, "Credit that a loyalty point gives; 0 for unknown.")
    ] = Decimal(0)
    ready_days: Annotated[
        int, Setting(Whole(0, 60), "Days after the drop-off by which an order is ready.")
    ] = 2
    ready_time: Annotated[str, Setting(TimeOfDay(), "The time by which it is ready.")] = "5pm"
    print_command: Annotated[
        str,
        Setting(Text(200), "Prints a ticket given on its standard input, such as lp -d till."),
    ] = ""
    print_encoding: Annotated[
        str, Setting(Encoding(), "What the printer takes; signs it lacks get plain ones instead.")
    ] = "utf-8"
    ticket_lines: Annotated[
        tuple[str, ...], Setting(Lines(8, Text(48)), "What stands at the end of a ticket.")
    ] = ()
    notes_and_coins: Annotated[
        str, Setting(Amounts(), "What is counted when the till is closed; empty for the usual.")
    ] = ""
    roles: Annotated[
        tuple[str, ...],
        Setting(Lines(12, RoleLine()), "Roles of its own, beside owner, manager and counter."),
    ] = ()
    unattended_role: Annotated[
        str,
        Setting(Text(20), "The role of commands without a terminal to ask for a PIN at."),
    ] = ""
    garment_codes: Annotated[
        str, Setting(CodePattern(), "What the labels of its garments look like.")
    ] = patterns.DEFAULTS[CodeKind.GARMENT]
    ticket_codes: Annotated[
        str, Setting(CodePattern(), "What the codes on its tickets look like.")
    ] = patterns.DEFAULTS[CodeKind.TICKET]
    customer_codes: Annotated[
        str, Setting(CodePattern(), "What its customers' codes look like.")
    ] = patterns.DEFAULTS[CodeKind.CUSTOMER]
    place_codes: Annotated[
        str, Setting(CodePattern(), "What the labels of its racks and hooks look like.")
    ] = patterns.DEFAULTS[CodeKind.PLACE]
    command_codes: Annotated[
        str, Setting(CodePattern(), "What labels look like that stand for a command.")
    ] = patterns.DEFAULTS[CodeKind.COMMAND]
    typed_numbers: Annotated[
        str, Setting(CodePattern(), "Numbers that people type, such as phone numbers: no scans.")
    ] = patterns.TYPED
    code_case: Annotated[
        str, Setting(Choice([case.value for case in Case]), "What is done with letters in codes.")
    ] = Case.KEPT.value
    source: Source = Source.FILE

    @property
    def is_practice(self) -> bool:
        """Whether it is the practice shop, in this very process."""
        return self.source is Source.PRACTICE

    def is_named(self, name: str) -> bool:
        """Tell whether that is its name, whatever the case."""
        return self.name.casefold() == name.casefold()

    @property
    def own_colour(self) -> str:
        """The colour that was chosen for it, or the one that its name comes to."""
        return self.colour or COLOURS[crc32(self.name.casefold().encode()) % len(COLOURS)]

    @property
    def letterhead(self) -> tuple[str, ...]:
        """What stands under its name on tickets."""
        return tuple(filter(None, (self.address, self.phone)))

    @property
    def taxes(self) -> tuple[Decimal, Decimal, Decimal]:
        """Its taxes in percent; none where nobody has said."""
        return self.tax or Decimal(0), self.tax2, self.tax3

    @property
    def has_said_taxes(self) -> bool:
        """Whether somebody has said which taxes there are, be it none."""
        return self.tax is not None or any(self.taxes)

    @property
    def processor_code(self) -> str:
        """The API's code of who charges saved cards; empty where that is left to CleanCloud."""
        return PROCESSORS[self.card_processor]

    @property
    def zone(self) -> tzinfo:
        """Its time zone.

        Raises:
            ZoneError: This computer's own is named, and nothing is known of it.
        """
        return zone_named(self.time_zone) if self.time_zone else host_zone()

    @property
    def identity(self) -> str:
        """What stays the same for as long as it is the same shop."""
        # A shop of the file keeps what is known of it when its token is renewed. One from the
        # environment has nothing but its token to be told apart by.
        own = self.token if self.source is Source.ENVIRONMENT else self.name
        return "\n".join((self.source.name, self.base_url, own))


@dataclass(frozen=True, slots=True)
class AppSettings:
    """The program's own choices."""

    theme: Annotated[
        str, Setting(Choice(THEMES), "The colours; left out, what the terminal can show decides.")
    ] = ""
    shop: Annotated[str, Setting(Text(40), "The shop to open; empty for the first.")] = ""
    staff: Annotated[
        str,
        Setting(Text(60), "Who is at the counter when it opens, where nobody signs in by a PIN."),
    ] = ""
    kiosk: Annotated[
        str,
        Setting(
            Choice((KIOSK_OVER_SSH, KIOSK_ALWAYS, KIOSK_NEVER)),
            "Which sessions are kiosks, with the shop's work alone; over ssh: forced commands.",
        ),
    ] = KIOSK_OVER_SSH
    hide_seconds: Annotated[
        int,
        Setting(
            Whole(0, 3600), "Seconds without a key after which the screen is hidden; 0 for never."
        ),
    ] = 180
    charging: Annotated[
        bool, Setting(Flag(), "Whether saved cards may be charged at this terminal.")
    ] = True
    placing: Annotated[
        str, Setting(Choice(PLACINGS), "What is scanned first when garments are put in places.")
    ] = PLACE_FIRST
    csv: Annotated[
        str,
        Setting(
            Choice([form.value for form in CsvForm]),
            "What CSV files of the screens are made for, and those of commands with --excel.",
        ),
    ] = CsvForm.EXCEL.value
    scanner_prefix: Annotated[
        str, Setting(Text(8), "What the scanner sends before a code; then nothing else is a scan.")
    ] = ""
    scanner_suffix: Annotated[
        str, Setting(Choice(tuple(SUFFIXES)), "What the scanner sends after a code.")
    ] = "any"
    scanner_gap: Annotated[
        int, Setting(Whole(5, 500), "Milliseconds between the scanner's keys at most.")
    ] = 40
    scanner_pause: Annotated[
        int, Setting(Whole(30, 1000), "Milliseconds of silence that end a code without a suffix.")
    ] = 100
    scanner_repeat: Annotated[
        float, Setting(Number(0, 60), "Seconds within which the same code is not acted on again.")
    ] = 1.5
    scan_sound: Annotated[str, Setting(Choice(SOUNDS), "What the bell is rung for.")] = SOUNDS[1]


def settings_of(declaring: type) -> dict[str, Setting]:
    """Return the settings that a dataclass declares, by their names, in their order."""
    return {
        name: annotation
        for name, hint in get_type_hints(declaring, include_extras=True).items()
        for annotation in getattr(hint, "__metadata__", ())
        if isinstance(annotation, Setting)
    }


PRACTICE_SHOP: Final = ShopSettings(
    name=PRACTICE,
    base_url="https://practice.invalid/api",
    token=PRACTICE,
    tax=Decimal(8),
    tax2=Decimal("1.5"),
    express_percent=Decimal(25),
    order_minimum=Decimal(15),
    delivery_fee=Decimal("3.50"),
    point_worth=Decimal("0.01"),
    source=Source.PRACTICE,
)
