"""A CleanCloud as a stranger would have written it: nothing of the practice shop is in it.

It answers from memory, over real sockets, writes down all that arrives, and answers as a test
tells it to: late, never, with any status and any bytes, with or without doing what was asked.
"""

from .answers import Answer, Received
from .server import Stranger

__all__ = ["Answer", "Received", "Stranger"]
