"""Repeat pickups at the desk: schedules, the form of one, and what is asked before it changes."""
