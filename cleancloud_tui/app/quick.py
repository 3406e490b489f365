"""What Textual asks itself for each key and each line, answered without a detour.

None of these does anything else than what it stands in for. By samples, a tenth of the processor's
time in the tests of screens went into them. What is looked up is a class's, and stays as it was
written.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, MethodType
from typing import Any, Final, cast

from textual import _callback
from textual.css.styles import RenderStyles
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive

Handlers = tuple[tuple[type, tuple[Any, ...]], ...]
"""By class, the nearest first, the functions that take a message."""

_FOLLOWED: Final = frozenset({"__wrapped__", "__signature__"})
"""What a function has that tells of other parameters than its own."""


@cache  # once, however many counters a process has
def answer_quickly() -> None:
    """Let Textual find handlers, reactive values, styles and numbers of parameters quickly."""
    _find_handlers()
    _read_reactive_values()
    RenderStyles.get_rule = _rule_of  # type: ignore[method-assign, assignment]
    _count_parameters()


def _find_handlers() -> None:
    """Look through the classes of a widget once for each kind of message, not for each message.

    Where it depends on who sent it (`@on` with a selector), Textual looks as it did.
    """
    look = MessagePump._get_dispatch_methods

    def handlers_of(pump: MessagePump, name: str, message: Message) -> Any:
        kinds: tuple[Any, Any] = type(pump), type(message)
        handlers = _handlers(*kinds, name)
        if handlers is None:
            return look(pump, name, message)
        return _bound(pump, handlers, message)

    MessagePump._get_dispatch_methods = handlers_of  # type: ignore[method-assign, assignment]


def _bound(pump: MessagePump, handlers: Handlers, message: Message) -> Iterator[tuple[type, Any]]:
    for cls, functions in handlers:
        if message._no_default_action:  # said by one of those before
            return
        for function in functions:
            yield cls, function.__get__(pump, cls)


@cache
def _handlers(pump: type, message: type, name: str) -> Handlers | None:
    """Return what takes a message of a class; None where that depends on the message."""
    messages = [each for each in message.__mro__ if issubclass(each, Message)]
    found: list[tuple[type, tuple[Any, ...]]] = []
    taken: set[Callable[..., Any]] = set()
    for cls in pump.__mro__:
        functions: list[Any] = []
        decorated = vars(cls).get("_decorated_handlers") or {}
        for function, selectors in [one for each in messages for one in decorated.get(each, ())]:
            if selectors:
                return None
            if function not in taken:
                taken.add(function)
                functions.append(function)
        named = vars(cls).get(f"_{name}") or vars(cls).get(name)
        if named is not None and not getattr(named, "_textual_on", None):
            functions.append(named)
        if functions:
            found.append((cls, tuple(functions)))
    return tuple(found)


def _read_reactive_values() -> None:
    """Read a value that is there at once; what is computed, or not there yet, as before."""
    read = Reactive.__get__

    def value_of(reactive: Reactive[Any], obj: Any, of: type[Any]) -> Any:
        cls: Any = type(obj)
        if obj is not None and not _is_computed(cls, reactive.compute_name):
            try:
                return vars(obj)[reactive.internal_name]
            except (KeyError, TypeError):
                pass
        return read(reactive, obj, of)

    Reactive.__get__ = value_of  # type: ignore[assignment]


@cache
def _is_computed(cls: type, name: str) -> bool:
    return hasattr(cls, name)


def _rule_of(styles: RenderStyles, rule_name: str, default: object = None) -> object:
    inline = cast(dict[str, object], styles._inline_styles._rules)
    if rule_name in inline:
        return inline[rule_name]
    return cast(dict[str, object], styles._base_styles._rules).get(rule_name, default)


def _count_parameters() -> None:
    """Count the parameters of a function by its code, which is what its signature is made from."""
    by_signature = _callback._count_parameters

    def count(function: Callable[..., Any]) -> int:
        whole = function.__func__ if isinstance(function, MethodType) else function
        is_bound = whole is not function
        if not isinstance(whole, FunctionType) or _FOLLOWED & vars(whole).keys():
            return by_signature(function)
        code = whole.__code__
        if is_bound and not code.co_argcount:
            return by_signature(function)
        others = bool(code.co_flags & inspect.CO_VARARGS) + bool(
            code.co_flags & inspect.CO_VARKEYWORDS
        )
        return code.co_argcount + code.co_kwonlyargcount + others - is_bound

    vars(_callback)["_count_parameters"] = count
