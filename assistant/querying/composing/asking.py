"""What a message asks for, whatever of: how it is split, limited, ordered, compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from assistant.querying.composing.lexicon import MEASURE, SUBJECT, Meaning
from assistant.querying.composing.term import Term
from engine.values.period import Period

PEOPLE = Term(
    start=0, end=0, meanings=frozenset({Meaning(SUBJECT, "people"), Meaning(MEASURE, "people")})
)
PER = ("share", "average", "per_head", "per_participant", "per_session", "per_hour", "year_end")


@dataclass(frozen=True, kw_only=True)
class Bound:
    """`unit` is what the number counts (days, percent, money …), `near` what is said beside it."""

    sign: str
    number: Decimal
    unit: str | None
    near: Term | None


@dataclass(frozen=True, kw_only=True)
class Order:
    """`by` is the figure that is named, `about` a word that says of which it is; neither: of what
    is asked for."""

    down: bool
    by: Term | None = None
    about: str | None = None


@dataclass(kw_only=True)
class Asking:
    """`loose` are terms with no mark of their own. `many` is to be counted; `against` held against
    `days`, and where `compares`, what is named is held against each other. `also` are more times
    that are asked for, held against nothing. Where something is `denied`, those are asked for who,
    or which, have none of it; `without` says so of what is `excluded`."""

    loose: list[Term] = field(default_factory=list)
    by: list[Term] = field(default_factory=list)
    many: list[Term] = field(default_factory=list)
    things: list[Term] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    per: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    order: Order | None = None
    limit: int | None = None
    days: Period | None = None
    against: Period | None = None
    also: tuple[Period, ...] = ()
    who: bool = False
    me: bool = False
    total: bool = False
    hired: bool = False
    goes_on: bool = False
    which: bool = False
    compares: bool = False
    # How many, of what is not said; what is called one's own ("my team").
    counted: bool = False
    own: str | None = None
    denied: bool = False
    without: bool = False
