"""Http: say here what it holds."""
