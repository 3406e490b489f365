"""A shop's token: which of the places that it may come from counts, and what stands there.

The first one that there is counts, in this order, and no other is looked at:

1. `CLEANCLOUD_API_TOKEN` in the environment, which is a shop by itself (`settings.file`);
2. systemd's credential `cleancloud-token-NAME`;
3. `token` in the settings file;
4. `token_command`;
5. the system's keyring, with `token_keyring = true`.
"""

from __future__ import annotations

from .keyring import keep_token
from .source import TokenSource, is_own, source_of
from .token import token_of

__all__ = ["TokenSource", "is_own", "keep_token", "source_of", "token_of"]
