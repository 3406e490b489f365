"""What stands in a text field, kept to be put back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeGuard

from textual.widget import Widget
from textual.widgets import Input

from ...screens.new_order.entry_field import EntryField
from ...widgets.scan_field import ScanField

if TYPE_CHECKING:
    from textual.widgets import TextArea


def is_text_field(widget: Widget | None) -> bool:
    """Tell whether people type text into a widget."""
    return isinstance(widget, Input | ScanField) or _is_area(widget)


def is_entry(widget: Widget) -> bool:
    """Tell whether Enter only goes on within a field, or to the next: it sends nothing."""
    return (
        _is_area(widget)
        or isinstance(widget, EntryField)
        or bool(getattr(widget.screen, "ENTER_GOES_ON", False))
    )


def kept_text(widget: Widget) -> Callable[[], None]:
    """Return what puts back the text that a field has now, with its cursor and selection."""
    if isinstance(widget, Input):
        return _kept_input(widget)
    if _is_area(widget):
        return _kept_area(widget)
    if isinstance(widget, ScanField):
        return _kept_code(widget)
    return lambda: None


def _is_area(widget: Widget | None) -> TypeGuard[TextArea]:
    # Only dialogs have one, and its module is slow to load: before it is, nothing can be one.
    module = sys.modules.get("textual.widgets._text_area")
    return module is not None and isinstance(widget, module.TextArea)


def _kept_input(field: Input) -> Callable[[], None]:
    value, selection = field.value, field.selection

    def put_back() -> None:
        field.value = value
        field.selection = selection

    return put_back


def _kept_area(area: TextArea) -> Callable[[], None]:
    text, selection = area.text, area.selection

    def put_back() -> None:
        if area.text != text:
            area.replace(text, area.document.start, area.document.end)
        area.selection = selection

    return put_back


def _kept_code(field: ScanField) -> Callable[[], None]:
    code = field.code

    def put_back() -> None:
        field.code = code

    return put_back
