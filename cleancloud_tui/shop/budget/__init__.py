"""The month's requests: what they were spent on, and how far they last."""
