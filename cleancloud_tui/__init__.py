"""Counter software for shops that run on CleanCloud, in the terminal."""

from datetime import datetime, timezone

# No annotation: the first start may be by a Python that is too old, and has to be told so.
__version__ = "0.1.0"

RELEASED = datetime(2026, 11, 1, tzinfo=timezone.utc)  # noqa: UP017  (an old Python reads it, too)
"""When this version was made: a clock that says less is wrong."""
