"""Routes: what they have left, where they go today, where the driver is."""
