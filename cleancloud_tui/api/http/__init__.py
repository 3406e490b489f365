"""One request and its answer over HTTP."""
