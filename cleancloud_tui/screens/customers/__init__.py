"""Finding customers, and everything about one."""
