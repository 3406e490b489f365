"""The fields of a form: declared once, laid out, and read back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from textual.widget import Widget
from textual.widgets import Input, Label, Select
from textual.widgets.select import InvalidSelectValueError


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: What it fills: a parameter's name, as a rule.
        label: What stands before it.
        hint: What may be typed, shown while it is empty.
    """

    name: str
    label: str
    hint: str = ""


def entries(
    fields: Iterable[Field],
    values: Mapping[str, str],
    choices: Mapping[str, Mapping[str, str]],
) -> Iterator[Widget]:
    """Yield a label and an entry for each field.

    Args:
        fields: The fields, in their order.
        values: What stands in them at first.
        choices: The labels by their codes, for the fields that are chosen from a list.
    """
    for field in fields:
        yield Label(field.label, markup=False)
        value = values.get(field.name, "")
        if labels := choices.get(field.name):
            yield Select(
                [(label, code) for code, label in labels.items()],
                value=value if value in labels else next(iter(labels)),
                allow_blank=False,
                compact=True,
                id=field.name,
            )
        else:
            yield Input(value, placeholder=field.hint, compact=True, id=field.name)


def typed_into(form: Widget, fields: Iterable[Field]) -> dict[str, str]:
    """Return what stands in the fields of a form, by their names."""
    found = {}
    for field in fields:
        entry = form.query_one(f"#{field.name}")
        if isinstance(entry, Input | Select):
            found[field.name] = str(entry.value).strip()
    return found


def put_into(form: Widget, fields: Iterable[Field], values: Mapping[str, str]) -> None:
    """Put values into the fields of a form, by their names; a choice that is none is left out."""
    for field in fields:
        entry = form.query_one(f"#{field.name}")
        if field.name not in values:
            continue
        if isinstance(entry, Input):
            entry.value = values[field.name]
        elif isinstance(entry, Select):
            with contextlib.suppress(InvalidSelectValueError):
                entry.value = values[field.name]
