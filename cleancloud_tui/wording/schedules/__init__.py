"""Schedules in words: what changes, what they fit into, how they are moved, holidays."""
