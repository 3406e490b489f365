"""What scans are used for: one file a mode."""
