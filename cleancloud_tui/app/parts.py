"""The parts of widgets, such as the cursor of a field: styled when they are first painted.

Textual styles every part of a widget whenever it styles the widget: more than half of the time
that a form with many choices took to open went into lists that nobody had opened. What it makes for
each part are eighty objects that refer to one another, nine tenths of all garbage; nobody but the
widget knows of them, so they are taken apart once they are made anew or the widget is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


@cache  # once, however many counters a process has
def style_parts_when_painted() -> None:
    """Let the parts of a widget have no styles until these are asked for."""
    styles_of_painted = DOMNode.get_component_styles

    def styles_of(node: DOMNode, *names: str) -> RenderStyles:
        missing = [name for name in names if name not in node._component_styles]
        if missing and node.is_attached:
            parts = node._get_component_classes()
            for name in missing:
                if name in parts:
                    node._component_styles[name] = _styled(node, name, node.app.stylesheet)
        return styles_of_painted(node, *names)

    DOMNode.get_component_styles = styles_of  # type: ignore[method-assign, assignment]
    Stylesheet._process_component_classes = _style_again  # type: ignore[method-assign, assignment]


def take_apart(unused: Iterable[RenderStyles]) -> None:
    """Let go of styles of parts that nobody paints any more."""
    for styles in unused:
        if styles.node is not None:
            vars(styles.node).clear()


def _style_again(stylesheet: Stylesheet, node: DOMNode) -> None:
    """Style those parts of a widget anew that were painted, and paint it again if they changed."""
    before = dict(node._component_styles)
    for name in before:
        node._component_styles[name] = _styled(node, name, stylesheet)
    if any(node._component_styles[name] != styles for name, styles in before.items()):
        node.refresh()
    take_apart(before.values())


def _styled(node: DOMNode, name: str, stylesheet: Stylesheet) -> RenderStyles:
    part = DOMNode(classes=name)
    part._attach(node)
    stylesheet.apply(part)
    return part.styles
