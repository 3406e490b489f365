"""Keeping the mirror complete and current with few requests."""
