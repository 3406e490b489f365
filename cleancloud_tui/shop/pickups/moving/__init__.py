"""Moves of schedules, and of single pickups: what CleanCloud has no operation for."""
