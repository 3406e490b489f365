"""Code 128 as text: bars of block characters, two bars' modules in each character.

Every scanner of a counter reads it, from a screen or from paper printed in a font of even widths.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_TABLE: Final = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232
122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122
321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311
211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113
213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422
121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121
412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412
211214 211232 2331112
"""
_SYMBOLS: Final = _TABLE.split()
"""Widths of bars and gaps, in modules, by the symbol's number."""

_CODE_B: Final = 100
_START_B: Final = 104
_START_C: Final = 105
_STOP: Final = 106
_CHECK: Final = 103
_QUIET: Final = 10
"""Modules without a bar on both sides."""

_BLOCKS: Final = {"00": " ", "10": "▌", "01": "▐", "11": "█"}


def bars(text: str, height: int = 4) -> list[str]:
    """Return a text's barcode, line by line.

    Args:
        text: Letters, digits and signs of ASCII.
        height: Lines of text that the bars take.

    Raises:
        ValueError: It holds other characters, or nothing.
    """
    modules = _modules(text)
    modules += "0" * (len(modules) % 2)
    line = "".join(_BLOCKS[modules[at : at + 2]] for at in range(0, len(modules), 2))
    return [line] * height


def is_of_bars(line: str) -> bool:
    """Tell whether a line of text is one of a barcode's."""
    return bool(line.strip()) and set(line) <= set("".join(_BLOCKS.values()))


def _modules(text: str) -> str:
    """Return 1 for each module of a bar and 0 for each of a gap, quiet zones included."""
    numbers = list(_numbers(text))
    check = (numbers[0] + sum(at * number for at, number in enumerate(numbers))) % _CHECK
    drawn = "".join(
        ("1", "0")[at % 2] * int(width)
        for number in (*numbers, check, _STOP)
        for at, width in enumerate(_SYMBOLS[number])
    )
    return "0" * _QUIET + drawn + "0" * _QUIET


def _numbers(text: str) -> Iterator[int]:
    """Return the symbols' numbers: digits in pairs, which takes half the width."""
    if not text or not all(" " <= sign <= "~" for sign in text):
        raise ValueError(f"no barcode can be drawn of {text!r}")
    pairs = len(text) // 2 if text.isdecimal() and len(text) > 3 else 0
    yield _START_C if pairs else _START_B
    for at in range(pairs):
        yield int(text[2 * at : 2 * at + 2])
    rest = text[2 * pairs :]
    if pairs and rest:
        yield _CODE_B
    for sign in rest:
        yield ord(sign) - ord(" ")
