"""Where all chance comes from: streams of random numbers that the seed and a number decide."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from enum import IntEnum
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Stream(IntEnum):
    """What a stream of random numbers is for, so that person 7 and order 7 differ."""

    PERSON = 1
    DAY = 2
    ORDER = 3
    ITEMS = 4
    BELONGINGS = 5
    NEWCOMERS = 6
    SALES = 7


def rewind(rng: Random, seed: int, stream: Stream, number: int) -> None:
    """Set a generator to the beginning of one stream.

    Every person, day and order has a stream of its own: what happens to an order depends on the
    seed and its number alone, and is the same whether it is lived through at once or in parts.
    """
    # One generator is wound back over and over: a new one costs three times as much.
    rng.seed((abs(seed) << 48) | (stream << 40) | number)


def is_true(rng: Random, percent: float) -> bool:
    """Return True that many times in a hundred."""
    return rng.random() * 100 < percent


def whole(rng: Random, fewest: int, most: int) -> int:
    """Return a whole number from `fewest` to `most`, both included.

    This and the next two do what `randint`, `choice` and `choices` do in a third of the time, and
    are called dozens of times for each order.
    """
    return fewest + int(rng.random() * (most - fewest + 1))


def pick(rng: Random, things: Sequence[_T]) -> _T:
    """Return one of the things, each as likely as any other."""
    return things[int(rng.random() * len(things))]


def pick_weighted(
    rng: Random, things: Sequence[_T], running: Sequence[int], count: int | None = None
) -> _T:
    """Return one of the things, as likely as its step in the running totals of weights.

    With a count, it is one of the first so many.
    """
    last = len(things) if count is None else count
    return things[bisect(running, rng.random() * running[last - 1], 0, last - 1)]
