"""The people of a shop and their roles, in words."""

from __future__ import annotations

from ..api.rights import Right
from ..shop.people.roles import Role, word_of


def role_in_words(role: Role) -> str:
    """Return what a role is, for who picks one: `counter: 10 % off at most`."""
    return f"{role.name}: {lacking_in_words(role)}"


def lacking_in_words(role: Role) -> str:
    """Return what a role may not do, or not as much as it likes."""
    lacking = [word_of(right) for right in Right if right not in role.granted]
    least = []
    if Right.DISCOUNT in role.granted and role.most_discount < 100:
        least = [f"{role.most_discount.normalize():f} % off at most"]
    if not lacking:
        return ", ".join(least) or "may do everything"
    return "; ".join([*least, f"may not {', '.join(lacking)}"])
