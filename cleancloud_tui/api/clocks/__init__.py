"""What time it is, where clocks are wrong."""
