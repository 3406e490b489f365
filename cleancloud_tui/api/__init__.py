"""CleanCloud's API and nothing else: operations, client, pace, encodings, readers, errors."""
