from __future__ import annotations

from typing import Any

DAY = 86_400


async def test_a_new_customer_is_told_as_it_was_sent(shop: Any) -> None:
    added = await shop.done(
        "addCustomer",
        customerName="Dee <b>[M]",
        customerTel=" 555-4 ",
        customerEmail="dee@example.com",
        customerAddress="2 Low St\nLondon N1",
        makeLatLng="1",
        findRoute="1",
        customerNotes="Knocks & waits",
        starchPreference="3",
        marketingOptIn="1",
        customerPassword="pass",
    )
    customer = await shop.customer(added["CustomerID"])
    assert customer["Name"] == "Dee <b>[M]"
    assert customer["Tel"] == "555-4"
    assert customer["addressDetailed"] == {"street": "2 Low St", "city": "London", "zip": "N1"}
    assert 51.0 < float(customer["Lat"]) < 51.2
    assert customer["customerRoute"] == "1"
    assert customer["starchPreference"] == "3"
    assert customer["marketingOptIn"] == "1"
    assert customer["creditAvailable"] == "0.00"
    assert customer["signedUpTimeStamp"] == str(int(shop.clock.now))
    told = await shop.done(
        "loginCustomer", customerEmail="dee@example.com", customerPassword="pass"
    )
    assert told["cid"] == added["CustomerID"]


async def test_an_empty_address_is_an_empty_list_as_php_writes_it(shop: Any) -> None:
    assert (await shop.customer(2))["addressDetailed"] == []


async def test_email_is_unique_for_ever_and_phone_among_active_customers(shop: Any) -> None:
    new = {"customerName": "Dee", "customerTel": "555-9", "customerEmail": "dee@example.com"}
    await shop.done("deleteCustomer", customerID="2")
    clash = await shop.refused("addCustomer", **{**new, "customerEmail": "BEN@example.com"})
    assert "already exists" in clash
    assert "already exists" in await shop.refused("addCustomer", **{**new, "customerTel": "555-1"})
    await shop.done("addCustomer", **{**new, "customerTel": "555-2"})
    clash = await shop.refused("updateCustomer", customerID="1", customerEmail="dee@example.com")
    assert "already exists" in clash
    await shop.done("updateCustomer", customerID="1", customerEmail="ann@example.com")


async def test_an_email_is_needed_unless_it_is_waived(shop: Any) -> None:
    new = {"customerName": "Dee", "customerTel": "555-9"}
    assert "customerEmail" in await shop.refused("addCustomer", **new)
    await shop.done("addCustomer", **new, noEmailRequired="1")
    await shop.done("addCustomer", customerName="E", customerTel="555-8", noEmailRequired="1")


async def test_an_update_changes_what_was_sent_and_nothing_else(shop: Any) -> None:
    before = await shop.customer()
    await shop.done("updateCustomer", customerID="1", customerNotes="", detergentType="2")
    assert await shop.customer() == {**before, "Notes": "", "detergentType": "2"}
    assert "customerRoute" in await shop.refused(
        "updateCustomer", customerID="1", customerRoute="x"
    )
    assert "Route" in await shop.refused("updateCustomer", customerID="1", customerRoute="9")


async def test_a_window_of_sign_ups_ends_with_its_last_day(shop: Any) -> None:
    window = {"dateFrom": "2026-05-11", "dateTo": "2026-06-10"}
    reply = await shop.done("getCustomer", **window)
    assert [each["ID"] for each in reply["Customers"]] == ["1", "2", "3"]
    reply = await shop.done("getCustomer", **window, excludeDeactivated="1")
    assert [each["ID"] for each in reply["Customers"]] == ["1", "2"]
    reply = await shop.done("getCustomer", dateFrom="2026-05-31", dateTo="2026-05-31")
    assert [each["ID"] for each in reply["Customers"]] == ["1"]


async def test_windows_that_answer_an_error(shop: Any) -> None:
    error = await shop.refused("getCustomer", dateFrom="2026-05-01", dateTo="2026-06-02")
    assert error == "Date Range can not be longer than 31 days"
    for window in (("2026-01-01", "2026-01-31"), ("2026-06-10", "2026-06-09")):
        error = await shop.refused("getCustomer", dateFrom=window[0], dateTo=window[1])
        assert error == "No Customer With That ID"
    assert await shop.refused("getCustomer", customerID="77") == "No Customer With That ID"


async def test_a_deactivated_customer_keeps_the_orders_and_gets_no_new_ones(shop: Any) -> None:
    await shop.add_order()
    await shop.done("deleteCustomer", customerID="1")
    await shop.done("deleteCustomer", customerID="1")
    assert (await shop.order())["customerID"] == "1"
    assert (await shop.customer())["Name"] == "Ann"
    await shop.refused("addOrder", customerID="1", finalTotal="1.00")
    await shop.refused("loginCustomer", customerEmail="ann@example.com", customerPassword="secret")


async def test_a_wrong_password_is_refused(shop: Any) -> None:
    error = await shop.refused(
        "loginCustomer", customerEmail="ann@example.com", customerPassword="Secret"
    )
    assert "Incorrect email and password" in error
    await shop.refused("loginCustomer", customerEmail="ben@example.com", customerPassword="x")
    nobody = {"customerEmail": "nobody@example.com"}
    unknown = await shop.refused("loginCustomer", **nobody, customerPassword="x")
    assert unknown == await shop.refused("passwordCustomer", **nobody)
    assert unknown == "No Customer With That Email"


async def test_promo_codes_give_once(shop: Any) -> None:
    check = {"customerID": "1", "promoCode": "fiver", "onlyCheckIfValid": "1"}
    assert (await shop.done("usePromo", **check))["credit"] == "5.00"
    assert (await shop.customer())["creditAvailable"] == "10.00"
    used = await shop.done("usePromo", customerID="1", promoCode="FIVER")
    assert used["newCredit"] == "15.00"
    assert "Already Used" in await shop.refused("usePromo", **check)
    used = await shop.done("usePromo", customerID="1", promoCode="TENOFF")
    assert used["discountPercent"] == "10"
    customer = await shop.customer()
    assert (customer["creditAvailable"], customer["discountPercentage"]) == ("15.00", "10")
    for code in ("OLD", "NONE", "FRIEND0001"):
        error = await shop.refused("usePromo", customerID="1", promoCode=code)
        assert error == "Invalid Promo Code"


async def test_an_invitation_gives_both_sides_credit(shop: Any) -> None:
    code = (await shop.done("getReferral", customerID="1"))["referralCode"]
    new = {"customerName": "Dee", "customerTel": "5", "customerEmail": "d@example.com"}
    await shop.refused("addCustomer", **new, promoCode="NONE")
    added = await shop.done("addCustomer", **new, promoCode=code)
    assert (await shop.customer(added["CustomerID"]))["creditAvailable"] == "10.00"
    assert (await shop.customer())["creditAvailable"] == "20.00"


async def test_loyalty_points_are_earned_and_become_credit(shop: Any) -> None:
    await shop.add_order(finalTotal="19.90", paid="1", paymentType="1")
    assert (await shop.customer())["loyaltyPointsAvailable"] == "269"
    reply = await shop.done("convertLoyaltyPoints", customerID="1")
    assert (reply["newCredit"], reply["creditGained"]) == ("12.69", "2.69")
    customer = await shop.customer()
    assert customer["creditAvailable"] == "12.69"
    assert (customer["loyaltyPointsAvailable"], customer["loyaltyPointsUsed"]) == ("0", "269")
    await shop.refused("convertLoyaltyPoints", customerID="1")


async def test_groups_messages_and_push_tokens(shop: Any) -> None:
    await shop.done("addToCustomerGroup", customerID="1", groupID="1")
    await shop.done("addToCustomerGroup", customerID="1", groupID="1")
    assert "Group" in await shop.refused("addToCustomerGroup", customerID="1", groupID="2")
    for text in ("One", "Two\n<script>"):
        await shop.done("addMessage", customerID="1", message=text)
    reply = await shop.done("getMessages", customerID="1", limit="1")
    assert [each["message"] for each in reply["Messages"]] == ["Two\n<script>"]
    assert (await shop.done("getMessages", customerID="2"))["Messages"] == []
    phone = {"customerID": "1", "pushToken": "t"}
    await shop.done("addPushToken", **phone, platform="0", bundleID="com.example")
    assert len(shop.store.rows("SELECT * FROM push_tokens")) == 1
    await shop.done("deletePushToken", **phone)
    assert shop.store.rows("SELECT * FROM push_tokens") == []
