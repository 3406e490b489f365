"""Counter software for shops that run on CleanCloud, in the terminal."""

# No annotation: the first start may be by a Python that is too old, and has to be told so.
__version__ = "0.1.0"
