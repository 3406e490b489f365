"""The first day with a real shop: how its replies differ from what is known, and nothing of it."""
