"""The words of a failure: an `Error` that tells of trouble with the work, and not of a decision.

"Request timed out" or "Internal server error" do not say whether the work was done before, or
still is: for what must not happen twice they are no refusal. Real ones name a reason that lies in
what was asked: declined, insufficient funds, no such order, invalid.
"""

from __future__ import annotations

import re
from typing import Final

_FAILURES: Final = (
    # nobody waited until the end
    r"\w*tim(e|ed|es|ing) ?outs?\b|\bdeadline\b|\btoo long\b|\bexpired while\b",
    # it still goes on
    r"\bprocessing\b|\b(being|still|yet|later) process(ed)?\b|\bin pro(gress|cess)\b|\bpending\b",
    r"\bqueue(d|s)?\b|\bdelay(ed|s)?\b|\bunder way\b|\bunderway\b",
    # nobody knows
    r"\b(un(known|defined|specified|identified)|general|generic|other)"
    r" (api |bank |card |gateway |payment |server |system )?"
    r"(error|exception|failure|fault|problem|issue|reason|result|response|state|status|outcome)\b",
    r"\b(status|state|outcome|result|whether) (\w+ )*(un(known|clear|certain|defined)|not known)\b",
    r"\bun(expected|handled|caught|certain|confirmed|determined)\b|\bmight\b",
    r"\bmay (still|already|yet|have)\b",
    r"\bnot (be )?(confirmed|determined|verified)\b|\b(no|without) confirmation\b",
    r"^(an? )?(unknown|error|errors|oops|failure)( error)?$|\berror occur+ed\b|\bwent wrong\b",
    r"\berrors? (has|have) occur+ed\b|\b(error|failure|problem) while\b|\bcheck (the )?status\b",
    r"\bpartial(ly)?\b",
    # the machinery
    r"\binternal\b|\bservers?\b|\b(system|application|runtime|script|api|backend|php|fatal|critical"
    r"|i ?o|technical) (error|exception|failure|fault|problem|issue|difficult)",
    r"\b(http|error|status|code|response)( (http|error|status|code))* (408|425|429|499|5\d\d)\b",
    r"^(408|425|429|499|5\d\d)\b|\bexceptions?\b|\bcrash(ed)?\b|\babort(ed)?\b|\binterrupt(ed)?\b",
    r"\bout of memory\b|\bmemory (size|limit)\b|\b(stack )?trace(back)?\b|\bundefined\b",
    r"\bdead ?lock|\block wait\b|\b(database|table|row|record|db) (is )?lock(ed)?\b|\b\w*sql\w*\b",
    r"\b(database|db|storage|disk|query|cache|transaction)"
    r" (\w+ )?(error|exception|failure|fault|problem|issue|unavailable|down|full|failed)\b",
    r"\bfailed to (save|write|commit|store|update the database)\b|\brolled back\b|\brollback\b",
    # what stands in between
    r"\bgateway\b|\bupstream\b|\bproxy\b|\bconnections?\b|\bconnecting\b|\b(not|t|to) connect\b",
    r"\bnetwork (error|exception|failure|fault|problem|issue|is|was|unavailable|trouble)|network$",
    r"\bsocket\b|\bunreachable\b|\bnot (be )?reach(ed|able)?\b|\bbroken pipe\b|\bc ?url\b",
    r"\b(ssl|tls|dns)\b|\bhand ?shake\b|\beconn\w*|\breset by\b|\bcommunicat(e|ion|ing)\b",
    r"\b(no|not|t|invalid|empty|bad) (valid )?(response|respond(ed|ing)?|answer(ed)?)\b",
    # come back later
    r"\btemporar(y|ily)\b|\bmomentar(y|ily)\b|\bmaintenance\b|\boverload(ed)?\b|\bbusy\b",
    r"\b(service|system|api|bank|issuer|processor|provider|stripe|currently)"
    r" (is |was )?(currently )?(un|not )available\b|^unavailable$|\boffline\b|\boutage\b",
)

_COME_BACK: Final = r"\b(try|retry|retrying|resend|resubmit)( it| this)?( again| later| in)?\b"
"""Said of what failed, but also beside a real refusal: "Declined. Try another card"."""

_DECISIONS: Final = (
    r"\bdeclined\b|\binsufficient\b|\bexpired\b|\binvalid\b|\bincorrect\b|\bnot found\b|\bno such\b"
    r"|\bdoes not exist\b|\balready\b|\brequired\b|\bmissing\b|\bmust\b|\bnot allowed\b"
    r"|\bno \w+ with\b"
)

_FAILURE: Final = re.compile("|".join(_FAILURES))
_LATER: Final = re.compile(_COME_BACK)
_DECISION: Final = re.compile(_DECISIONS)

_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN: Final = re.compile(r"[\W_]+")


def plain_words(words: str) -> str:
    """Return an error's words without letter case and punctuation."""
    return _BETWEEN.sub(" ", _HUMP.sub(" ", words)).strip().casefold()


def tells_of_failure(words: str) -> bool:
    """Tell whether an error's words are about a failure, so that they decide nothing.

    `gatewayTimeout`, `ERR_TIMED_OUT` and "timed-out" are the same words.
    """
    plain = plain_words(words)
    if _FAILURE.search(plain):
        return True
    return bool(_LATER.search(plain)) and not _DECISION.search(plain)
