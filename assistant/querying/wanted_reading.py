"""What the words of a question say of the figure that it wants: of which records, in which form, of
what, by what."""

from __future__ import annotations

from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import frame_of, says
from assistant.message import Message
from assistant.querying.words import named

AMOUNT, MOST, LEAST, RANK, SHARE = "amount", "most", "least", "rank", "share"
DIFFERENCE, AVERAGE, COUNT = "difference", "average", "count"
WHO, WHEN, HOW_LONG, WHY, WHAT_IF, TREND = "who", "when", "how_long", "why", "what_if", "trend"
# Of several that are said, the first is what is told.
FORMS = (
    WHY,
    TREND,
    WHAT_IF,
    HOW_LONG,
    WHEN,
    WHO,
    DIFFERENCE,
    SHARE,
    AVERAGE,
    RANK,
    MOST,
    LEAST,
    COUNT,
)
BOOKS, LEDGER, RECORDS, REQUESTS, NEEDS = "books", "ledger", "records", "requests", "needs"
EVALUATIONS = "evaluations"
_TIMES = ("quarter", "month", "year")
# What the questions are about, by what they export.
_ABOUT = {"budget": BOOKS, "history": RECORDS, "priorities": NEEDS, "requests": REQUESTS}
# Figures of each; of several that are named, the later ones are what is asked for.
_FIGURES = {
    BOOKS: (
        "forecast",
        "execution",
        "overspent",
        "committed",
        "reserved",
        "left",
        "per_head",
        "spent",
        "allocated",
    ),
    LEDGER: (),
    RECORDS: ("per_session", "per_head", "hours", "participations", "people", "spent", "sessions"),
    REQUESTS: ("amount",),
    NEEDS: ("people",),
}
# By whom, and on which day, something was booked.
_OF_ENTRIES = {WHO: "posted_by", WHEN: "booked_on"}
# Figures that nothing else has.
_OF_BOOKS = {"allocated", "left", "committed", "reserved", "overspent", "execution"}
_ONLY = {LEDGER: "entries", REQUESTS: "stages", RECORDS: "category"}


def domain_in(message: Message, kept: str | None) -> str | None:
    """Of which records: as it says, else as it was taken."""
    said = named("domains", message.text)
    if REQUESTS in said and says("waits", "for_me", message.text):
        return None
    for one in (NEEDS, REQUESTS, EVALUATIONS, LEDGER):
        if one in said:
            return one
    if kept is not None:
        return kept
    capability = CAPABILITIES.get(message.intent)
    about = _ABOUT.get((capability.exports if capability else None) or "")
    if about in (NEEDS, REQUESTS) and set(measures_in(message.text, BOOKS)) & _OF_BOOKS:
        return BOOKS
    if about == RECORDS and BOOKS in said and not {*named("records", message.text)}:
        return BOOKS
    return about if about in (BOOKS, RECORDS) else None


def form_in(message: Message) -> str | None:
    found = named("forms", message.text)
    order = frame_of(message).highest
    if order is not None and not {MOST, LEAST, RANK} & {*found}:
        found.append(MOST if order else LEAST)
    if SHARE in found and {MOST, LEAST} & {*found}:
        # Which has the smallest share is which has the least of what is shared.
        found.remove(SHARE)
    return next((one for one in FORMS if one in found), None)


def measures_in(text: str, domain: str) -> list[str]:
    """The figures that are named."""
    found = named("measured", text)
    return [one for one in _FIGURES.get(domain, ()) if one in found]


def only_in(text: str, domain: str) -> str | None:
    """The kind of course or entry, or the stage of requests, that is asked about."""
    table = _ONLY.get(domain)
    return next(iter(named(table, text)), None) if table else None


def rows_in(message: Message, domain: str) -> str | None:
    """By what it is split, or which one is asked for; a time where nothing else is."""
    found = named("grouped", message.text)
    if domain == LEDGER:
        found += [_OF_ENTRIES[form] for form in named("forms", message.text) if form in _OF_ENTRIES]
    cut = frame_of(message).cut
    if cut is not None:
        found.append(cut)
    if domain == LEDGER and only_in(message.text, domain) and not named("forms", message.text):
        # Which ones: of whom.
        found.append("unit")
    others = [one for one in found if one not in _TIMES]
    return next(iter((*others, *found)), None)
