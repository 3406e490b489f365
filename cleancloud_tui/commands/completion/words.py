"""What can be typed: commands, their options, and the operations of the API."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from ...api.operations import OPERATIONS, Operation, Parameter, Wire

NAME: Final = "cleancloud-tui"
"""What is typed for the program where it is installed, or an alias for it."""

_FLAG: Final = {"1": "yes", "0": "no"}
_FILES: Final = frozenset({"FILE"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that can be typed, and what it means."""

    word: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class CommandOption:
    """An option.

    Attributes:
        flags: Its names, dashes included.
        told: What it is for.
        has_value: Whether a value follows.
        is_file: Whether that is a file.
        choices: Its values, where there are no others.
    """

    flags: tuple[str, ...]
    told: str
    has_value: bool
    is_file: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program, or the program without one.

    Attributes:
        words: What stands behind it where that is one of a few words: the shells.
    """

    name: str
    told: str
    options: tuple[CommandOption, ...]
    words: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """All that can be typed."""

    top: Command
    commands: tuple[Command, ...]
    operations: tuple[Operation, ...] = tuple(OPERATIONS.values())

    @classmethod
    def of(cls, parser: argparse.ArgumentParser) -> Self:
        """Return what a parser takes."""
        commands = [
            _command(name, parsers, told)
            for actions in _subparsers(parser)
            for name, parsers in actions.choices.items()
            for told in (_told(actions, name),)
        ]
        return cls(_command("", parser, ""), tuple(commands))

    @property
    def options(self) -> Iterator[CommandOption]:
        """All options, of whatever command."""
        for command in (self.top, *self.commands):
            yield from command.options

    @property
    def value_flags(self) -> Sequence[str]:
        """The options that a value follows."""
        flags = {flag: None for each in self.options if each.has_value for flag in each.flags}
        return list(flags)

    @property
    def file_flags(self) -> Sequence[str]:
        """The options that a file follows."""
        flags = {flag: None for each in self.options if each.is_file for flag in each.flags}
        return list(flags)


def values_of(parameter: Parameter) -> tuple[Choice, ...]:
    """Return the values of a parameter, where there are no others."""
    choices: Mapping[str, str] = _FLAG if parameter.wire is Wire.FLAG else parameter.choices
    return tuple(Choice(value, told) for value, told in choices.items())


def _subparsers(
    parser: argparse.ArgumentParser,
) -> Iterator[argparse._SubParsersAction[argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield action


def _told(actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str) -> str:
    found = (each.help for each in actions._choices_actions if each.dest == name)
    return next(found, None) or ""


def _command(name: str, parser: argparse.ArgumentParser, told: str) -> Command:
    options: list[CommandOption] = []
    words: list[Choice] = []
    for action in parser._actions:
        choices = tuple(Choice(str(each)) for each in action.choices or ())
        if action.option_strings:
            options.append(_option(action, choices))
        elif not isinstance(action, argparse._SubParsersAction):
            words += choices
    return Command(name, told, tuple(options), tuple(words))


def _option(action: argparse.Action, choices: tuple[Choice, ...]) -> CommandOption:
    return CommandOption(
        flags=tuple(action.option_strings),
        told=(action.help or "").replace("%%", "%"),
        has_value=action.nargs != 0,
        is_file=action.metavar in _FILES,
        choices=choices,
    )


def filled(script: str, parts: Mapping[str, str]) -> str:
    """Return a script in which the parts stand in place of their names, one a line."""
    return "\n".join(_filled(line, parts) for line in script.splitlines()) + "\n"


def _filled(line: str, parts: Mapping[str, str]) -> str:
    for name, text in parts.items():
        if name in line:
            return line.replace(name, text)
    return line
