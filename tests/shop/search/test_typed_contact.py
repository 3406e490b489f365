"""What was typed into the search becomes the right field of a new customer."""

import pytest

from cleancloud_tui.shop.search.typed_contact import contact_in


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("maria gonzález", "customerName", "Maria González"),
        ("van der Berg", "customerName", "van der Berg"),
        ("王小明", "customerName", "王小明"),
        ("O'Brien", "customerName", "O'Brien"),
        ("(555) 016-7600", "customerTel", "(555) 016-7600"),
        ("+44 20 7946 0018", "customerTel", "+44 20 7946 0018"),
        ("0049.30.901820", "customerTel", "0049.30.901820"),
        ("ann@mail.example", "customerEmail", "ann@mail.example"),
        ("12 main st", "customerAddress", "12 main st"),
        ("Hauptstraße 7b", "customerAddress", "Hauptstraße 7b"),
        ("  lee  ", "customerName", "Lee"),
    ],
)
def test_each_kind_of_text_has_its_field(typed: str, field: str, value: str) -> None:
    assert contact_in(typed) == {field: value}


@pytest.mark.parametrize("typed", ["", "   ", "437", "00-42"])
def test_a_number_that_is_no_phone_fills_nothing(typed: str) -> None:
    assert contact_in(typed) == {}
