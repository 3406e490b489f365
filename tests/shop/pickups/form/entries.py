"""Wrong and border entries of a repeat pickup's form, with what is said at their field."""

from __future__ import annotations

from datetime import date

from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.form_values import NEW_VALUES

F = PickupField

TODAY = date(2026, 11, 27)
"""A Friday, on which they are typed."""

WHOLE = {
    **NEW_VALUES,
    F.DAY: "tue",
    F.START: "9am",
    F.END: "11am",
    F.ORDERS: "10",
    F.DELIVERY_DAYS: "2",
    F.DELIVERY_START: "5pm",
    F.DELIVERY_END: "7pm",
    F.TIP: "3.50",
    F.CONFIRMATION: "1",
    F.CONFIRM_DAYS: "1",
    F.MADE_SO_FAR: "0",
}
"""A form in which all is well."""

WRONG = [
    ("DAY", "", "needed: the day of the first pickup"),
    ("DAY", "31 feb", "“31 feb” is no clear day: 8 dec, tue, +7"),
    ("DAY", "31 February 2027", "“31 February 2027” is no clear day: 8 dec, tue, +7"),
    ("DAY", "29 feb 2027", "“29 feb 2027” is no clear day: 8 dec, tue, +7"),
    ("DAY", "5/12/2026", "“5/12/2026” is no clear day: 8 dec, tue, +7"),
    ("DAY", "some day next week", "“some day next w…” is no clear day: 8 dec, tue, +7"),
    ("DAY", "mon 8 dec", "“mon 8 dec” is no clear day: 8 dec, tue, +7"),
    ("DAY", "-1", "“-1” is no clear day: 8 dec, tue, +7"),
    ("DAY", "0", "“0” is no clear day: 8 dec, tue, +7"),
    ("DAY", "yesterday", "this day has gone: today or later"),
    ("DAY", "2026-11-26", "this day has gone: today or later"),
    ("DAY", "1999-01-01", "this day has gone: today or later"),
    ("DAY", "2126-12-08", "2126 is more than two years ahead"),
    ("DAY", "+999", "2029 is more than two years ahead"),
    ("START", "", "needed: from when"),
    ("START", "13pm", "“13pm” is no clear time: 9am, 5:30pm"),
    ("START", "0am", "“0am” is no clear time: 9am, 5:30pm"),
    ("START", "25:00", "“25:00” is no clear time: 9am, 5:30pm"),
    ("START", "9:60am", "“9:60am” is no clear time: 9am, 5:30pm"),
    ("START", "9", "“9” is no clear time: 9am or 9pm?"),
    ("START", "5:30", "“5:30” is no clear time: 5:30am or 5:30pm?"),
    ("START", "nine", "“nine” is no clear time: 9am, 5:30pm"),
    ("START", "9am-11am", "“9am-11am” is no clear time: 9am, 5:30pm"),
    ("END", "", "needed: until when"),
    ("END", "9am", "is not after 9am"),
    ("END", "8:59am", "is not after 9am"),
    ("END", "12am", "is not after 9am"),
    ("END", "11", "“11” is no clear time: 11am or 11pm?"),
    ("FREQUENCY", "", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "0", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "5", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "weekly", "how often? 1 to 4 weeks"),
    ("ORDERS", "21", "at most 20; 0 for no end"),
    ("ORDERS", "1,250", "at most 20; 0 for no end"),
    ("ORDERS", "-1", "“-1” is no whole number; 0 for no end"),
    ("ORDERS", "2.5", "“2.5” is no whole number; 0 for no end"),
    ("ORDERS", "ten", "“ten” is no whole number; 0 for no end"),
    ("ORDERS", "until cancelled", "“until cancelled” is no whole number; 0 for no end"),
    ("MADE_SO_FAR", "10", "leaves none of 10 to make"),
    ("MADE_SO_FAR", "12", "leaves none of 10 to make"),
    ("MADE_SO_FAR", "21", "at most 20; 0 for none"),
    ("MADE_SO_FAR", "x", "“x” is no whole number; 0 for none"),
    ("DELIVERY_DAYS", "", "how many days after the pickup? 1 or more"),
    ("DELIVERY_DAYS", "0", "how many days after the pickup? 1 or more"),
    ("DELIVERY_DAYS", "-1", "“-1” is no whole number; 0 for no delivery"),
    ("DELIVERY_DAYS", "two", "“two” is no whole number; 0 for no delivery"),
    ("DELIVERY_DAYS", "400", "at most 60; 0 for no delivery"),
    ("DELIVERY_START", "", "needed: from when"),
    ("DELIVERY_START", "17", "“17” is no clear time: 9am, 5:30pm"),
    ("DELIVERY_END", "", "needed: until when"),
    ("DELIVERY_END", "5pm", "is not after 5pm"),
    ("DELIVERY_END", "13pm", "“13pm” is no clear time: 9am, 5:30pm"),
    ("TIP", "much", "“much” is no amount: 3.50"),
    ("TIP", "-3", "“-3” is no amount: 3.50"),
    ("TIP", "10%", "“10%” is no amount: 3.50"),
    ("TIP", "1,250", "“1,250” may be two amounts: no decimals, or two"),
    ("TIP_PERCENT", "1.005", "“1.005” has three decimals: two at most"),
    ("TIP", "1000000.01", "is too much for a tip"),
    ("TIP_PERCENT", "10", "an amount or per cent, not both: empty one"),
    ("TIP_PERCENT", "101", "“101” is not 0 to 100"),
    ("TIP_PERCENT", "-1", "“-1” is not 0 to 100"),
    ("TIP_PERCENT", "ten", "“ten” is not 0 to 100"),
    ("CONFIRMATION", "2", "none, or by SMS?"),
    ("CONFIRM_DAYS", "", "needed: how many days ahead, 1 or more"),
    ("CONFIRM_DAYS", "0", "needed: how many days ahead, 1 or more"),
    ("CONFIRM_DAYS", "-1", "“-1” is no whole number; at least 1"),
    ("CONFIRM_DAYS", "one", "“one” is no whole number; at least 1"),
    ("CONFIRM_DAYS", "31", "at most 30; at least 1"),
]
"""The field, what is typed over a form in which all is well, and what is said."""
