"""The words of a refusal that is about the asking, and of one that says that there is nothing.

CleanCloud answers an `Error` where a window of days is empty, or an id is nobody's: "No Customer
With That ID" has been seen; what other operations say then is not known. So a read that is refused
in words about neither who asks, how often, how much at once nor with what parameters may have found
nothing. Only where the words say so themselves is it sure. "No orders match your filters" says so,
though it names what was asked with; "No orders provided" does not.
"""

from __future__ import annotations

import re
from typing import Final

from .failure_words import plain_words, tells_of_failure

_ABOUT_THE_ASKING: Final = (
    # who asks
    r"\btokens?\b|\bauth\w*\b|\bunauth\w*\b|\bpermi(t|ssion)\w*\b|\baccess\b|\bdenied\b"
    r"|\bforbidden\b|\bnot allowed\b|\bapi\b|\bcredentials?\b|\blog(ged)? ?(in|out)\b|\bsign in\b"
    r"|\b(up|down)grade\w*\b|\bbilling\b|\b(en|dis)abled\b|\bsuspended\b|\bblocked\b|\blocked\b",
    r"\b(no|invalid|unknown|inactive|such) (store|shop|company|user|merchant|business)\b",
    r"\b(store|shop|account|company|user|plan|trial|business|merchant)( \w+){0,2}? "
    r"(not found|inactive|closed|expired|invalid|unknown|not active|does not exist|unavailable)\b",
    # how often
    r"\brates?\b|\btoo many\b|\blimit\w*\b|\bquota\b|\bexceed\w*\b|\bthrottl\w*\b"
    r"|\bper (second|minute|hour|day)\b|\b(requests|calls)\b",
    # how much at once
    r"\btoo (long|large|big|much|far|wide)\b|\blonger\b|\bmore than\b|\bat most\b|\bmaximum\b",
    # with what
    r"\brequired?\b|\bmissing\b|\bmust\b|\bplease\b|\b(should|need|have) to\b|\bformat\w*\b"
    r"|\bmalformed\b|\bat least\b|\bnot (a )?valid\b|\bsupport(ed)?\b|\bjson\b|\bsyntax\b"
    r"|\binvalid( \w+)? (dates?|values?|request|input|numbers?|types?|status|time|call)\b"
    r"|\b(unknown|invalid|no such) (operation|method|endpoint|function|action)\b",
)

_NAMES_THE_ASKING: Final = (
    r"\bmonth(ly)?\b|\bnarrow\w*\b|\brange\b|\bparam\w*\b|\bprovide\w*\b|\bfilters?\b"
)
"""Said of what was asked wrongly, and also of what nothing was found by."""

_THINGS: Final = (
    r"(orders?|customers?|garments?|items?|pick ?ups?|collections?|deliver(y|ies)|bookings?"
    r"|messages?|cards?|subscriptions?|photos?|pictures?|images?|slots?|times?|dates?|days?"
    r"|results?|records?|rows?|entry|entries|match(es)?|data|figures|sales|summar(y|ies)|reports?"
    r"|transactions?|payments?|drivers?|locations?|routes?|products?|invoices?|information)"
)
_NONE_OF: Final = (
    r"^(sorry |we |i |you |there (is|are|was|were) |(has|have|had) "
    r"|((this|that|the|your) )?(customer|order|day|period|window|store|shop)( \d+)? )*"
    r"(no|not any|0|zero|(could|can|did|do|does) ?(not|n t|t) (be )?(have|find|see|get)( an?y?)?)"
    rf" ((?!more\b)\w+ ){{0,2}}{_THINGS}\b"
)
_UNLESS_NOT_SENT: Final = (
    r"(?! (ids?|numbers?|range|tokens?|parameters?|filters?|format)\b)"
    r"(?!( (was|were|is|are|has|have|had|been|be))* (provided|given|specified|supplied|sent|passed"
    r"|entered|selected|set|left|remain\w*|allowed|permitted|accepted)\b)"
)
"""What follows where the thing is one that whoever asked did not send."""

_PLAINLY_NONE: Final = (
    _NONE_OF + _UNLESS_NOT_SENT,
    r"^(sorry |there (is|was) )*nothing" + _UNLESS_NOT_SENT,
)

_NOTHING_THERE: Final = (
    *_PLAINLY_NONE,
    r"\bno (\w+ ){1,5}(found|available|exists?|match\w*|with th(at|is|ese)|for th(at|is|ese))\b",
    r"^(there (is|are|was|were) )?no \w+( \w+)?$|^nothing( \w+)?( \w+)?$|^none( \w+)?$",
    r"\bnot found\b|\b(does|do|did) ?(not|n t) exist\b|\bnon ?exist\w*\b|\bno such\b",
    r"\b(could|can) ?(not|n t) (be )?(find|found)\b|\bunable to find\b|\bno longer exists\b",
    r"^(invalid|unknown) \w+( id| number)?$",
)

_SAYS_NOTHING_AT_ALL: Final = r"^(an? )?(unknown|errors?|oops|failure|failed)( error)?$"
"""A failure's words beside a write; beside a read they may as well stand for an empty answer."""

_ASKING: Final = re.compile("|".join(_ABOUT_THE_ASKING))
_NAMED: Final = re.compile(_NAMES_THE_ASKING)
_NONE: Final = re.compile("|".join(_PLAINLY_NONE))
_NOTHING: Final = re.compile("|".join(_NOTHING_THERE))
_BARE: Final = re.compile(_SAYS_NOTHING_AT_ALL)


def may_mean_nothing(words: str) -> bool:
    """Tell whether a read that was refused in these words may have found nothing."""
    plain = plain_words(words)
    if _ASKING.search(plain) or (_NAMED.search(plain) and not _NONE.search(plain)):
        return False
    return bool(_BARE.search(plain)) or not tells_of_failure(words)


def say_nothing_is_there(words: str) -> bool:
    """Tell whether words that may mean nothing say so themselves."""
    return bool(_NOTHING.search(plain_words(words)))
