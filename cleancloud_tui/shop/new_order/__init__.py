"""Taking in: a new order while it is typed, and making it once."""
