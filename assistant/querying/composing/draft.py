"""A query in the making: one subject of the catalogue, and what of a message has a place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, cast

from assistant.querying.composing.asking import Asking
from assistant.querying.composing.lexicon import VALUE, meaning
from assistant.querying.composing.term import Term
from engine.query.subject import WORDS, Asked, Subject
from engine.query.subjects import Catalogue
from engine.query.value import IS, Condition
from engine.values.fiscal import FiscalCalendar
from engine.values.period import Period

YEAR, LATEST, HIRED_ON = "year", "latest", "hired_on"
PERSON, POSITION = "person", "position"


class NoPlace(Exception):
    """The subject does not have it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a query depends on beside its words: `courses` teach a skill, `own_unit` is whose head
    asks, `cycles` are those of appraisals."""

    fiscal: FiscalCalendar
    today: date
    courses: Callable[[str], Sequence[str]]
    own_unit: Callable[[], str | None]
    cycles: Callable[[], Sequence[str]]

    @property
    def this_year(self) -> Period:
        return Period(*self.fiscal.days(self.fiscal.year_of(self.today)))


@cache
def subjects() -> Mapping[str, Subject]:
    """What all days have: names and kinds of dimensions and measures; the first is meant where
    nothing says which."""
    catalogue = Catalogue(Asked(today=date.min))
    return {name: catalogue[name] for name in cast(Sequence[str], meaning("order")["subjects"])}


@dataclass(kw_only=True)
class Draft:
    """`counts` are figures that nouns name in passing: how many of them there are. `is_named`:
    a noun is of this subject."""

    of: str
    asking: Asking
    settings: Settings
    measures: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    where: list[Condition] = field(default_factory=list)
    order: str | None = None
    also: tuple[Period, ...] = ()
    counts: list[str] = field(default_factory=list)
    is_named: bool = False
    score: float = 0.0

    @property
    def subject(self) -> Subject:
        return subjects()[self.of]

    def add_by(self, name: str) -> None:
        if name not in self.by:
            self.by.append(name)

    def add_measure(self, name: str) -> None:
        if name not in self.measures:
            self.measures.append(name)
            self.score += 1

    def limit(self, name: str, sign: str, value: str) -> None:
        """Of several values one of them."""
        for at, one in enumerate(self.where):
            if one.name == name and one.sign == sign:
                if value not in one.values:
                    self.where[at] = replace(one, values=(*one.values, value))
                return
        self.where.append(Condition(name=name, sign=sign, values=(value,)))

    def limit_to(self, term: Term, sign: str = IS) -> bool:
        """To the value that a term names; whether the subject has it."""
        values = self.values_of(term)
        if values:
            name, _, value = values[0].partition(".")
            self.limit(name, sign, value)
            self.score += 1
        return bool(values)

    def values_of(self, term: Term) -> list[str]:
        """What is only called so, as a category is, comes last."""
        known = (one for one in term.names(VALUE) if self._has_value(one))
        return sorted(known, key=lambda one: (not self._is_state(one), one))

    def _is_state(self, value: str) -> bool:
        return bool(self.subject.dimensions[value.partition(".")[0]].values)

    def _has_value(self, value: str) -> bool:
        name, _, of = value.partition(".")
        dimension = self.subject.dimensions.get(name)
        if dimension is None:
            return False
        return of in dimension.values if dimension.values else dimension.kind == WORDS

    def dimension(self, names: Iterable[str]) -> str:
        """Raises:
        NoPlace: it has none of them.
        """
        known = [one for one in self.subject.dimensions if one in names]
        if not known:
            raise NoPlace
        return known[0]

    @property
    def main(self) -> str:
        """What is told where no figure is named."""
        return str(meaning("main")[self.of])

    @property
    def rows(self) -> dict[str, Any] | None:
        """How it is listed, where it is."""
        return cast("dict[str, Any] | None", meaning("rows").get(self.of))
