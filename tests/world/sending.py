"""How codes are sent: at what pace, ended by what, in which case, one or several."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from .codes import Code, turned, unknown, with_controls

FAST: Final = 0.03
"""Seconds between keys at most that are a scanner's, and no person's."""

PACES: Final[tuple[float | None, ...]] = (
    *(None, 0.0, 0.002, 0.004, 0.008, 0.016, 0.002, 0.008),
    *(0.05, 0.1, 0.12, 0.14, 0.16),
)
"""Seconds between keys; 0 for each code in one piece, None for all of them in one write."""

ENDS: Final = (b"\r", b"\n", b"\r\n", b"\t")
"""What ends a code that is to be read."""

ODD_ENDS: Final = (b"", b"\x03", b"\x1b", b";", b"\r\r", b"\t\r", b" ")
"""What else scanners are set to send."""

PIECE: Final = 1024
"""Bytes that are written at once at most."""

_MOST_SECONDS: Final = 8.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent onto a screen.

    Attributes:
        pace: One of `PACES`.
        end: What ends each code.
        apart: Seconds between two codes.
        is_turned: Whether Caps Lock is on.
    """

    codes: tuple[Code, ...]
    pace: float | None
    end: bytes
    apart: float
    is_turned: bool = False

    @property
    def is_fast(self) -> bool:
        """Whether it comes as scanners send, and as nobody types."""
        return self.pace is None or self.pace <= FAST

    @property
    def is_ended(self) -> bool:
        """Whether something ends each code that can be told from a part of it."""
        return self.end.endswith((b"\r", b"\n", b"\t"))

    @property
    def is_all_known(self) -> bool:
        """Whether the shop knows all of it."""
        return all(code.is_known for code in self.codes)

    @property
    def may_be_typed(self) -> bool:
        """Whether a line that hung may have gathered as much from a person's typing."""
        length = sum(len(code.text) for code in self.codes if not code.is_known)
        return (self.pace is None or self.pace == 0) and length <= 40

    @property
    def pieces(self) -> list[tuple[bytes, float]]:
        """What is written one after another, each with the seconds until the next."""
        if self.pace is None:
            whole = b"".join(b"".join(code.keys) + self.end for code in self.codes)
            return [(whole[at : at + PIECE], 0.001) for at in range(0, len(whole), PIECE)]
        pieces = []
        for code in self.codes:
            keys = [*code.keys, *(bytes([end]) for end in self.end)]
            if self.pace == 0:
                whole = b"".join(keys)
                keys = [whole[at : at + PIECE] for at in range(0, len(whole), PIECE)]
            pieces += [(key, self.pace or 0.001) for key in keys[:-1]]
            pieces.append((keys[-1], self.apart))
        return pieces

    def __str__(self) -> str:
        pace = {None: "in one write", 0.0: "each in one piece"}
        told = pace.get(self.pace) or f"{self.pace * 1000:.0f} ms a key"  # type: ignore[operator]
        kinds = ", ".join(code.kind for code in self.codes)
        apart = f", {self.apart * 1000:.0f} ms apart" if len(self.codes) > 1 else ""
        caps = ", Caps Lock on" if self.is_turned else ""
        sent = b"|".join(b"".join(code.keys) + self.end for code in self.codes)
        shown = f"{sent[:900]!r}" + (f" … {len(sent)} bytes" if len(sent) > 900 else "")
        return f"{kinds}; {told}{apart}{caps}; {shown}"


NOTHING: Final = Plan((), 0.0, b"", 0.0)
"""Nothing at all."""


def planned(rng: Random, known: list[Code], paces: tuple[float | None, ...] = PACES) -> Plan:
    """Return something to send; known codes are taken from the end of a list, each once."""
    pace = rng.choice(paces)
    is_slow = pace is not None and pace > FAST
    end = rng.choice(ENDS if rng.random() < 0.8 else ODD_ENDS)
    most = 1 if is_slow or end not in ENDS else 6 if pace is None else 3
    codes = []
    for _ in range(rng.randrange(1, most + 1)):
        if known and end in ENDS and rng.random() < 0.35:
            codes.append(known.pop())
        else:
            codes.append(unknown(rng, lambda kind: not is_slow or kind != "long QR"))
    if rng.random() < 0.2 and not any(code.is_known for code in codes):
        codes = [with_controls(rng, code) for code in codes]
    is_turned = rng.random() < 0.2
    if is_turned:
        codes = [turned(code) for code in codes]
    if pace is not None and is_slow:
        codes = [
            Code(each.kind, each.text[: round(_MOST_SECONDS / pace)], each.encoding)
            for each in codes
        ]
    return Plan(tuple(codes), pace, end, rng.choice((0.002, 0.06, 0.3)), is_turned)
