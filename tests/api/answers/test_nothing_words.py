"""Which refusals of a read may mean that there is nothing, and which say so."""

import pytest

from cleancloud_tui.api.answers.nothing_words import may_mean_nothing, say_nothing_is_there

ABOUT_THE_ASKING = (
    "Rate Limit Exceeded",
    "Monthly API limit reached",
    "You have used all of your 50,000 requests for this month",
    "Authentication Error",
    "Invalid token",
    "Access denied",
    "API access is not enabled for this plan",
    "Store not found",
    "Your subscription plan has expired, upgrade to continue",
    "Account suspended",
    "Missing Parameter: customerID",
    "You must provide at least one filter",
    "dateFrom is required",
    "Invalid date",
    "Date must be in the format yyyy-mm-dd",
    "Date Range can not be longer than 31 days",
    "Requesting too many orders in one request. You must narrow or restructure your request.",
    "Internal server error",
    "Request timed out",
    "Please try again later",
    "No requests left this month",
    "No more calls for this month",
    "No data: Rate Limit Exceeded",
    "No dates provided",
    "No date range was given",
    "No orders found. Please specify a date range",
    "No customers: the dates are required",
    "No orders. Your filters must not span more than 31 days",
    "No order ID in the parameters",
    "Date range is invalid",
    "The range must be narrowed",
    "You must narrow your filter",
    "Unknown parameters",
    "No data is available for your plan, upgrade it",
)
SAY_SO = (
    "No Customer With That ID",
    "No Order With That ID",
    "No orders found",
    "No orders were found for this customer",
    "There are no messages",
    "Order not found",
    "Order does not exist",
    "Nothing found",
    "No results",
    "Could not find order 12",
    "Invalid order ID",
    "NO_RECORDS_FOUND",
    "There are no orders for this date range",
    "No orders match your filters",
    "We couldn't find any orders for those filters",
    "No orders were found that match your filter",
    "No orders match your parameters",
    "There is nothing to show for this month",
    "No orders this month",
    "Sorry, we could not find any customers in that range.",
    "No customers signed up in the given date range",
    "There were no completed orders within the provided dates",
    "0 orders found for the selected range",
    "Nothing matches these filters",
    "You have no orders in this month",
    "Did not find any garments for these parameters",
    "Customer has no repeat pickups",
    "No cards on file",
    "Customer does not have a saved card",
    "This customer doesn't have any messages yet",
    "Order 437 has no photos",
    "No data for that period",
)
UNKNOWN = ("Error", "Pas de résultat", "Empty", "No orders were specified", "Order was deleted")


@pytest.mark.parametrize("words", ABOUT_THE_ASKING)
def test_what_is_about_the_asking_means_nothing_else(words: str) -> None:
    assert not may_mean_nothing(words)


@pytest.mark.parametrize("words", SAY_SO)
def test_words_that_say_that_there_is_nothing(words: str) -> None:
    assert may_mean_nothing(words)
    assert say_nothing_is_there(words)


@pytest.mark.parametrize("words", UNKNOWN)
def test_words_that_are_not_known_say_nothing_for_sure(words: str) -> None:
    assert may_mean_nothing(words)
    assert not say_nothing_is_there(words)
