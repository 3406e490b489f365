"""What replies say, as frozen dataclasses.

A field that a reply did not tell is `None`, or empty where it is a text or a tuple: readers never
invent a value. Ids and codes are text, money is `Decimal` in the shop's currency, a calendar day
is a `date`, an instant an aware `datetime` in UTC.

One module a subject, imported by name: a start loads only those that the first screen shows.
"""
