"""Holidays: the schedules that come on days on which nobody drives, and what is done with each."""
