from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.records import Reading
from cleancloud_tui.values.phones import is_same_number, numbers_in

NOW = 1_780_000_000.0

SHOP = {
    "uk": {"Tel": "+44 (0)20 7946 0018"},
    "us": {"Tel": "(212) 555-0147"},
    "de": {"Tel": "0049 89 1234567"},
    "it": {"Tel": "06 6982 1234"},
    "ru": {"Tel": "8 (916) 123-45-67"},
    "vn": {"Tel": "091 234 5678"},
    "jp": {"Tel": "\uff10\uff13\uff0d\uff11\uff12\uff13\uff14\uff0d\uff15\uff16\uff17\uff18"},
    "two": {"Tel": "01632 960777 ext. 12, 07700 900456"},
    "short": {"Tel": "5550101"},
    "mail": {"Email": "Anna.Lee@Example.com"},
    "mail too": {"Email": "anna.lee@example.org"},
}


@pytest.fixture
async def mirror(tmp_path: Path) -> AsyncIterator[Mirror]:
    mirror = Mirror(tmp_path / "mirror.db", lambda: NOW, print)
    rows = [{"ID": name, "Name": name, **fields} for name, fields in SHOP.items()]
    await mirror.file.store(rows, partial(storing.store_customers, reading=Reading(NOW, NOW)))
    yield mirror
    await mirror.aclose()


def same(mirror: Mirror, phone: str, email: str = "") -> list[str]:
    return sorted(each.id for each in mirror.customers_with_contact(phone, email))


@pytest.mark.parametrize(
    ("phone", "whose"),
    [
        ("020 7946 0018", "uk"),
        ("+442079460018", "uk"),
        ("0044 20 7946 0018", "uk"),
        ("+1 212 555 0147", "us"),
        ("212.555.0147", "us"),
        ("089 1234567", "de"),
        ("+49 (0) 89 / 1234567", "de"),
        ("+49 (0)89-1234567", "de"),
        ("+39 06 69821234", "it"),
        ("+7 916 123 45 67", "ru"),
        ("+84 91 234 5678", "vn"),
        ("+81 3 1234 5678", "jp"),
        ("new: 07700 900123, old: 020 7946 0018", "uk"),
        ("020 7946 0019", ""),
        ("07700 900123 / 020 7946 0018", "uk"),
        ("+44 1632 960777", "two"),
        ("+44 7700 900456", "two"),
        ("7946 0018", ""),
        ("20147", ""),
        ("555-0101", "short"),
        ("0", ""),
        ("", ""),
        ('" OR *', ""),
    ],
)
def test_the_same_number_is_known_however_it_is_written(
    mirror: Mirror, phone: str, whose: str
) -> None:
    assert same(mirror, phone) == ([whose] if whose else [])


def test_the_same_email_is_known_whatever_its_case(mirror: Mirror) -> None:
    assert same(mirror, "", " anna.lee@example.COM") == ["mail"]
    assert same(mirror, "", "lee.anna@example.com") == []
    assert same(mirror, "", "@") == same(mirror, "", "   ") == []


def test_phone_or_email_is_enough(mirror: Mirror) -> None:
    assert same(mirror, "212 555 0147", "anna.lee@example.com") == ["mail", "us"]


async def test_who_was_deactivated_does_not_count(mirror: Mirror) -> None:
    reading = Reading(NOW, NOW)
    await mirror.file.run(partial(storing.deactivate_customer, customer_id="us", reading=reading))
    assert same(mirror, "212 555 0147") == []


@given(
    country=st.sampled_from(["1", "7", "33", "39", "44", "49", "61", "81", "353", "420", "971"]),
    national=st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True),
    lead=st.sampled_from(["", "0", "+{}", "00{}", "+{}(0)", "+{} (0) ", "{}"]),
    gap=st.sampled_from(["", " ", "-", ".", "/", "\u2011", ") "]),
    cuts=st.sets(st.integers(min_value=1, max_value=3), max_size=2),
)
def test_a_number_is_the_same_in_every_style(
    country: str, national: str, lead: str, gap: str, cuts: set[int]
) -> None:
    parts = [national[start:end] for start, end in pairwise([0, *sorted(cuts), len(national)])]
    (written,) = numbers_in(lead.format(country) + gap.join(parts))
    assert is_same_number(written, f"{country}{national}")
    assert not is_same_number(written, f"{country}{int(national) + 1}")
