"""What the terms of a message ask for, whatever of: how it is split, limited, ordered, compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from assistant.querying.composing.lexicon import (
    COUNTED,
    DIMENSION,
    FILLER,
    LEAST,
    MEASURE,
    MOST,
    SPLIT,
    SUBJECT,
    VALUE,
    Meaning,
)
from assistant.querying.composing.term import Line, Term
from engine.query.value import AT_LEAST, AT_MOST, OVER, UNDER
from engine.values.period import Period

_SIGNS_BEFORE = (OVER, AT_LEAST, UNDER, AT_MOST)
_SIGNS_AFTER = {"or_more": AT_LEAST, "or_less": AT_MOST}
# How many welders: people of that position.
_OF_PEOPLE = ("position",)
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
    `days`, and where `compares`, what is named is held against each other."""

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
    who: bool = False
    me: bool = False
    total: bool = False
    hired: bool = False
    goes_on: bool = False
    which: bool = False
    compares: bool = False


def asking_in(line: Line) -> Asking:
    return _Reading(line).read()


class _Reading:
    def __init__(self, line: Line) -> None:
        self._terms = [one for one in line.terms if not one.is_filler]
        self._used: set[int] = set()
        self._asking = Asking(unread=list(line.unread))
        self._text = line.text

    def read(self) -> Asking:
        self._take_numbers()
        self._take_times()
        self._take_orders()
        self._take_marked()
        self._take_rest()
        asking = self._asking
        # "and sales", but no "hours and seats".
        asking.goes_on = asking.goes_on and any(
            one.marks("goes_on") and (not one.marks("and") or at == 0)
            for at, one in enumerate(self._terms)
        )
        return asking

    # --- numbers ----------------------------------------------------------------------------
    def _take_numbers(self) -> None:
        for at in [at for at, one in enumerate(self._terms) if one.number is not None]:
            if at in self._used:
                continue
            unit, after = self._unit(at)
            sign = self._sign(at, after)
            if sign is not None:
                number = self._terms[at].number
                assert number is not None
                near = self._near(at, after)
                self._asking.bounds.append(Bound(sign=sign, number=number, unit=unit, near=near))
            elif self._is_limit(at):
                self._asking.limit = int(self._terms[at].number or 0) or None
                self._asking.order = self._asking.order or Order(down=True)
            else:
                self._unread(at)
            self._used.add(at)

    def _unit(self, at: int) -> tuple[str | None, int]:
        """What it counts, and where what comes after begins."""
        if self._terms[at].is_money:
            after = at + 1
            if after < len(self._terms) and "money" in self._terms[after].names(COUNTED):
                self._used.add(after)
                after += 1
            return "money", after
        following = self._next(at)
        counted = following.names(COUNTED) if following is not None else frozenset()
        if counted:
            self._used.add(at + 1)
            return min(counted), at + 2
        return None, at + 1

    def _sign(self, at: int, after: int) -> str | None:
        for name in _SIGNS_BEFORE:
            if at and self._terms[at - 1].marks(name):
                self._used.add(at - 1)
                return name
        for name, sign in _SIGNS_AFTER.items():
            if after < len(self._terms) and self._terms[after].marks(name):
                self._used.add(after)
                return sign
        return None

    def _near(self, at: int, after: int) -> Term | None:
        """The figure beside it: the one before its sign, else what follows."""
        if (counted := self._counted(after)) is not None:
            return counted
        before = at - 2 if at - 1 in self._used else at - 1
        for other in (before, after, after + 1):
            if 0 <= other < len(self._terms) and other not in self._used:
                term = self._terms[other]
                if term.names(MEASURE) or term.names(DIMENSION):
                    return term
        return None

    def _counted(self, after: int) -> Term | None:
        """The things that stand right behind it: more than six trainings."""
        term = self._terms[after] if after < len(self._terms) else None
        if term is None or not term.names(SUBJECT) or not term.names(MEASURE):
            return None
        if self._text[self._terms[after - 1].end : term.start].strip():
            return None
        self._used.add(after)
        return term

    def _is_limit(self, at: int) -> bool:
        """Of an order the first so many."""
        if at and self._terms[at - 1].marks("first"):
            self._used.add(at - 1)
            return True
        others = (one for place, one in enumerate(self._terms) if place != at)
        return any(one.names(MOST) or one.names(LEAST) or _ranks(one) for one in others)

    # --- times ------------------------------------------------------------------------------
    def _take_times(self) -> None:
        found = [at for at, one in enumerate(self._terms) if one.days is not None]
        self._used.update(found)
        marks = [one for at, one in enumerate(self._terms) if one.marks("compare", "differ")]
        strong = any(not one.marks("and") for one in marks)
        self._asking.compares = strong
        days = [self._terms[at].days for at in found]
        said = sorted(
            (one for one in days if one is not None), key=lambda one: (one.end, one.start)
        )
        if len(said) > 2 or (len(said) == 2 and not strong):
            self._asking.unread += [self._said(self._terms[at]) for at in found]
        elif len(said) == 2:
            self._asking.against, self._asking.days = said
        elif said and strong and self._is_against(found[0]):
            self._asking.against = said[0]
        elif said:
            self._asking.days = said[0]

    def _is_against(self, at: int) -> bool:
        beside = [self._terms[one] for one in (at - 1, at + 1) if 0 <= one < len(self._terms)]
        return any(one.marks("compare") for one in beside)

    # --- order ------------------------------------------------------------------------------
    def _take_orders(self) -> None:
        for at, one in enumerate(self._terms):
            if at in self._used:
                continue
            if one.marks("down", "up"):
                self._used.add(at)
                kept = self._asking.order
                self._asking.order = Order(down=one.marks("down"), by=kept.by if kept else None)
            elif one.names(MOST) or one.names(LEAST) or one.marks("most", "least"):
                self._used.add(at)
                self._order(at, down=bool(one.names(MOST)) or one.marks("most"))
            elif one.marks("rank"):
                self._used.add(at)
                self._order(at, down=True)
            elif one.marks("first"):
                self._used.add(at)
                if self._asking.order is None:
                    self._asking.order = Order(down=True)

    def _order(self, at: int, down: bool) -> None:
        term, beside = self._terms[at], self._beside(at)
        about = next(iter(sorted(term.names(MOST) | term.names(LEAST))), None)
        kept = self._asking.order
        if beside is None and about is None and kept is not None:
            self._asking.order = Order(
                down=down if not _ranks(term) else kept.down, by=kept.by, about=kept.about
            )
            return
        if about is not None and not (
            term.marks("most", "least") and beside and not beside.names(SUBJECT)
        ):
            beside = None
        self._asking.order = Order(down=down, by=beside, about=None if beside else about)

    def _beside(self, at: int) -> Term | None:
        """The figure that is the highest: what touches it before it, else what follows."""
        before = self._terms[at - 1] if at else None
        after = self._next(at)
        touches = before is not None and not self._text[before.end : self._terms[at].start].strip()
        follows = before is not None and self._text[before.end : self._terms[at].start] == ""
        if before is not None and follows and _is_figure(before):
            return before
        if after is not None and _is_figure(after):
            further = self._next(at + 1)
            named = (
                further is not None and bool(further.names(MEASURE)) and not further.names(SUBJECT)
            )
            return further if named and after.names(SUBJECT) else after
        return before if before is not None and touches and _is_figure(before) else None

    # --- what has a mark --------------------------------------------------------------------
    def _take_marked(self) -> None:
        excluding = False
        for at, one in enumerate(self._terms):
            if at in self._used:
                excluding = False
                continue
            if one.code is not None:
                excluding = excluding and not self._terms[at - 1].marks("not")
                self._used.add(at)
                (self._asking.excluded if excluding else self._asking.things).append(one)
                continue
            if excluding and one.names(VALUE):
                self._used.add(at)
                self._asking.excluded.append(one)
                continue
            excluding = excluding and one.marks("and")
            self._asking.goes_on = self._asking.goes_on or one.marks("goes_on")
            self._mark(at, one)
            excluding = excluding or one.marks("exclude", "not")

    def _mark(self, at: int, one: Term) -> None:
        asking, after = self._asking, self._next(at)
        asking.which = asking.which or one.marks("which")
        asking.total = asking.total or one.marks("total")
        asking.hired = asking.hired or one.marks("hired")
        if one.names(SPLIT):
            asking.by.append(one)
        elif one.marks("who"):
            asking.who = True
        elif (
            one.marks("many")
            and after is not None
            and (after.names(MEASURE) or after.names(SUBJECT))
        ):
            asking.many.append(after)
            self._used.add(at + 1)
        elif one.marks("many") and after is not None and after.kind in _OF_PEOPLE:
            asking.many.append(PEOPLE)
        elif one.marks("by") and self._sorts_by(after):
            assert after is not None
            asking.order = Order(down=asking.order.down if asking.order else True, by=after)
            self._used.add(at + 1)
            asking.loose.append(after)
        elif one.marks("by", "which") and after is not None and after.names(DIMENSION):
            self._split(at + 1)
        elif one.marks(*PER):
            asking.per |= {name for name in PER if one.marks(name)}
        elif one.marks("only"):
            # Whatever is named, is what it is limited to.
            pass
        elif one.marks("me"):
            asking.me = True
        elif one.marks("own"):
            asking.unread.append(self._said(one))
        elif one.marks("not"):
            if after is None or not after.names(VALUE):
                asking.unread.append(self._said(one))
        elif not one.marks(
            "and",
            "compare",
            "differ",
            "exclude",
            "by",
            "which",
            "many",
            "goes_on",
            "total",
            "hired",
        ):
            return
        self._used.add(at)

    def _sorts_by(self, after: Term | None) -> bool:
        """The first five by cost."""
        asking = self._asking
        ordered = asking.order is not None or asking.limit is not None
        if not ordered or after is None or after.names(SUBJECT):
            return False
        return bool(after.names(MEASURE))

    def _split(self, at: int) -> None:
        """By this, and by what is beside it."""
        self._asking.by.append(self._terms[at])
        self._used.add(at)
        following = self._terms[at + 1 : at + 3]
        if len(following) == 2 and following[0].marks("and") and following[1].names(DIMENSION):
            if following[1].names(MEASURE) - {"people"}:
                return
            self._used.add(at + 1)
            self._split(at + 2)

    def _take_rest(self) -> None:
        for at, one in enumerate(self._terms):
            if at in self._used:
                continue
            if {meaning.kind for meaning in one.meanings} & {SUBJECT, DIMENSION, MEASURE, VALUE}:
                if not self._names_its_kind(at, one):
                    self._asking.loose.append(one)
            elif not one.names(FILLER) and not one.marks("between"):
                self._asking.unread.append(self._said(one))

    def _names_its_kind(self, at: int, one: Term) -> bool:
        """Whether it says what a name beside it is: welding course, 质量部门."""
        beside = [self._terms[other] for other in (at - 1, at + 1) if 0 <= other < len(self._terms)]
        return any(
            other.code is not None and one.names(DIMENSION) & {*other.of} for other in beside
        )

    # --- helpers ----------------------------------------------------------------------------
    def _next(self, at: int) -> Term | None:
        return self._terms[at + 1] if at + 1 < len(self._terms) else None

    def _said(self, one: Term) -> str:
        return self._text[one.start : one.end]

    def _unread(self, at: int) -> None:
        self._asking.unread.append(self._said(self._terms[at]))


def _ranks(one: Term) -> bool:
    return one.marks("most", "least", "rank", "first", "down", "up")


def _is_figure(one: Term) -> bool:
    return bool(one.names(MEASURE)) or (bool(one.names(DIMENSION)) and not one.names(SUBJECT))
