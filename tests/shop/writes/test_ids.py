"""The ids by which requests name things, without their wire names."""

from cleancloud_tui.shop.writes.ids import customer_id_in, customer_name_in, ids_of, order_id_in


def test_what_is_put_in_is_found_again_and_what_is_not_known_is_left_out() -> None:
    ids = ids_of(customer_id="12", order_id="437", pickup_id="3")
    assert (customer_id_in(ids), order_id_in(ids)) == ("12", "437")
    assert ids_of(customer_id="12") == {"customerID": "12"}
    assert ids_of() == {}


def test_what_names_nobody_names_nobody() -> None:
    for values in ({}, {"customerID": None, "orderID": "", "customerName": None}):
        assert customer_id_in(values) == order_id_in(values) == customer_name_in(values) == ""


def test_an_id_is_a_text_whatever_a_reply_tells_it_as() -> None:
    assert order_id_in({"orderID": 437}) == "437"
