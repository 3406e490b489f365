"""Closing the till: the sheets that were kept, counting another one, its paper."""
