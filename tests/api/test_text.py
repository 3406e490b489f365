import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.text import clean, one_line

PIECES = (
    "&amp;", "&", "amp;", "lt;", "&lt;br&gt;", "<br>", "<BR />", "<b", "r>", "&#27;", "&#x9b;",
    "&#38;", "#38;", "\x1b", "\x1b[31m", "[31m", "\x1b]0;title", "\x07", "\x9d", "\x9c", "\x90",
    "\u202e", "\u061c", "\u200b", "\xa0", "\u2028", "\u3000", "\r", "\r\n", "\n", "\t", " ", "x",
    "é", "م", "\ud800", "\ue000", "👩\u200d👩", "0",
)  # fmt: skip

HOSTILE = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Maria Garcia", "Maria Garcia"),
        ("  Maria   Garcia ", "Maria Garcia"),
        ("Shirt x 2<br>Tie x 1<br />", "Shirt x 2\nTie x 1"),
        ('one<br class="x">two</br>three', "one\ntwo\nthree"),
        ("Tom &amp; Jo&#39;s", "Tom & Jo's"),
        ("encoded twice &amp;amp; &amp;lt;br&amp;gt; broken", "encoded twice &\nbroken"),
        ("M&S & 3 < 4", "M&S & 3 < 4"),
        ("[bold]red[/] <b>bold</b>", "[bold]red[/] <b>bold</b>"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("\x1b]0;new title\x07note", "note"),
        ("an opening \x1b]0;with no end\nkept", "an opening 0;with no end\nkept"),
        ("Joe\x92s \x9dnote", "Joes note"),
        ("abc\u202edef\u2066ghi\u061c", "abcdefghi"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d👧 José 山田", "👩\u200d👧 José 山田"),
        ("one\r\ntwo\rthree \n\n four\t!", "one\ntwo\nthree\n\nfour !"),
        ("a\xa0b\u2028c", "a b c"),
        ("\x00\ud800", ""),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


def test_one_line_parts_lines_by_commas():
    assert one_line("12 High St<br>\n London ") == "12 High St, London"


@given(HOSTILE)
def test_a_cleaned_text_is_harmless_and_stays_as_it_is(raw):
    cleaned = clean(raw)
    assert clean(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert not re.search(r"<br\s*/?>", cleaned, re.IGNORECASE)
    for sign in cleaned:
        assert sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Zl", "Zp")
        assert unicodedata.bidirectional(sign) not in ("LRE", "RLE", "LRO", "RLO", "LRI", "RLI")
    assert "\n" not in one_line(raw)


@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc"], exclude_characters="&<")))
def test_words_come_out_as_they_were_written(word):
    assert clean(word) == word


@pytest.mark.parametrize(
    "piece", ["&amp;", "&", "amp;", "<br", "<b", "\x1b[", "\x1b]", "\x90", " ", "\n ", "&#38;#38;"]
)
def test_no_text_takes_long(piece):
    text = piece * (300_000 // len(piece))
    before = time.process_time()
    clean(text)
    assert time.process_time() - before < 2
