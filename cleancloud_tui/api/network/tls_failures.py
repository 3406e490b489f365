"""Why a connection could not be encrypted, or whoever answers not be trusted, as sentences."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from ... import RELEASED
from ..errors import NotTrustedError
from .certificates import named

_EXPIRED: Final = 10
_NOT_YET_VALID: Final = 9
_TIMES: Final = {_EXPIRED: "has expired", _NOT_YET_VALID: "is not valid yet"}

_SELF_SIGNED: Final = 18
_OTHER_NAMES: Final = (62, 63, 64)
_NO_AUTHORITY: Final = (2, 19, 20, 21)
"""What OpenSSL calls these: X509_V_ERR_…."""

_SIGN_IN: Final = "Does this network ask you to sign in first? Do that in a browser. "
_NAME_IT: Final = (
    f"{_SIGN_IN}If a proxy or a virus scanner of your own stands in between, set SSL_CERT_FILE to "
    "the file of its authority."
)
_ADDRESS: Final = f"{_SIGN_IN}Else check the shop's address in the settings."

_BROKE_OFF: Final = "UNEXPECTED_EOF_WHILE_READING"

_PLAIN: Final = "what answers there does not encrypt, as plain HTTP does not"
_OLD: Final = "it encrypts in an old way that is not safe any more"
_NO_WAY: Final = "there is no way to encrypt that both know"

_REASONS: Final[Mapping[str, str]] = {
    "WRONG_VERSION_NUMBER": _PLAIN,
    "HTTP_REQUEST": _PLAIN,
    "HTTPS_PROXY_REQUEST": _PLAIN,
    "UNKNOWN_PROTOCOL": _PLAIN,
    "PACKET_LENGTH_TOO_LONG": _PLAIN,
    "RECORD_LAYER_FAILURE": _PLAIN,
    "UNEXPECTED_MESSAGE": _PLAIN,
    "UNSUPPORTED_PROTOCOL": _OLD,
    "NO_PROTOCOLS_AVAILABLE": _OLD,
    "TLSV1_ALERT_PROTOCOL_VERSION": _OLD,
    "WRONG_SSL_VERSION": _OLD,
    "DH_KEY_TOO_SMALL": _OLD,
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": _OLD,
    "SSLV3_ALERT_HANDSHAKE_FAILURE": _NO_WAY,
    "NO_SHARED_CIPHER": _NO_WAY,
    "TLSV1_UNRECOGNIZED_NAME": "there is no site of that name there",
    _BROKE_OFF: "it broke off while the encryption was agreed on",
}
"""What OpenSSL's reasons mean to people; the others are told as they are."""

_MOST_AMISS: Final = timedelta(minutes=10)
"""What two clocks may differ by without either being called wrong."""


def tls_error_in(error: BaseException) -> ssl.SSLError | None:
    """Return OpenSSL's own error behind one of httpx's; None where encryption is not to blame."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, ssl.SSLError):
            return at
        at = at.__cause__ or at.__context__
    return None


def not_trusted(host: str, through: str, error: ssl.SSLError | None) -> NotTrustedError:
    """Return what is to be told of a failure to encrypt.

    Args:
        host: The server.
        through: The proxy that it is reached through, in words.
        error: OpenSSL's; None where the other end broke off.
    """
    if not isinstance(error, ssl.SSLCertVerificationError):
        reason = (error.reason if error else "") or _BROKE_OFF
        why = _REASONS.get(reason) or f"OpenSSL says “{reason.replace('_', ' ').lower()}”"
        return NotTrustedError(host, through, why, _ADDRESS, lasting=reason != _BROKE_OFF)
    code = error.verify_code
    if code in _TIMES:
        return NotTrustedError(host, through, f"its certificate {_TIMES[code]}", "", of_time=True)
    if code in _OTHER_NAMES:
        return NotTrustedError(host, through, "its certificate is for another name", _ADDRESS)
    if code == _SELF_SIGNED:
        why = "its certificate is signed by itself (self-signed), as anybody's can be"
        return NotTrustedError(host, through, why, _NAME_IT)
    if code in _NO_AUTHORITY:
        whose = f"that {authorities} holds" if (authorities := named()) else "that is trusted here"
        why = f"its certificate is not signed by an authority {whose}"
        return NotTrustedError(host, through, why, _NAME_IT)
    why = f"its certificate is not accepted ({error.verify_message})"
    return NotTrustedError(host, through, why, _NAME_IT)


def with_clocks(failure: NotTrustedError, now: float, date_told: str) -> NotTrustedError:
    """Return the failure of a certificate that is not valid at this time, with whose clock is why.

    Args:
        failure: What is told so far.
        now: Unix seconds, by this computer's clock.
        date_told: What the server says of the time, in the `Date` of an answer; empty for nothing.
    """
    here, there = datetime.fromtimestamp(now, UTC), _read(date_told)
    says = f"by this computer's clock, which says {_in_words(here)}"
    if here < RELEASED:
        beside = f" {says} and is wrong: this program was made on {_in_words(RELEASED, 'day')}"
        advice = "Set the clock of this computer and try again."
    elif there is None:
        beside = f" {says}"
        advice = "If that is wrong, set the clock. Else whoever runs the server has to renew it."
    elif abs(here - there) > _MOST_AMISS:
        beside = f" {says}; the server's says {_in_words(there)}"
        advice = "If this computer's clock is wrong, set it and try again."
    else:
        beside = ", and this computer's clock agrees with the server's"
        advice = "Whoever runs the server has to renew it. Try again later."
    return NotTrustedError(failure.host, failure.through, failure.why + beside, advice)


def _read(date_told: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(date_told)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _in_words(moment: datetime, what: str = "minute") -> str:
    day = f"{moment.day} {moment:%b %Y}"
    return day if what == "day" else f"{day}, {moment:%H:%M} UTC"
