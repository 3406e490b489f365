"""What of a shop's goods is meant by a few words that were typed."""

from __future__ import annotations

from collections.abc import Sequence

from ..search.words import words_of


def has_words(written: str, typed: Sequence[str]) -> bool:
    """Tell whether every typed word begins a word of a text; `shirts` is in `shirt`, too."""
    words = words_of(written)
    return all(begins(words, each) for each in typed)


def begins(words: Sequence[str], typed: str) -> bool:
    """Tell whether a typed word begins one of some words."""
    singular = typed.removesuffix("s") if len(typed) > 2 else typed
    return any(word.startswith((typed, singular)) for word in words)
