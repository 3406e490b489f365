"""What time it is by CleanCloud and by this computer, and how moments are told."""
