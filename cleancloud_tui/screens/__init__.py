"""Screens: a folder a piece of work, a file a screen; what all of them share stands here."""
