"""What scans do: one module a mode."""
