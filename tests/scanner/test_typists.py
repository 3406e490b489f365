from random import Random

import pytest

from cleancloud_tui.scanner.strokes import KeyTarget

from .replay import replay
from .typists import arrived, entry, typed_at

pytestmark = pytest.mark.long

INPUTS = 10_000
ASKED = {False: 0.001, True: 0.05}
"""The part of inputs at most of which a person is asked, at home and over lines that hang badly."""


@pytest.mark.parametrize("hangs", [False, True])
def test_nothing_that_people_type_into_fields_is_a_scan(hangs: bool) -> None:
    rng, asked = Random(1), 0
    for _ in range(INPUTS):
        text = entry(rng) + rng.choice("\r\r\t")
        times = list(typed_at(rng, text, rng.uniform(20, 140)))
        keys = list(zip(text, arrived(rng, times) if hangs else times, strict=True))
        seen = replay(keys, KeyTarget.TEXT)
        assert (seen.texts, seen.field_text) == ([], text), keys
        asked += bool(seen.asked)
    assert asked <= INPUTS * ASKED[hangs]


@pytest.mark.parametrize("hangs", [False, True])
def test_nor_is_one_entry_after_another(hangs: bool) -> None:
    rng = Random(2)
    for _ in range(INPUTS // 50):
        text = "".join(entry(rng) + "\r" for _ in range(20))
        times = list(typed_at(rng, text, rng.uniform(20, 140)))
        keys = list(zip(text, arrived(rng, times) if hangs else times, strict=True))
        seen = replay(keys, KeyTarget.TEXT)
        assert (seen.texts, seen.field_text) == ([], text), keys


@pytest.mark.parametrize("mark", ["-", ".", "/", ")"])
def test_a_part_of_a_phone_number_is_no_ticket_where_keys_are_commands(mark: str) -> None:
    rng = Random(3)
    for _ in range(INPUTS // 20):
        text = f"{rng.randrange(100, 1000)}{mark}{rng.randrange(100, 10_000)}\r"
        times = list(typed_at(rng, text, rng.uniform(20, 140)))
        keys = list(zip(text, times, strict=True))
        codes = replay(keys, KeyTarget.KEYS).codes
        assert not any(code and code.kinds for code in codes), keys
