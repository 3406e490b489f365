"""The shop's figures: what CleanCloud told of them, what this host counts, and the lists behind."""
