"""A customer's account: messages, credit, cards, codes, subscription, the phone app."""
