"""All repeat pickups that are known, whoever has them."""
