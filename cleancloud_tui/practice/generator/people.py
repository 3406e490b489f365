"""The practice shop's customers: invented, with everything that names and notes can be."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from itertools import accumulate
from operator import attrgetter
from random import Random
from typing import Any, Final

from ..passwords import hashed
from .chance import Stream, is_true, pick, pick_weighted, rewind, whole
from .tables import table

PASSWORD: Final = "practice"  # noqa: S105  (of invented people)
"""The password of every customer of the practice shop who has one."""

_DOMAINS: Final = ("example.com", "example.net", "example.org", "mail.example", "post.example")

_BRITISH_NUMBERS: Final = 1_000
"""How many mobile numbers the British regulator keeps free for drama: 07700 900000 to 900999."""


@dataclass(slots=True)
class Person:
    """A customer; every field is the column of that name in the store's `customers`."""

    id: int
    name: str
    phone: str
    signed_up: int
    email: str = ""
    address: str = ""
    street: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    address_instructions: str = ""
    lat: str = ""
    lng: str = ""
    route_id: int = 0
    notes: str = ""
    private_notes: str = ""
    password: str = ""
    gender: int = 0
    birthday_day: int = 0
    birthday_month: int = 0
    marketing_opt_in: int = 0
    starch_preference: int = 0
    shirt_preference: int = 0
    trouser_preference: int = 0
    detergent_type: int = 0
    detergent_scent: int = 0
    fabric_softener_type: int = 0
    whites_wash_temp: int = 0
    whites_dryer_heat: int = 0
    colors_wash_temp: int = 0
    colors_dryer_heat: int = 0
    business_id: str = "0"
    pays_by_invoice: int = 0
    price_list_id: int = 0
    tax_id: str = ""
    tax1_exempt: int = 0
    credit: int = 0
    loyalty_points: int = 0
    loyalty_points_used: int = 0
    discount_percent: str = "0"
    deactivated: int = 0


PERSON_COLUMNS: Final = tuple(field.name for field in fields(Person))
"""The columns of `customers` that the generator sets."""

person_row: Final[Callable[[Person], tuple[int | str, ...]]] = attrgetter(*PERSON_COLUMNS)
"""Return a person's values, in the order of `PERSON_COLUMNS`."""


def known_people() -> list[dict[str, Any]]:
    """Return what is told of the first customers, in their order."""
    known: list[dict[str, Any]] = table("people")["known"]
    return known


def person(rng: Random, seed: int, number: int, signed_up: int) -> Person:
    """Invent the customer of that number, who signed up at that moment; no place on the map yet."""
    rewind(rng, seed, Stream.PERSON, number)
    language, name = _name(rng)
    someone = Person(number, name, _phone(number), signed_up)
    if is_true(rng, 88):
        someone.email = _email(rng, name, number)
        someone.password = _password() if is_true(rng, 30) else ""
    if is_true(rng, 85):
        _move_in(rng, someone)
    _write_notes(rng, someone)
    _set_preferences(rng, someone)
    _open_account(rng, someone)
    if language.get("firms"):
        _make_business(someone, pays_by_invoice=number % 3 > 0)
    if number > len(known_people()):
        _leave(rng, someone)
    else:
        _make_known(someone, known_people()[number - 1])
    return someone


def _name(rng: Random) -> tuple[dict[str, Any], str]:
    languages, running = _languages()
    language = pick_weighted(rng, languages, running)
    given, family = pick(rng, language["given"]), pick(rng, language["family"])
    return language, language["pattern"].format(given=given, family=family)


@cache
def _languages() -> tuple[list[dict[str, Any]], list[int]]:
    languages = table("names")["language"]
    return languages, list(accumulate(language["share"] for language in languages))


def _phone(number: int) -> str:
    """Return a number that nobody can have: it is unique, and its writing varies as at any till.

    Area code 555 is nobody's, and no exchange begins with 0; people.toml uses those with 1.
    """
    hundreds, rest = divmod(number, 100)
    if rest == 40 and hundreds < _BRITISH_NUMBERS:
        return f"+44 7700 900{hundreds:03}"
    digits = f"{number * 7_919 % 1_000_000:06}"
    exchange, line = f"0{digits[:2]}", digits[2:]
    if rest % 10 < 6:
        return f"(555) {exchange}-{line}"
    if rest % 10 < 8:
        return f"555-{exchange}-{line}"
    return f"+1 555 {exchange} {line}" if rest % 2 else f"555{exchange}{line}"


def _email(rng: Random, name: str, number: int) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return f"{'.'.join(words[:2]) or 'customer'}{number}@{pick(rng, _DOMAINS)}"


@cache
def _password() -> str:
    # One salt for all keeps the shop the same for the same seed, and the hashing to once.
    return hashed(PASSWORD, salt=PASSWORD)


def _move_in(rng: Random, someone: Person) -> None:
    data = table("people")
    street, someone.zip = pick(rng, data["streets"])
    someone.street = f"{whole(rng, 1, 240)} {street}"
    someone.unit = pick(rng, data["units"]) if is_true(rng, 25) else ""
    someone.city, someone.state = data["city"], data["state"]
    town = f"{someone.city}, {someone.state} {someone.zip}"
    # CleanCloud has been seen to part the lines in both ways.
    between = " // " if is_true(rng, 20) else "\n"
    someone.address = between.join(filter(None, (someone.street, someone.unit, town)))
    if is_true(rng, 20):
        someone.address_instructions = pick(rng, data["instructions"])


def _write_notes(rng: Random, someone: Person) -> None:
    data = table("people")
    if is_true(rng, 15):
        someone.notes = pick(rng, data["notes"])
    if is_true(rng, 4):
        someone.private_notes = pick(rng, data["private_notes"])


def _set_preferences(rng: Random, someone: Person) -> None:
    someone.gender = whole(rng, 0, 3)
    someone.marketing_opt_in = whole(rng, 0, 1)
    if is_true(rng, 30):
        someone.birthday_day, someone.birthday_month = whole(rng, 1, 28), whole(rng, 1, 12)
    if is_true(rng, 40):
        someone.starch_preference = whole(rng, 1, 4)
        someone.shirt_preference = whole(rng, 1, 3)
        someone.trouser_preference = whole(rng, 1, 3)
    if is_true(rng, 20):
        someone.detergent_type = whole(rng, 1, 2)
        someone.detergent_scent = whole(rng, 1, 5)
        someone.fabric_softener_type = whole(rng, 1, 3)
        someone.whites_wash_temp = whole(rng, 1, 2)
        someone.whites_dryer_heat = whole(rng, 1, 2)
        someone.colors_wash_temp = whole(rng, 1, 2)
        someone.colors_dryer_heat = whole(rng, 1, 2)


def _open_account(rng: Random, someone: Person) -> None:
    if is_true(rng, 10):
        someone.credit = whole(rng, 1, 16) * 250
    if is_true(rng, 7):
        someone.discount_percent = pick(rng, ("5", "10", "15"))
    if is_true(rng, 25):
        someone.loyalty_points_used = whole(rng, 1, 6) * 100
    someone.tax1_exempt = int(is_true(rng, 1))


def _leave(rng: Random, someone: Person) -> None:
    """Close a few accounts; some of them for a new one with the same phone, the number before."""
    if is_true(rng, 3):
        someone.deactivated = 1
        if is_true(rng, 40):
            someone.phone = _phone(someone.id - 1)


def _make_known(someone: Person, known: dict[str, Any]) -> None:
    someone.name = known["name"]
    someone.phone = known.get("phone", someone.phone)
    someone.notes = known.get("notes", someone.notes)
    someone.address_instructions = known.get("address_instructions", someone.address_instructions)
    someone.deactivated = int(known.get("deactivated", False))
    if known.get("pays_by_invoice"):
        _make_business(someone, pays_by_invoice=True)
    if known.get("is_for_walk_ins"):
        _make_nobody(someone)


def _make_business(someone: Person, *, pays_by_invoice: bool) -> None:
    someone.tax_id = f"{10 + someone.id % 90}-{someone.id % 10_000_000:07}"
    someone.business_id = str(someone.id)
    someone.pays_by_invoice = int(pays_by_invoice)


def _make_nobody(someone: Person) -> None:
    """Make somebody the account of all who have none: there is nobody to call or to visit."""
    for name in ("phone", "email", "password", "address", "street", "unit", "city", "state", "zip"):
        setattr(someone, name, "")
    someone.address_instructions = someone.private_notes = someone.tax_id = ""
    someone.business_id, someone.pays_by_invoice = "0", 0
    someone.credit = someone.loyalty_points_used = someone.tax1_exempt = 0
    someone.discount_percent = "0"
