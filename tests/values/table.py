"""How people in ten countries type values, written down by hand: what is typed, what it means.

Nothing here asks the program. A text may mean two things, by country; then it has both meanings.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

TODAY = date(2026, 11, 27)
"""A Friday."""

MONTHS = "January February March April May June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


@dataclass(frozen=True)
class Country:
    """How numbers, days, times and phone numbers are written somewhere.

    `phones` are of the national number, a # for each of its digits, then of the one with +code.
    """

    name: str
    thousands: str
    decimals: str
    days: tuple[str, ...]
    times: tuple[str, ...]
    code: str
    trunk: str
    phones: tuple[str, ...]


HALVES = ("{h}{m}{ap}", "{h}{m} {AP}", "{h}{m} {a}.m.")
WHOLE = ("{HH}:{MM}",)

COUNTRIES = (
    Country("US", ",", ".", ("{Mon} {d}", "{Month} {d}, {y}", "{m}/{d}/{y}", "{Dow} {Mon} {d}"),
            HALVES, "1", "", ("(###) ###-####", "###-###-####", "###.###.####")),
    Country("UK", ",", ".", ("{d} {Mon}", "{dow} {d} {mon}", "{d}/{m}/{y}", "{d} {Month} {y}"),
            (*HALVES, *WHOLE), "44", "0", ("0## #### ####", "0##/####-####")),
    Country("Germany", ".", ",", ("{d}. {Mon} {y}", "{dd}.{mm}.{y}", "{y}-{mm}-{dd}"),
            (*WHOLE, "{HH}.{MM}", "{H}:{MM} Uhr"), "49", "0",
            ("0##/########", "0## ########", "0##-###/#####")),
    Country("France", " ", ",", ("{d} {mon} {y}", "{dd}/{mm}/{y}"),
            (*WHOLE, "{H}h{MM}"), "33", "0", ("0# ## ## ## ##", "0#.##.##.##.##")),
    Country("Switzerland", "'", ".", ("{d}. {Month} {y}", "{dd}.{mm}.{y}"),
            (*WHOLE, "{HH}.{MM}"), "41", "0", ("0## ### ## ##", "0##-#######")),
    Country("India", ",", ".", ("{d} {Mon} {y}", "{dd}-{mm}-{y}", "{dow}, {d} {Month}"),
            HALVES, "91", "0", ("#####-#####", "0##### #####")),
    Country("Japan", ",", ".", ("{y}/{mm}/{dd}", "{y}-{mm}-{dd}", "{y}.{m}.{d}"),
            WHOLE, "81", "0", ("0#-####-####", "0##-###-####")),
    Country("Sweden", " ", ",", ("{d} {mon} {y}", "{y}-{mm}-{dd}"),
            (*WHOLE, "{HH}.{MM}"), "46", "0", ("0#-### ### ##", "0##-### ## ##")),
    Country("Brazil", ".", ",", ("{dd}/{mm}/{y}", "{d} {Mon} {y}"),
            (*WHOLE, "{H}h", "{H}h{MM}"), "55", "0", ("(##) #####-####", "0## ####-####")),
    Country("Australia", ",", ".", ("{dow} {d} {mon}", "{d} {Month} {y}", "{d}/{m}/{y}"),
            (*HALVES, *WHOLE), "61", "0", ("0### ### ###", "(0#) #### ####")),
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """Something that was typed, and every meaning that it has to somebody."""

    kind: str
    text: str
    meanings: frozenset[object]


def cases(seed: int, count: int) -> Iterator[Typed]:
    """Yield values as they are typed, kinds and countries mixed."""
    dice = random.Random(seed)
    makers: tuple[Callable[[random.Random, Country], Typed], ...] = (
        amount, quantity, count_of, day, time_of_day, phone,
    )  # fmt: skip
    for number in range(count):
        yield makers[number % len(makers)](dice, dice.choice(COUNTRIES))


def amount(dice: random.Random, country: Country) -> Typed:
    whole = dice.choice((dice.randrange(10), dice.randrange(1000), dice.randrange(10**6)))
    cents = dice.choice(("", "00", f"{dice.randrange(100):02}", f"{dice.randrange(10)}"))
    thousandths = dice.random() < 0.1
    if thousandths:
        cents = f"{dice.randrange(1000):03}"
    return Typed("amount", *_number(dice, country, whole, cents, is_amount=True))


def quantity(dice: random.Random, country: Country) -> Typed:
    whole = dice.choice((0, dice.randrange(1, 20), dice.randrange(1, 20), dice.randrange(9_000)))
    decimals = dice.choice(("", "", "5", "25", "500", "005", f"{dice.randrange(1000):03}"))
    return Typed("quantity", *_number(dice, country, whole, decimals))


def count_of(dice: random.Random, country: Country) -> Typed:
    return Typed("count", *_number(dice, country, dice.randrange(2_000_000), ""))


def _number(
    dice: random.Random, country: Country, whole: int, decimals: str, *, is_amount: bool = False
) -> tuple[str, frozenset[object]]:
    """Return a number as a country writes it, and what it means: to others, too."""
    is_grouped = whole >= 1000 and dice.random() < 0.7
    text = f"{whole:,}".replace(",", country.thousands) if is_grouped else str(whole)
    if decimals:
        text += country.decimals + decimals
    meant = Decimal(f"{whole}.{decimals or 0}")
    meanings: set[object] = {meant}
    marks = [sign for sign in text if sign in ".,"]
    behind = text.replace(",", ".").rpartition(".")[2]
    if len(marks) == 1 and text.count(" ") + text.count("'") == 0 and len(behind) == 3:
        # 1,250 is 1250 in London and 1.25 in Paris; nothing is counted in groups behind a zero.
        before = text.replace(",", ".").partition(".")[0]
        meanings.add(Decimal(f"{before}.{behind}"))
        if not before.startswith("0") and len(before) < 4:
            meanings.add(Decimal(before + behind))
    if is_amount and len(meanings) == 1:  # money ends with its cents
        meanings = {each for each in meanings if each == round(Decimal(str(each)), 2)}
    return text, frozenset(meanings)


def day(dice: random.Random, country: Country) -> Typed:
    meant = TODAY + timedelta(days=dice.randrange(260))
    if dice.random() < 0.2:  # a wrong day of the week is no day
        wrong = DAYS.split()[(meant.weekday() + dice.randrange(1, 7)) % 7]
        return Typed("day", f"{wrong[:3].lower()} {meant.day} {_month(meant)[:3]}", frozenset())
    form = dice.choice(country.days)
    text = form.format(
        d=meant.day, dd=f"{meant.day:02}", m=meant.month, mm=f"{meant.month:02}", y=meant.year,
        Month=_month(meant), Mon=_month(meant)[:3], mon=_month(meant)[:3].lower(),
        Dow=_weekday(meant)[:3], dow=_weekday(meant)[:3].lower(),
    )  # fmt: skip
    meanings: set[object] = {meant}
    if "{m" in form and not form.startswith("{y}") and "{mon" not in form and meant.day <= 12:
        meanings.add(date(meant.year, meant.day, meant.month))
    return Typed("day", text, frozenset(meanings))


def time_of_day(dice: random.Random, country: Country) -> Typed:
    hour, minute = dice.randrange(24), dice.choice((0, 0, 15, 30, 45))
    form = dice.choice(country.times)
    if form == "{H}h":
        minute = 0
    half = "am" if hour < 12 else "pm"
    text = form.format(
        h=hour % 12 or 12, m=f":{minute:02}" if minute else "", ap=half, AP=half.upper(),
        a=half[0], H=hour, HH=f"{hour:02}", MM=f"{minute:02}",
    )  # fmt: skip
    return Typed("time", text, frozenset({(hour, minute)}))


def phone(dice: random.Random, country: Country) -> Typed:
    """A phone number: it means its digits, with or without the country's code, and no order."""
    form = dice.choice(country.phones)
    digits = [str(dice.randrange(1, 10)) for _ in range(form.count("#"))]
    text = form
    for digit in digits:
        text = text.replace("#", digit, 1)
    national = "".join(digits)
    if dice.random() < 0.3:
        sign = dice.choice((" ", "-", ".", "/"))
        text = f"+{country.code}{sign}{national[:3]}{sign}{national[3:]}"
    return Typed("phone", text, frozenset({national, country.code + national}))


def _month(day: date) -> str:
    return MONTHS.split()[day.month - 1]


def _weekday(day: date) -> str:
    return DAYS.split()[day.weekday()]
