"""What a believable order holds, costs and goes through."""
