"""The generator's tables of names, products and texts: TOML files beside this module."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return what `name`.toml holds; read once, so treat it as frozen."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def cents(amount: str) -> int:
    """Return an amount such as `"12.50"` in cents."""
    return int(Decimal(amount) * 100)
