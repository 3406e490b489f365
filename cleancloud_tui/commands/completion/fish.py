"""The script for fish, which tells beside each word what it means."""

from __future__ import annotations

from collections.abc import Iterator

from .words import NAME, Choice, CommandOption, Program, values_of

_BEGIN = f"""\
# Completes {NAME} in fish. To have it in every shell:
#   {NAME} completion fish > ~/.config/fish/completions/{NAME}.fish
function __cleancloud_tui_typed
    # What was typed of the program's own words: the command, then the operation.
    set -l words (commandline -opc)
    set -e words[1]
    set -l previous ''
    for word in $words
        if not contains -- $previous VALUE_FLAGS; and not string match -q -- '-*' $word
            echo $word
        end
        set previous $word
    end
end
function __cleancloud_tui_at
    # Whether these words were typed, and no more of them than may be.
    set -l typed (__cleancloud_tui_typed)
    test (count $typed) -ge (count $argv); or return 1
    for place in (seq (count $argv))
        test "$typed[$place]" = "$argv[$place]"; or return 1
    end
end
function __cleancloud_tui_count
    test (count (__cleancloud_tui_typed)) -eq $argv[1]
end
complete -c {NAME} -f
"""


def script(program: Program) -> str:
    """Return the script."""
    flags = " ".join(program.value_flags)
    return _BEGIN.replace("VALUE_FLAGS", flags) + "".join(f"{line}\n" for line in _lines(program))


def _lines(program: Program) -> Iterator[str]:
    for command in program.commands:
        yield _line("__cleancloud_tui_count 0", Choice(command.name, command.told))
        at = f"__cleancloud_tui_at {command.name}"
        yield from (_option(at, option) for option in command.options)
        yield from (_line(f"{at}; and __cleancloud_tui_count 1", word) for word in command.words)
    yield from (_option("__cleancloud_tui_count 0", option) for option in program.top.options)
    for operation in program.operations:
        at = "__cleancloud_tui_at api; and __cleancloud_tui_count 1"
        yield _line(at, Choice(operation.name, operation.title))
        behind = f"__cleancloud_tui_at api {operation.name}"
        for parameter in operation.parameters:
            values = values_of(parameter) or (Choice("", parameter.meaning),)
            for each in values:
                yield _line(behind, Choice(f"{parameter.name}={each.word}", each.told))


def _line(condition: str, choice: Choice) -> str:
    return (
        f"complete -c {NAME} -n {_quoted(condition)} -a {_quoted(choice.word)}"
        f" -d {_quoted(choice.told)}"
    )


def _option(condition: str, option: CommandOption) -> str:
    names = " ".join(
        f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
    )
    takes = " -r -F" if option.is_file else " -x" if option.has_value else ""
    return f"complete -c {NAME} -n {_quoted(condition)} {names}{takes} -d {_quoted(option.told)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
