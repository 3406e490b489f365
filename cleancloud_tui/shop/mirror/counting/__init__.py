"""What the figures of days are counted from: a narrow row beside each order of the mirror."""
