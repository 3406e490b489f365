"""Scans: how they are told from typing and from one another, and what is done with them."""
