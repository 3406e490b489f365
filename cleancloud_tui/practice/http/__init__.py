"""The practice shop over HTTP: who may come in, limits, faults, and the server."""
