"""Writes on their way: the door, sending, the outbox, what became of them, undo."""
