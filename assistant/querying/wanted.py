"""Which figure a question wants of money, of trainings held, of needs or requests, and in which form:
the dearest quarter, a unit's share, how far two years are apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.asked_days import years_asked
from assistant.asking.arguments import courses_asked
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import FIRST, PART, frame_of
from assistant.listing import codes_said
from assistant.message import Message
from assistant.querying.lasting import days_looked_back
from assistant.querying.words import named
from assistant.units import unit_code
from engine.values.period import Period

AMOUNT, MOST, LEAST, RANK, SHARE = "amount", "most", "least", "rank", "share"
DIFFERENCE, AVERAGE, COUNT = "difference", "average", "count"
WHO, WHEN, HOW_LONG, WHY, WHAT_IF, TREND = "who", "when", "how_long", "why", "what_if", "trend"
# Of several that are said, the first is what is told.
FORMS = (
    WHY, WHAT_IF, TREND, HOW_LONG, WHEN, WHO, DIFFERENCE, SHARE, AVERAGE, RANK, MOST, LEAST, COUNT,
)  # fmt: skip
# These no ledger and no record tells.
UNTOLD = frozenset((WHO, WHEN, HOW_LONG, WHY))
RECKONED = frozenset((MOST, LEAST, RANK, SHARE, DIFFERENCE, AVERAGE))
BOOKS, LEDGER, RECORDS, REQUESTS, NEEDS = "books", "ledger", "records", "requests", "needs"
EVALUATIONS = "evaluations"
# Keeps, among the entities of a question, which figure it wants.
WANTED = "figure_wanted"
_TIMES = ("quarter", "month", "year")
# The questions whose answers tell of them, and what each is about where it does not say.
_ABOUT = {"budget": BOOKS, "history": RECORDS, "priorities": NEEDS, "requests": REQUESTS}
# What the standing answer of each is laid out by, and tells.
_STANDING = {BOOKS: "unit", RECORDS: "course", NEEDS: "course", REQUESTS: "request"}
_TOLD = {
    BOOKS: ("allocated", "left", "spent", "committed", "reserved", "execution"),
    RECORDS: ("spent", "sessions", "participations", "per_head", "per_session"),
}
# What is meant where no figure is named.
_MAIN = {
    BOOKS: "spent", LEDGER: "entries", RECORDS: "spent", REQUESTS: "requests", NEEDS: "needs",
    EVALUATIONS: "evaluations",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`by` is what the rows are; `only` the kind of course (or of entry) that is asked about;
    `many` of how many rows is spoken."""

    domain: str
    measure: str
    form: str = AMOUNT
    by: str | None = None
    only: str | None = None
    many: int | None = None
    units: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    days: Period | None = None
    years: tuple[int, ...] = ()
    against: Period | None = None


def wanted(turn: Turn) -> Wanted | None:
    """None where the standing answer is what is asked for.

    Raises:
        NotFound: a unit is named that there is not.
    """
    message, kept = turn.message, _kept(turn.message)
    domain = _domain(message, kept)
    if domain is None:
        return None
    text = message.text
    form = _form(message) or kept.get("form") or AMOUNT
    measure = _measure(text, domain) or kept.get("measure") or _MAIN[domain]
    by = _by(message, domain) or kept.get("by")
    only = next(iter(named("entries" if domain == LEDGER else "category", text)), kept.get("only"))
    found = Wanted(
        domain=domain,
        measure=measure,
        form=form,
        by=by,
        only=only,
        many=_many(message),
        units=_units(turn),
        courses=tuple(sorted(courses_asked(turn))),
        days=days_looked_back(turn),
        years=tuple(years_asked(turn)),
        against=frame_of(message).days,
    )
    return found if kept or _is_special(found) else None


def entity_of(found: Wanted) -> dict[str, Any]:
    """What a follow-up keeps of the question."""
    kept = {name: getattr(found, name) for name in ("domain", "measure", "form", "by", "only")}
    return {"entity": WANTED, "value": WANTED, **kept}


def _kept(message: Message) -> Mapping[str, Any]:
    return next((one for one in message.entities if one["entity"] == WANTED), {})


def _is_special(found: Wanted) -> bool:
    """Whether it wants what the standing answer does not tell by itself."""
    if found.domain in (LEDGER, EVALUATIONS) or found.only or found.form in RECKONED | UNTOLD:
        return True
    if found.domain in (REQUESTS, NEEDS):
        return found.form == COUNT or found.by not in (None, _STANDING[found.domain])
    if found.measure not in _TOLD[found.domain]:
        return True
    return found.by not in (None, _STANDING[found.domain])


def _domain(message: Message, kept: Mapping[str, Any]) -> str | None:
    """Which records it is about: as it says, else as it was taken."""
    said = named("domains", message.text)
    about = _ABOUT.get(_exports(message.intent) or "")
    for one in (NEEDS, REQUESTS, EVALUATIONS, LEDGER):
        if one in said:
            return one
    if kept:
        return str(kept["domain"])
    if about in (BOOKS, RECORDS):
        return about
    return None


def _exports(intent: str) -> str | None:
    capability = CAPABILITIES.get(intent)
    return capability.exports if capability else None


def _form(message: Message) -> str | None:
    found = named("forms", message.text)
    order = frame_of(message).highest
    if order is not None and not {MOST, LEAST, RANK} & {*found}:
        found.append(MOST if order else LEAST)
    return next((one for one in FORMS if one in found), None)


def _measure(text: str, domain: str) -> str | None:
    """The figure that is named, in the order in which they are told apart."""
    found = named("measured", text)
    of = _TOLD.get(domain, ())
    known = [one for one in found if one in of or one not in (*_TOLD[BOOKS], *_TOLD[RECORDS])]
    if domain == BOOKS and len(known) > 1 and "allocated" in known:
        # A budget is what the others are figures of.
        known.remove("allocated")
    return known[0] if known else None


def _by(message: Message, domain: str) -> str | None:
    found = named("grouped", message.text)
    times = [one for one in found if one in _TIMES]
    others = [one for one in found if one not in _TIMES]
    if frame_of(message).cut in (*_TIMES, "unit", "course", "position"):
        others.append(str(frame_of(message).cut))
    said = [*others, *times]
    return said[0] if said else None


def _units(turn: Turn) -> tuple[str, ...]:
    unit_code(turn)
    return tuple(dict.fromkeys(codes_said(turn, "department")))


def _many(message: Message) -> int | None:
    """The first three, the top five."""
    part = next((one for one in message.entities if one["entity"] == PART), {})
    return part["most"] if part.get("value") == FIRST else None
