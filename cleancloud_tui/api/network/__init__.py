"""The way to a server: proxies, authorities, and what this computer says of them."""
