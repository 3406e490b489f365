"""When a request may go: the pace, the line before it, and the ledger of all requests."""
