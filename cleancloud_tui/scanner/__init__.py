"""From keys to scans and typing: knows no shop, no database and no screen."""
