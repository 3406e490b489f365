"""Taking in: a new order, from the first item to its ticket."""
