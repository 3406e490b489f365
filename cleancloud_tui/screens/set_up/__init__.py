"""Setting a shop up: what its money and its days depend on, asked once it is connected."""
