"""Every write, from before its first byte leaves until it is known how it ended."""
