"""How long is waited for what has to come: so long that only what hangs is given up."""

from typing import Final

HUNG_SECONDS: Final = 120
"""Nothing takes a tenth of it on an idle machine; one that is busy may need ten times as long."""
