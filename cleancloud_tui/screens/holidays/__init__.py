"""Holidays: the schedules that come on closed days, seen to in one go."""
