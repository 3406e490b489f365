"""The practice shop: a CleanCloud-compatible server with a believable shop in it."""
