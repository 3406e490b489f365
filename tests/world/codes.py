"""Codes of all kinds that come before a scanner at a counter, and those that the shop knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

GS: Final = "\x1d"
RS: Final = "\x1e"
EOT: Final = "\x04"

UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE_39: Final = UPPER + "0123456789-. $/+%"

FITS: Final = re.compile(
    r"\d{1,6}|\d{8,12}|P-[0-9A-Z][0-9A-Z ./-]{0,15}|C-\d{1,10}|CMD-[A-Z-]{1,20}", re.IGNORECASE
)
"""What a shop's own codes look like, unless it says otherwise: such may be looked up."""

MARK: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
"""AIM's identifier, which may lead."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a scanner reads.

    Attributes:
        kind: What it is, in a word or two; `ticket` and `garment` for what the shop knows.
        text: What is sent of it, without what ends it.
        encoding: How its signs become bytes.
    """

    kind: str
    text: str
    encoding: str = "utf-8"

    @property
    def is_known(self) -> bool:
        """Whether the shop knows what it is."""
        return self.kind in ("ticket", "garment")

    @property
    def may_be_looked_up(self) -> bool:
        """Whether a line of it looks like a code of the shop, which is worth a look-up."""
        return any(FITS.fullmatch(line.strip()) for line in self._lines())

    @property
    def keys(self) -> list[bytes]:
        """What is sent for each sign."""
        return [sign.encode(self.encoding, "replace") for sign in self.text]

    def _lines(self) -> Iterator[str]:
        for line in re.split(r"[\x00-\x1f]", self.text):
            yield line
            yield MARK.sub("", line)


def unknown(rng: Random, kinds: Callable[[str], bool] = lambda _: True) -> Code:
    """Return a code that the shop does not know, of one of the kinds that are wanted."""
    kind = rng.choice([kind for kind in KINDS if kinds(kind)])
    encoding = "latin-1" if kind == "Latin-1" else "utf-8"
    return Code(kind, KINDS[kind](rng), encoding)


def turned(code: Code) -> Code:
    """Return what comes of a code while Caps Lock is on."""
    return Code(code.kind, code.text.swapcase(), code.encoding)


def with_controls(rng: Random, code: Code) -> Code:
    """Return a code with control characters in it, as badly set scanners send them."""
    signs = list(code.text)
    for _ in range(rng.randrange(1, 4)):
        signs.insert(rng.randrange(len(signs) + 1), chr(rng.randrange(1, 32)))
    return Code(code.kind, "".join(signs), code.encoding)


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _signs(rng: Random, alphabet: str, least: int, most: int) -> str:
    return "".join(rng.choices(alphabet, k=rng.randrange(least, most + 1)))


def _with_check_digit(digits: str) -> str:
    """Return a number of EAN's family with its check digit."""
    weights = (3, 1) * len(digits)
    total = sum(
        int(digit) * weight for digit, weight in zip(reversed(digits), weights, strict=False)
    )
    return digits + str(-total % 10)


def _address(rng: Random) -> str:
    page = _signs(rng, UPPER.lower() + "0123456789", 3, 12)
    return rng.choice(
        (
            f"https://www.example.com/{page}?id={_digits(rng, 5)}&y=yes",
            f"http://qr.example.org/{page}",
            f"HTTPS://EXAMPLE.NET/{page.upper()}",
            f"otpauth://totp/{page}?secret={_signs(rng, UPPER, 16, 16)}",
            f"mailto:{page}@example.com",
            f"tel:+1555{_digits(rng, 7)}",
        )
    )


def _wifi(rng: Random) -> str:
    return f"WIFI:S:{_signs(rng, UPPER, 4, 10)};T:WPA;P:{_signs(rng, CODE_39, 8, 20)};;"


def _vcard(rng: Random) -> str:
    end = rng.choice(("\r\n", "\n", "\r"))
    name = rng.choice(("Doe;Jane", "Yilmaz;Ayşe", "Smith;Sam"))
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"N:{name}", f"TEL:{_digits(rng, 10)}", "END:VCARD")
    return end.join(lines)


def _gs1(rng: Random) -> str:
    item = _with_check_digit(_digits(rng, 13))
    return f"01{item}10{_signs(rng, CODE_39[:36], 3, 8)}{GS}17{_digits(rng, 6)}21{_digits(rng, 6)}"


def _marked(rng: Random) -> str:
    mark = rng.choice(("]C0", "]C1", "]A0", "]I0", "]E0", "]Q1", "]Q3", "]d2", "]L2"))
    return mark + rng.choice((_code_39, _address, _gs1, _ean_13))(rng)


def _ean_13(rng: Random) -> str:
    return _with_check_digit(f"4{_digits(rng, 11)}")


def _upc(rng: Random) -> str:
    return _with_check_digit(f"0{_digits(rng, 10)}")


def _code_39(rng: Random) -> str:
    return _signs(rng, CODE_39, 4, 20)


def _full_ascii_39(rng: Random) -> str:
    return "".join(f"{rng.choice('$/+%')}{rng.choice(UPPER)}" for _ in range(rng.randrange(3, 9)))


def _data_matrix(rng: Random) -> str:
    inner = GS.join(_signs(rng, CODE_39[:36], 4, 10) for _ in range(3))
    return f"[)>{RS}06{GS}{inner}{RS}{EOT}"


def _parcel(rng: Random) -> str:
    return rng.choice(
        (
            f"1Z{_signs(rng, CODE_39[:36], 6, 6)}{_digits(rng, 10)}",
            f"96{_digits(rng, 32)}",
            f"[)>{RS}01{GS}0212345{GS}840{GS}001{GS}1Z{_digits(rng, 8)}{GS}UPSN{RS}{EOT}",
            f"420{_digits(rng, 5)}{_digits(rng, 22)}",
            f"JD{_digits(rng, 18)}",
        )
    )


def _licence(rng: Random) -> str:
    fields = f"DCSDOE\nDACJANE\nDBB0{_digits(rng, 7)}\nDAQ{_signs(rng, UPPER, 1, 1)}"
    return f"@\n{RS}\rANSI 636014040002DL00410278ZC03190008DL{fields}{_digits(rng, 7)}\nDCK\r"


def _loyalty(rng: Random) -> str:
    return rng.choice(("29", "633", "9826", "KUNDE-", "L-")) + _digits(rng, rng.randrange(9, 15))


def _long_qr(rng: Random) -> str:
    return _signs(rng, CODE_39 + UPPER.lower() + ":;,?=&@#", 1900, 2000)


def _foreign(rng: Random) -> str:
    return rng.choice(
        ("Größe 42 / Übergang", "Ярославль-17", "東京クリーニング", "café n° 5 €", "١٢٣٤٥٦")
    )


def _latin_1(rng: Random) -> str:
    return rng.choice(("Größe 42 / Übergang", "café n° 5", "Señor Muñoz", "ÀÉÎÕÜ"))


def _commands(rng: Random) -> str:
    """Return a code that spells what the program's keys are."""
    return rng.choice(
        (
            *("P-150", "HP1Y", "S4Y", "YYYY", "Y", "HPY1", "D-Y", "AP1", "MD8Y", "C-P-1", "K-Y-1"),
            *(
                "P1\r\rY",
                "H \rP1\r50\rY",
                "CP\rCHARGE\rY",
                "O3SHIRT\r\rY",
                "M8Y",
                "RDY1",
                "S3",
                "S2Y",
            ),
        )
    )


KINDS: Final[dict[str, Callable[[Random], str]]] = {
    "web address": _address,
    "WiFi": _wifi,
    "vCard": _vcard,
    "GS1": _gs1,
    "AIM identifier": _marked,
    "EAN-13": _ean_13,
    "UPC": _upc,
    "Code 39": _code_39,
    "Code 39, full ASCII": _full_ascii_39,
    "Data Matrix": _data_matrix,
    "parcel": _parcel,
    "driver's licence": _licence,
    "loyalty card": _loyalty,
    "long QR": _long_qr,
    "not ASCII": _foreign,
    "Latin-1": _latin_1,
    "spelled commands": _commands,
}
"""What is printed on things that people carry, by its kind."""
