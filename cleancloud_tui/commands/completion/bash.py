"""The script for bash."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from .words import NAME, Choice, Program, filled, values_of

_BEGIN = f"""\
# Completes {NAME} in bash, 4 or later. To have it in every shell:
#   {NAME} completion bash > ~/.local/share/bash-completion/completions/{NAME}
_cleancloud_tui() {{
    # readline parts words at “=” too: what is typed is what stands since the last blank.
    local line=${{COMP_LINE:0:COMP_POINT}} current previous='' command='' operation='' word words
    current=${{line##*[[:space:]]}}
    read -ra words <<< "${{line%"$current"}}"
    COMPREPLY=()
    for word in "${{words[@]:1}}"; do
        if [[ $previous == @(VALUE_FLAGS) ]]; then :
        elif [[ $word == -* ]]; then :
        elif [[ -z $command ]]; then command=$word
        elif [[ -z $operation ]]; then operation=$word
        fi
        previous=$word
    done
    if [[ $previous == @(FILE_FLAGS) ]]; then
        compopt -o filenames 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
    fi
    [[ $previous == @(VALUE_FLAGS) ]] && return
    local found=''
    if [[ $current == -* ]]; then
        case $command in
OPTIONS
        esac
    elif [[ -z $command ]]; then
        found=COMMANDS
    elif [[ $command != api ]]; then
        case $command in
WORDS
        esac
    elif [[ -z $operation ]]; then
        found=OPERATIONS
    elif [[ $current == *=* ]]; then
        case $operation.${{current%%=*}} in
VALUES
        esac
        current=${{current#*=}}
    else
        case $operation in
PARAMETERS
        esac
        compopt -o nospace 2> /dev/null
    fi
    mapfile -t COMPREPLY < <(compgen -W "$found" -- "$current")
}}
complete -F _cleancloud_tui {NAME}
"""


def script(program: Program) -> str:
    """Return the script."""
    top = (program.top, *program.commands)
    parts = {
        "VALUE_FLAGS": "|".join(program.value_flags),
        "FILE_FLAGS": "|".join(program.file_flags),
        "COMMANDS": _words(each.name for each in program.commands),
        "OPERATIONS": _words(each.name for each in program.operations),
        "OPTIONS": "\n".join(
            _case(each.name or "''", (flag for option in each.options for flag in option.flags))
            for each in top
        ),
        "WORDS": "\n".join(_case(each.name, _names(each.words)) for each in top if each.words),
        "VALUES": "\n".join(
            _case(f"{operation.name}.{parameter.name}", _names(values))
            for operation in program.operations
            for parameter in operation.parameters
            if (values := values_of(parameter))
        ),
        "PARAMETERS": "\n".join(
            _case(each.name, (f"{parameter.name}=" for parameter in each.parameters))
            for each in program.operations
            if each.parameters
        ),
    }
    return filled(_BEGIN, parts)


def _names(choices: Iterable[Choice]) -> Iterator[str]:
    return (each.word for each in choices)


def _words(words: Iterable[str]) -> str:
    return shlex.quote(" ".join(words))


def _case(pattern: str, words: Iterable[str]) -> str:
    return f"            {pattern}) found={_words(words)} ;;"
