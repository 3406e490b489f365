"""Finding customers in the mirror by anything that people remember of them."""
