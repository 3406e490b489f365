"""One order: seen, changed, charged, printed."""
