"""The way to CleanCloud, and what it told last."""
