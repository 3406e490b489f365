"""What the shop sells and holds: price lists, products, inventory."""
