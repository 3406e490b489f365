"""The script for zsh, which tells beside each word what it means."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from .words import NAME, Choice, Program, filled, values_of

_BEGIN = f"""\
#compdef {NAME}
# Completes {NAME} in zsh. To have it in every shell, write this to a file named _{NAME} in a
# folder of $fpath, or to ~/.zshrc: source <({NAME} completion zsh)
_cleancloud_tui() {{
    local previous='' command='' operation='' word
    local -a found
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        if [[ $previous == (VALUE_FLAGS) ]]; then :
        elif [[ $word == -* ]]; then :
        elif [[ -z $command ]]; then command=$word
        elif [[ -z $operation ]]; then operation=$word
        fi
        previous=$word
    done
    if [[ $previous == (FILE_FLAGS) ]]; then
        _files
        return
    fi
    [[ $previous == (VALUE_FLAGS) ]] && return
    if [[ $PREFIX == -* ]]; then
        case $command in
OPTIONS
        esac
        _describe -o option found
    elif [[ -z $command ]]; then
        found=COMMANDS
        _describe command found
    elif [[ $command != api ]]; then
        case $command in
WORDS
        esac
        _describe word found
    elif [[ -z $operation ]]; then
        found=OPERATIONS
        _describe operation found
    elif [[ $PREFIX == *=* ]]; then
        case $operation.${{PREFIX%%=*}} in
VALUES
        esac
        compset -P '*='
        _describe value found
    else
        case $operation in
PARAMETERS
        esac
        _describe parameter found -S ''
    fi
}}
if [[ $funcstack[1] == _cleancloud_tui || $funcstack[1] == _{NAME} ]]; then
    _cleancloud_tui "$@"
else
    compdef _cleancloud_tui {NAME}
fi
"""


def script(program: Program) -> str:
    """Return the script."""
    top = (program.top, *program.commands)
    parts = {
        "VALUE_FLAGS": "|".join(program.value_flags),
        "FILE_FLAGS": "|".join(program.file_flags),
        "COMMANDS": _list(Choice(each.name, each.told) for each in program.commands),
        "OPERATIONS": _list(Choice(each.name, each.title) for each in program.operations),
        "OPTIONS": "\n".join(
            _case(
                each.name or "''",
                (Choice(flag, option.told) for option in each.options for flag in option.flags),
            )
            for each in top
        ),
        "WORDS": "\n".join(_case(each.name, each.words) for each in top if each.words),
        "VALUES": "\n".join(
            _case(f"{operation.name}.{parameter.name}", values)
            for operation in program.operations
            for parameter in operation.parameters
            if (values := values_of(parameter))
        ),
        "PARAMETERS": "\n".join(
            _case(
                each.name,
                (Choice(f"{parameter.name}=", parameter.meaning) for parameter in each.parameters),
            )
            for each in program.operations
            if each.parameters
        ),
    }
    return filled(_BEGIN, parts)


def _list(choices: Iterable[Choice]) -> str:
    told = (f"{_plain(each.word)}:{_plain(each.told)}".rstrip(":") for each in choices)
    return f"({' '.join(map(shlex.quote, told))})"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _case(pattern: str, choices: Iterable[Choice]) -> str:
    return f"            {pattern}) found={_list(choices)} ;;"
