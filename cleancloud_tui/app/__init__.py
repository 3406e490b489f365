"""What outlives a screen: the counter itself, the lane that keys go through, the palette."""
