"""People who type names and numbers into fields, at home or over a line that hangs."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

NAMES = (
    "Martin", "Maria Garcia", "O'Neil", "Lee", "Ng", "Anna-Lena Weber", "J. R. Smith", "de la Cruz",
    "Müller", "Kowalski", "Smith, John", "MCDONALD", "Dr. Patel", "C-Street Cleaners", "P & A Ltd",
)  # fmt: skip
PHONES = (
    "##########", "#######", "1[2]#########", "(###) ###-####", "###-###-####", "### ####",
    "07#########", "+44 7### ######", "+447#########", "020 7### ####", "+1 ### ### ####",
)  # fmt: skip
OTHERS = ("#", "##", "###", "#####", "##.##", "1995####", "#### #", "##/##/####")


def entry(rng: Random) -> str:
    """Return what is typed: a name, a phone number, or another number that fields are for."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(NAMES)
    return filled(rng, rng.choice(PHONES if kind < 0.9 else OTHERS))


def filled(rng: Random, shape: str) -> str:
    """Return a text of that shape, with digits for `#`; none begins with 0, as in area codes."""
    digits = "".join(str(rng.randrange(10)) if sign == "#" else sign for sign in shape)
    digits = digits.replace("[2]", str(rng.randrange(2, 10)))
    return str(rng.randrange(2, 10)) + digits[1:] if shape[0] == "#" else digits


def typed_at(rng: Random, text: str, words_a_minute: float) -> Iterator[float]:
    """Yield when each sign is typed; a word is five signs."""
    typical = 60 / (5 * words_a_minute)
    now = 0.0
    for sign in " " + text[:-1]:
        now += max(0.03, typical * rng.lognormvariate(0, 0.4))
        if sign in "\r\t":
            now += rng.uniform(0.4, 3.0)  # a look at what comes next
        elif rng.random() < 0.04:
            now += rng.uniform(0.2, 2.0)  # a thought
        yield now


def arrived(rng: Random, times: list[float]) -> list[float]:
    """Return when keys come in over a line that hangs, and then delivers all at once."""
    stalls = [
        (begin, begin + min(6.0, rng.expovariate(1 / rng.choice((0.1, 0.4, 2.0)))))
        for begin in (rng.uniform(-2, times[-1]) for _ in range(rng.randrange(1, 6)))
    ]
    result: list[float] = []
    for time in times:
        for begin, end in sorted(stalls):
            if begin <= time < end:
                time = end
        if result and time <= result[-1]:
            time = result[-1] + rng.uniform(0.000_02, 0.000_2)
        result.append(time)
    return result
