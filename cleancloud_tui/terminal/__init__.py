"""The terminal as it is: what it sends, what it takes, and that it may be gone.

Nothing that it sends may end the program, and nothing of it is kept: it may be a card's number.
"""
