"""Which figure a question wants of money, of trainings held, of needs or requests, and in which form:
the dearest quarter, a unit's share, how far two years are apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.asking.arguments import courses_asked
from assistant.asking.days import is_whole_years, years_asked
from assistant.base import Turn
from assistant.conversation.framing import FIRST, PART, frame_of
from assistant.conversation.what_if import changes_budgets
from assistant.draft import code_of
from assistant.listing import codes_said
from assistant.message import Message
from assistant.querying.lasting import days_looked_back
from assistant.querying.wanted_reading import (
    AMOUNT,
    AVERAGE,
    BOOKS,
    COUNT,
    DIFFERENCE,
    EVALUATIONS,
    HOW_LONG,
    LEAST,
    LEDGER,
    MOST,
    NEEDS,
    RANK,
    RECORDS,
    REQUESTS,
    SHARE,
    TREND,
    WHEN,
    WHO,
    WHY,
    domain_in,
    form_in,
    measures_in,
    only_in,
    rows_in,
)
from assistant.querying.words import named, says
from assistant.units import unit_code
from engine.values.period import Period

# These no record of that kind tells.
UNTOLD = {
    BOOKS: frozenset((WHO, WHEN, HOW_LONG, WHY)),
    RECORDS: frozenset((WHY,)),
}
RECKONED = frozenset((MOST, LEAST, RANK, SHARE, DIFFERENCE, AVERAGE))
# Keeps, among the entities of a question, which figure it wants.
WANTED = "figure_wanted"
_ENTITIES = {"unit": "department", "course": "course", "position": "position"}
_KEPT = ("domain", "measure", "form", "by", "only")
# What the standing answer of each is laid out by, and tells.
_STANDING = {BOOKS: "unit", RECORDS: "course", NEEDS: "course", REQUESTS: "request"}
_TOLD = {
    BOOKS: frozenset(("allocated", "left", "spent", "committed", "reserved", "execution")),
    RECORDS: frozenset(("spent", "sessions", "participations", "per_head", "per_session")),
}
# What is meant where no figure is named.
# A budget is set for a unit and a year: its answer says so, and what there is instead.
_NOT_OF_BOOKS = ("quarter", "month", "course", "position", "category")
_MAIN = {
    BOOKS: "allocated",
    LEDGER: "entries",
    RECORDS: "spent",
    REQUESTS: "requests",
    NEEDS: "needs",
    EVALUATIONS: "evaluations",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`by` is what the rows are; `only` the kind of course, of entry, or the stage of requests that
    is asked about; `of_budget` that it is a part of what is allocated."""

    domain: str
    measure: str
    form: str = AMOUNT
    by: str | None = None
    only: str | None = None
    many: int | None = None
    units: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    position: str | None = None
    days: Period | None = None
    years: tuple[int, ...] = ()
    against: Period | None = None
    whole_years: bool = True
    of_budget: bool = False
    said_measure: bool = False
    # Whether it asks what needs were raised, by whom, how many.
    raised: bool = False
    # Only what the speaker raised himself.
    own: bool = False
    # Other figures that are named with it.
    also: tuple[str, ...] = ()

    @property
    def of_years(self) -> bool:
        """Whether its years are those that money or needs are for, and not days on which something
        was booked or raised."""
        if self.domain == NEEDS:
            return bool(self.years) and self.whole_years
        return self.domain == BOOKS or (self.domain == LEDGER and self.whole_years)

    @property
    def named(self) -> frozenset[str]:
        """The rows that are named, by their codes."""
        alone = [one for one in (self.only, self.position) if one]
        return frozenset((*self.units, *self.courses, *alone))


def wanted(turn: Turn) -> Wanted | None:
    """None where the standing answer is what is asked for.

    Raises:
        NotFound: a unit is named that there is not.
    """
    message, kept = turn.message, _kept(turn.message)
    domain = domain_in(message, kept.get("domain"))
    if domain is None:
        return None
    text = message.text
    said = form_in(message)
    measures = measures_in(text, domain)
    measure = next(iter(measures), None)
    years = years_asked(turn)
    found = Wanted(
        domain=domain,
        measure=measure or kept.get("measure") or _MAIN[domain],
        form=said or _kept_form(message, kept),
        by=rows_in(message, domain) or kept.get("by"),
        only=only_in(text, domain) or kept.get("only"),
        many=_many(message),
        units=_units(turn),
        courses=tuple(sorted(courses_asked(turn))),
        position=code_of({"position": message.facts.position}, "position"),
        days=days_looked_back(turn),
        years=tuple(years),
        whole_years=is_whole_years(turn, years),
        also=tuple(measures[1:]),
        said_measure=bool(measures),
        own=domain == NEEDS and says("raised", "own", text),
        raised=said == COUNT or bool(named("raised", text)),
        against=frame_of(message).days,
        of_budget=domain == BOOKS and (measure or kept.get("measure")) not in (None, "allocated"),
    )
    if changes_budgets(message) and found.form != TREND:
        return None
    return found if kept or _is_special(found) else None


def entity_of(found: Wanted) -> dict[str, Any]:
    """What a follow-up keeps of the question."""
    kept = {name: getattr(found, name) for name in _KEPT}
    return {"entity": WANTED, "value": WANTED, **kept}


def told_of(domain: str) -> frozenset[str]:
    """The figures that the standing answer tells."""
    return _TOLD.get(domain, frozenset())


def _kept(message: Message) -> Mapping[str, Any]:
    return next((one for one in message.entities if one["entity"] == WANTED), {})


def _kept_form(message: Message, kept: Mapping[str, Any]) -> str:
    """Of a row that is named next, the dearest is not asked: its figure is, of all that there is."""
    form = str(kept.get("form", AMOUNT))
    rows = _ENTITIES.get(str(kept.get("by")))
    named = any(one["entity"] == rows and one.get("start") is not None for one in message.entities)
    return SHARE if named and form in RECKONED - {DIFFERENCE} else form


def _is_special(found: Wanted) -> bool:
    """Whether it wants what the standing answer does not tell by itself."""
    if found.domain == BOOKS and found.by in _NOT_OF_BOOKS:
        return False
    if found.form == DIFFERENCE and found.by is None and not found.said_measure:
        # All figures of both are told.
        return False
    if found.domain == NEEDS:
        # How urgent they are is what the ranking tells.
        return found.raised and (found.form != RANK or found.by != "course")
    if found.domain in (LEDGER, EVALUATIONS) or found.form in RECKONED | {TREND}:
        return True
    if found.form in UNTOLD.get(found.domain, ()):
        return True
    if found.domain == REQUESTS:
        return found.form == COUNT or found.by not in (None, _STANDING[found.domain])
    if found.only or found.measure not in _TOLD[found.domain]:
        return True
    return found.by not in (None, _STANDING[found.domain])


def _units(turn: Turn) -> tuple[str, ...]:
    unit_code(turn)
    return tuple(dict.fromkeys(codes_said(turn, "department")))


def _many(message: Message) -> int | None:
    """The first three, the top five."""
    part = next((one for one in message.entities if one["entity"] == PART), {})
    return part["most"] if part.get("value") == FIRST else None
