"""What can go wrong with a request, as sentences for people.

Every error says what happened and what to do next, and carries no token. Callers catch
`CleanCloudError`, or a class below it where the difference matters to them.
"""

from __future__ import annotations

from typing import ClassVar

from ..typed import command


class CleanCloudError(Exception):
    """The base of everything that a request can end with instead of a reply.

    Attributes:
        sent: Whether the request may have reached the server.
        kept: Whether it was kept, and is sent by itself later.
        entry_id: The journal's entry that tells what becomes of it; 0 where there is none.
    """

    sent: ClassVar[bool] = True
    kept: ClassVar[bool] = False
    entry_id: int = 0

    @property
    def reason(self) -> str:
        """What is said where it is tried again by itself: nobody is told to do that, too."""
        return str(self)


class BadParametersError(CleanCloudError):
    """The request breaks a rule of the API's documentation; found before a slot was spent."""

    sent = False

    def __init__(self, operation: str, problems: tuple[str, ...]) -> None:
        self.operation = operation
        self.problems = problems
        sentence = f"{operation}: {'; '.join(problems)}"
        super().__init__(sentence if sentence.endswith("?") else f"{sentence}.")


class NoTokenError(CleanCloudError):
    """There is no token to ask CleanCloud with; the sentence says why."""

    sent = False


class ReadOnlyError(CleanCloudError):
    """This session may not do what was asked of it, as where it was opened read-only.

    Attributes:
        why: Not, as the end of a sentence.
    """

    sent = False

    def __init__(self, operation: str, done: str = "sent", session: str = "read-only") -> None:
        self.why = f"this session is {session}"
        super().__init__(f"{operation} was not {done}: {self.why}. Nothing was changed.")


class NotAllowedError(ReadOnlyError):
    """Whoever is there may not do what was asked of the session."""

    def __init__(self, operation: str, done: str, why: str) -> None:
        self.why = why
        CleanCloudError.__init__(self, f"{operation} was not {done}: {why}. Nothing was changed.")


class LedgerError(CleanCloudError):
    """The file that keeps the pace of all programs on this host can't be used."""

    sent = False

    def __init__(self, path: object, why: str) -> None:
        super().__init__(
            f"The record of requests in {path} can't be written ({why}), so nothing was sent. "
            "Check that the disk is not full and that this user may write there."
        )


class UntouchedLedgerError(LedgerError):
    """The file is none, or of a newer version; it was not touched, and nothing was sent."""

    def __init__(self, cause: Exception) -> None:
        CleanCloudError.__init__(self, str(cause))


class DamagedLedgerError(LedgerError):
    """The file is damaged, and could not be replaced."""

    def __init__(self, path: object, why: str, failure: Exception) -> None:
        CleanCloudError.__init__(
            self,
            f"The record of requests in {path} is damaged ({why}) and could not be replaced by a "
            f"new one ({failure}), so nothing was sent. See that there is room on the disk and "
            "that this user may write there, then try again.",
        )


class BadTermsError(CleanCloudError):
    """The terms of a month that can't be; nothing was changed."""

    sent = False

    def __init__(self, what: str, least: int, most: int) -> None:
        super().__init__(
            f"{what} is to be a whole number from {least:,} to {most:,}. Nothing was changed."
        )


class MonthUsedUpError(CleanCloudError):
    """The month's requests are spent; found before anything was sent."""

    sent = False

    def __init__(self, spent: int, limit: int) -> None:
        super().__init__(
            f"This month's {limit:,} requests are used up ({spent:,} counted), so nothing was sent "
            "to CleanCloud. What is known can still be found and read here. Did CleanCloud count "
            f"fewer, or sell you more? Say so with Ctrl+G, or {command('budget --spent N')}."
        )


class ReserveReachedError(MonthUsedUpError):
    """What is left of the month belongs to people: nothing is sent in the background."""

    def __init__(self, spent: int, limit: int) -> None:
        CleanCloudError.__init__(
            self,
            f"{max(0, limit - spent):,} of this month's {limit:,} requests are left and kept for "
            "people, so nothing is asked in the background. F5 still asks CleanCloud. The reserve "
            f"is set with Ctrl+G, or {command('budget --reserve P')}.",
        )


class NetworkError(CleanCloudError):
    """No usable reply arrived. The base of the network's failures.

    Attributes:
        what: What happened, as a sentence.
        lasting: Whether the same request would end the same way, so that it is not repeated.
        answered: Whether the whole of an answer came, though it is of no use.
    """

    lasting: bool = False
    answered: bool = False

    def __init__(self, what: str, advice: str) -> None:
        self.what = what
        super().__init__(f"{what} {advice}")

    @property
    def reason(self) -> str:
        """What happened; with the advice only where nothing gets better without it."""
        return str(self) if self.lasting else self.what


class NotReachableError(NetworkError):
    """The server could not be reached: nothing was sent."""

    sent = False

    def __init__(self, host: str, why: str = "", through: str = "") -> None:
        """Say so.

        Args:
            host: The server.
            why: What failed.
            through: The proxy that it is reached through, in words.
        """
        reason = f" ({why})" if why else ""
        checked = "the connection and the proxy" if through else "the connection"
        super().__init__(
            f"{host} can't be reached{through}{reason}.",
            f"Nothing was sent. Check {checked}, then try again.",
        )


class ConnectTimedOutError(NotReachableError):
    """No connection came about in time: nothing was sent."""

    def __init__(self, host: str, seconds: float, through: str = "") -> None:
        super().__init__(host, f"no connection within {seconds:g} s", through)


class SurroundingsError(NotReachableError):
    """A variable of the environment says of the way to the server what can't be."""

    lasting = True

    def __init__(self, variable: str, value: str, why: str) -> None:
        """Say so.

        Args:
            variable: Its name.
            value: What it is set to, as it may be shown.
            why: What is wrong with that, as the end of a sentence.
        """
        NetworkError.__init__(
            self,
            f"{variable} is “{value}”{why}. Nothing was sent.",
            "Correct it or take it away, then start the program again.",
        )


class ProxyRefusedError(NotReachableError):
    """The proxy answered, and does not let anything through."""

    lasting = True

    def __init__(self, host: str, proxy: str, answer: str, *, has_account: bool) -> None:
        """Say so.

        Args:
            host: The server.
            proxy: What names the proxy, and how.
            answer: The proxy's: `407 Proxy Authentication Required`.
            has_account: Whether a user and a password were given to it.
        """
        advice = "Ask whoever runs it, or name another one, then start the program again."
        if not answer.startswith("407"):
            why = f"does not let anything through to {host} ({answer})"
        elif has_account:
            why = f"does not accept the user and password that stand there ({answer})"
        else:
            why = f"asks for a user and a password ({answer})"
            advice = "Write them into it: http://USER:PASSWORD@…, then start the program again."
        NetworkError.__init__(
            self, f"The proxy that {proxy} names {why}. Nothing was sent.", advice
        )


class NotTrustedError(NotReachableError):
    """No encrypted connection came about with somebody who can be trusted: nothing was sent.

    Args:
        host: The server.
        through: The proxy that it is reached through, in words.
        why: What failed.
        advice: What to do.
        lasting: Whether it would fail again; else it only broke off.
        of_time: Whether a certificate is not valid by this computer's clock.
    """

    def __init__(
        self,
        host: str,
        through: str,
        why: str,
        advice: str,
        *,
        lasting: bool = True,
        of_time: bool = False,
    ) -> None:
        self.host, self.through, self.why, self.of_time = host, through, why, of_time
        self.lasting = lasting
        NetworkError.__init__(
            self,
            f"There is no safe connection to {host}{through}: {why}.",
            f"Nothing was sent. {advice}",
        )


class TimedOutError(NetworkError):
    """The server took the request, or a part of it, and did not answer in time."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} did not answer within {seconds:g} s.", "Try again in a moment.")


class TooSlowError(TimedOutError):
    """The answer came too slowly, as from a server that sends a byte a second."""

    def __init__(self, host: str, seconds: float) -> None:
        NetworkError.__init__(
            self,
            f"{host} answered so slowly that the answer was not complete after {seconds:.0f} s.",
            "Try again in a moment.",
        )


class ConnectionLostError(NetworkError):
    """The connection broke after the request, or a part of it, had left."""

    def __init__(self, host: str) -> None:
        super().__init__(f"The connection to {host} broke before the answer was in.", "Try again.")


class NotJsonError(NetworkError):
    """The body is not the JSON object that the API promises: a web page, cut short, or empty."""

    answered = True

    def __init__(self, host: str, found: str) -> None:
        super().__init__(
            f"{host} answered with {found} instead of data.",
            "CleanCloud may be down for maintenance, or a proxy stands in between. "
            "Try again in a moment.",
        )


class UnclearError(NotJsonError):
    """The data says neither yes nor no, or comes with an error of whatever stands in between."""

    def __init__(self, host: str, found: str) -> None:
        NetworkError.__init__(self, f"{host} answered with {found}.", "Try again in a moment.")


class RedirectedError(NotJsonError):
    """The server points to another address, which is not followed: the token stays here."""

    lasting = True

    def __init__(self, host: str, found: str) -> None:
        NetworkError.__init__(
            self,
            f"{host} answered with {found}, which was not followed.",
            "Check the shop's address in the settings, or sign in to this network first.",
        )


class TooLargeError(NotJsonError):
    """The reply is longer than any that the API can mean."""

    lasting = True

    def __init__(self, host: str, most: int) -> None:
        NetworkError.__init__(
            self,
            f"{host} answered with more than {most // 1_000_000} MB, which was not read.",
            "Ask for a shorter span of days.",
        )


class OutcomeUnknownError(NetworkError):
    """A write left this host, and its reply was lost or is unclear: it may have happened or not.

    `__cause__` is the failure of the network.
    """

    def __init__(self, operation: str, cause: NetworkError) -> None:
        self.operation = operation
        self.answered = cause.answered
        self.how = cause.what if cause.answered else "The answer was lost."
        super().__init__(
            f"It is not known whether {operation} happened. {cause.what}",
            "It was not sent again: look before you repeat it.",
        )


class RefusedError(CleanCloudError):
    """The API clearly answered no (see `meaning`): nothing was changed.

    Attributes:
        text: The API's own words, cleaned.
    """

    def __init__(self, operation: str, text: str) -> None:
        self.operation = operation
        self.text = text
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        return f"CleanCloud refused {self.operation}: {self.text}"


class NothingFoundError(RefusedError):
    """A read was answered by what may mean that there is nothing to tell, or anything else.

    It was refused in words that are not about the asking, or nothing came where something was.

    Attributes:
        is_sure: Whether there is nothing: the words say so, or it was looked whether others are
            told. Else they may mean anything.
        is_refusal: Whether it was refused; else `text` says what came in place of data.
    """

    def __init__(
        self, operation: str, text: str, *, is_sure: bool, is_refusal: bool = True
    ) -> None:
        self.is_sure = is_sure
        self.is_refusal = is_refusal
        super().__init__(operation, text)

    def settled(self, *, is_sure: bool) -> NothingFoundError:
        """Return the same, after it was looked whether others are told."""
        return NothingFoundError(
            self.operation, self.text, is_sure=is_sure, is_refusal=self.is_refusal
        )

    def _sentence(self) -> str:
        if self.is_refusal:
            return super()._sentence()
        return (
            f"CleanCloud answered {self.operation} with {self.text}: there may be nothing, or not. "
            "What was known is kept."
        )


class AskingRefusedError(RefusedError):
    """Whatever is asked is refused, and not just this: the token, or the pace."""


class RateRefusedError(AskingRefusedError):
    """Too many requests a second, even after waiting: the same may be sent again."""

    def _sentence(self) -> str:
        return (
            f"{self.reason} Nothing was changed. Another program may be using the same token; "
            "try again."
        )

    @property
    def reason(self) -> str:
        """What happened."""
        return f"CleanCloud is refusing requests for being too many a second ({self.text})."


class AuthenticationRefusedError(AskingRefusedError):
    """The token is wrong or was revoked: `Authentication Error`."""

    def _sentence(self) -> str:
        return (
            f"CleanCloud does not accept this shop's token ({self.text}). Nothing was changed. "
            f"Copy the token again from CleanCloud's settings and run: {command('connect')}"
        )


def leaves_open(error: CleanCloudError) -> bool:
    """Tell whether what ended a write leaves it open: it waits, or no clear answer came."""
    return bool(error.entry_id) and (error.kept or isinstance(error, OutcomeUnknownError))
