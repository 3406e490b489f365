"""Deeds: what changes something, from the press that sets it off to its outcome."""
