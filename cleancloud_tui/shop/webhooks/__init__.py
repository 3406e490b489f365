"""Webhooks: what CleanCloud tells by itself, so that it need not be asked for so often."""
