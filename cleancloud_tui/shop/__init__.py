"""What a shop knows and does, without a terminal: a folder a chapter, put together in `parts`."""
