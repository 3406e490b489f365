"""What a shop knows and does: mirror, search, journal, filling. Plain async Python, no terminal."""
