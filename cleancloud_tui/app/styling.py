"""Styles, worked out once: what Textual works out anew for each screen, and for what nobody sees.

A sheet of styles is parsed once, and not again whenever another screen brings its own. The parts of
widgets, such as the cursor of a field, are styled when they are first painted: more than half of
the styling of a form with many choices went into lists that nobody had opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from textual.css.model import RuleSet
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


@cache  # once, however many counters a process has
def parse_styles_once() -> None:
    """Let all sheets of styles share what was parsed, as long as the colours stay the same."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def parse_once(stylesheet: Stylesheet, css: str, *place: Any, **options: Any) -> list[RuleSet]:
        variables = frozenset(stylesheet._variables.items())
        key = (variables, css, place, frozenset(options.items()))
        if key not in parsed:
            parsed[key] = parse(stylesheet, css, *place, **options)
        return parsed[key]

    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign, assignment]


@cache
def style_parts_when_painted() -> None:
    """Let the parts of a widget have no styles until these are asked for.

    What is made for each part are eighty objects that refer to one another, nine tenths of all
    garbage. Nobody but the widget knows of them: they are taken apart once they are made anew.
    """
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
