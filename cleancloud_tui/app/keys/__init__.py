"""What every key goes through before a widget gets it, and what becomes of what is scanned."""
