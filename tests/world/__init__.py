"""What the world sends to a counter that nobody should send, and what may come of it: nothing."""
