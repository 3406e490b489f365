"""Rows as CSV or as a table, and the files that they are written to."""
