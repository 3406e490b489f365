"""A settings file that a person wrote stays as it is, but for the values that change."""

from __future__ import annotations

import codecs
import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.settings import (
    AppSettings,
    Settings,
    SettingsError,
    ShopSettings,
    read_file,
    save,
)

WRITTEN = """\
# Settings of our two shops. Ask Vera before you change anything!

[[shops]]   # the old one
token   = 'tok-1'    # renewed in May
name    = "High Street"
tax     = 8.50       # as the accountant says
hours   = "Mon-Fri 08:00-18:00"

# Mill Lane opened in 2024.
[[shops]]
name = "Mill Lane"
token = "tok-2"
ticket_lines = [
    "Thank you",   # always
    "Mon-Fri 8-6",
]

# --- what the program does ---
[app]
scanner_gap = 50 # the Honeywell is slow
theme = "nord"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_bytes(WRITTEN.encode())
    path.chmod(0o600)
    return path


def test_what_does_not_change_stays_to_the_byte(path: Path) -> None:
    save(read_file(path), path)
    assert path.read_bytes() == WRITTEN.encode()


def test_only_the_changed_values_change(path: Path) -> None:
    settings = read_file(path)
    first = dataclasses.replace(settings.shops[0], token="tok-3", tax=Decimal("8.875"))
    app = dataclasses.replace(settings.app, scanner_gap=40, theme="", shop="Mill Lane")
    save(dataclasses.replace(settings.with_shop(first), app=app), path)
    expected = (
        WRITTEN.replace("'tok-1'", '"tok-3"')
        .replace("8.50 ", "8.875 ")
        .replace("gap = 50", "gap = 40")
        .replace('theme = "nord"\n', 'shop = "Mill Lane"\n')
    )
    assert path.read_text() == expected


def test_a_new_value_stands_in_its_own_section(path: Path) -> None:
    settings = read_file(path)
    first = dataclasses.replace(settings.shops[0], tax_included=True)
    save(settings.with_shop(first), path)
    hours = 'hours   = "Mon-Fri 08:00-18:00"\n'
    assert path.read_text() == WRITTEN.replace(hours, f"{hours}tax_included = true\n")


def test_a_new_shop_is_added_and_nothing_else_moves(path: Path) -> None:
    settings = read_file(path)
    save(settings.with_shop(ShopSettings(name="Dale", token="tok-4")), path)
    added = '\n[[shops]]\nname = "Dale"\ntoken = "tok-4"\n'
    assert path.read_text() == WRITTEN.replace('8-6",\n]\n', f'8-6",\n]\n{added}')
    assert [shop.name for shop in read_file(path).shops] == ["High Street", "Mill Lane", "Dale"]


def test_a_file_of_the_program_s_own_takes_another_shop_by_hand(path: Path) -> None:
    path.unlink()
    save(Settings((ShopSettings(name="Mill", token="t"),), AppSettings(theme="nord")), path)
    path.write_text(f'{path.read_text()}\n[[shops]]\nname = "Dale"\ntoken = "d"\n')
    assert [shop.name for shop in read_file(path).shops] == ["Mill", "Dale"]


@pytest.mark.parametrize("begun", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_stay(path: Path, begun: bytes, line_end: str) -> None:
    path.write_bytes(begun + WRITTEN.replace("\n", line_end).encode())
    settings = read_file(path)
    save(dataclasses.replace(settings, app=AppSettings(scanner_gap=50, theme="dracula")), path)
    expected = WRITTEN.replace("nord", "dracula").replace("\n", line_end)
    assert path.read_bytes() == begun + expected.encode()


@pytest.mark.parametrize(
    "text",
    [
        'shops = [{name = "Mill", token = "t"}]\n',
        'shops = []\n[app]\ntheme = "nord"\n',
        'app.theme = "nord"\n[[shops]]\nname = "Mill"\ntoken = "t"\n',
        'app = {theme = "nord"} # all of it\n',
        "# nothing yet\n",
        "",
        "[app]",
    ],
)
def test_sections_in_other_spellings_are_changed_too(path: Path, text: str) -> None:
    path.write_text(text)
    settings = read_file(path).with_shop(ShopSettings(name="Mill", token="new", ready_days=3))
    settings = settings.with_shop(ShopSettings(name="Dale", token="d"))
    settings = dataclasses.replace(settings, app=AppSettings(theme="dracula", scanner_gap=60))
    save(settings, path)
    assert read_file(path) == settings


def test_a_file_that_cannot_be_used_is_not_written_over(path: Path) -> None:
    settings = read_file(path)
    path.write_text("[app")
    with pytest.raises(SettingsError, match="no valid TOML"):
        save(settings, path)
    assert path.read_text() == "[app"


@pytest.mark.parametrize(
    ("written", "wrong", "said"),
    [
        ("tax     = 8.50", "taxx    = 8.50", ", line 6: shops[1].taxx is no setting; did you mean"),
        ("tax     = 8.50", "tax     = 850", ", line 6: shops[1].tax is to be a number from 0"),
        ('token = "tok-2"', "rate = 99", ", line 12: shops[2].rate is to be a whole number"),
        ('token = "tok-2"', "", ", line 10: shops[2].token is missing"),
        ('"nord"', '"pink"', ", line 21: app.theme is to be one of"),
    ],
)
def test_an_error_names_the_line(path: Path, written: str, wrong: str, said: str) -> None:
    path.write_text(WRITTEN.replace(written, wrong))
    with pytest.raises(SettingsError) as caught:
        read_file(path)
    assert str(caught.value).startswith(f"{path}{said}")
