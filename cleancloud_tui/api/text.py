"""Text from the API, cleaned once, where it is read.

It is the shop's and its customers' own text: it may hold HTML entities, `<br>`, control
characters, escape codes and characters that turn the writing direction of what follows.
"""

from __future__ import annotations

import html
import re
from typing import Final

_MOST_ENCODINGS: Final = 5
"""How often a text may have been encoded over itself on its way through the shop's own pages."""

_BREAK: Final = re.compile(r"</?br\b[^<>]*>", re.IGNORECASE)

# Operating system commands and their like count only where they end: an opening without an end
# must not swallow the rest of a note.
_ESCAPE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[^\n]"
)

# Controls, surrogates, private use, non-characters, and what has no width of its own: soft hyphen,
# direction marks and overrides, zero-width space, byte order mark. The joiners U+200C and U+200D
# stay: Persian, Indic scripts and emoji need them.
_DROPPED: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000f0000-\U0010ffff"
)
_UNSEEN: Final = re.compile(f"[{_DROPPED}]")
_BEGINS: Final = re.compile(r"[A-Za-z][\w+.-]*://", re.ASCII)
_ACCOUNT: Final = re.compile(r".*(?:@|%40)", re.DOTALL)
_SPACES: Final = re.compile(r"[^\S\n]+")
_EDGES: Final = re.compile(" ?\n ?")

# Most texts hold none of these; finding that out costs a tenth of cleaning them.
_SUSPECT: Final = re.compile(
    f"[\t{_DROPPED}\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
    "|  | \n|\n |&[#A-Za-z]|</?[Bb][Rr]"
)


def clean(text: str) -> str:
    """Decode entities and `<br>`, drop escape codes and control characters; keep line breaks.

    A cleaned text is not changed by cleaning it again.
    """
    if text.isalnum() or not _SUSPECT.search(text):
        return text.strip()
    for _ in range(_MOST_ENCODINGS):
        cleaned = _cleaned_once(text)
        if cleaned == text or not _SUSPECT.search(cleaned):
            return cleaned
        text = cleaned
    # Made to come out differently each time: take away what it is made of.
    return _cleaned_once(text.replace("&", "").replace("<", ""))


def one_line(text: str) -> str:
    """Clean a text and put it on one line, its lines parted by a comma."""
    text = clean(text)
    return ", ".join(line for line in text.split("\n") if line) if "\n" in text else text


def without_account(address: str) -> str:
    """Return an address as it may be shown: without user, password and what follows a `?`."""
    found = _BEGINS.match(address)
    begins = found[0] if found else ""
    place, mark, _ = _ACCOUNT.sub("…@", address[len(begins) :]).partition("?")
    return f"{begins}{place}{'?…' if mark else ''}"


def _cleaned_once(text: str) -> str:
    # Entities first: they may stand for a `<br>` or for the first character of an escape code.
    text = _BREAK.sub("\n", html.unescape(text)).replace("\r\n", "\n").replace("\r", "\n")
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", _ESCAPE.sub("", text))
    return _EDGES.sub("\n", _SPACES.sub(" ", text)).strip()
