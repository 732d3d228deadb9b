"""What an answer is of: its limits, time, figures and splits, in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.base import Turn
from assistant.querying.composing.composed import Composed
from assistant.querying.composing.draft import LATEST, YEAR, subjects
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, SUBJECT, VALUE
from engine.query.columns import measure_of
from engine.query.subject import SHARE
from engine.query.value import IS, IS_NOT, ME, Condition, Has
from engine.usecases.query import QueryAnswer
from engine.values.period import Period
from engine.values.results import Named

# By more it is a list.
PAIR = 2
_SHARE_OF = "share_of_"


class Titles:
    def __init__(self, turn: Turn, asked: Composed, answer: QueryAnswer) -> None:
        self._turn, self._asked, self._answer = turn, asked, answer
        self._query, self._subject = asked.query, subjects()[asked.query.of]

    def title(self) -> str:
        say, speech = self._turn.say, self._turn.speech
        what = [*self._limits(), *map(self._had, self._query.has)]
        period = self._period()
        if period:
            what.append(period)
        labels = [self.called(MEASURE, one) for one in self._query.measures]
        subject = self.called(SUBJECT, self._query.of)
        lists = len(self._query.by) > PAIR
        measure = speech.people(labels) if labels and not lists else subject
        cut = [self.called(DIMENSION, one) for one in self._cuts()]
        cut_said = say("composed.cut", cut=cut) if cut and labels else ""
        return (
            say("composed.title", what=what, measure=measure, cut=cut_said)
            if what
            else measure + cut_said
        )

    def _cuts(self) -> Sequence[str]:
        by = self._query.by
        return [] if len(by) > PAIR else [one for one in by if not (one == YEAR and len(by) > 1)]

    def _limits(self) -> Iterator[str]:
        for one in self._query.where:
            if one.name in (YEAR, LATEST):
                continue
            said = self._limit(one)
            if said:
                yield said

    def _had(self, one: Has) -> str:
        """Of what they have, or lack, rows: of which, and in which days."""
        limits = [self._limit(it) for it in one.where if not isinstance(it.values[0], date)]
        days = [it.values[0] for it in one.where if isinstance(it.values[0], date)]
        if len(days) == 2:
            limits.append(self._days(Period(*days)))
        say, of = self._turn.say, self.called(SUBJECT, one.of)
        if limits:
            of = say("composed.of_limits", of=of, limits=limits)
        return say("composed.lacks" if one.lacks else "composed.has", of=of)

    def _limit(self, one: Condition) -> str:
        say = self._turn.say
        values = [self.value(one.name, value) for value in one.values]
        if one.sign == IS:
            return self._turn.speech.people(values)
        if one.sign == IS_NOT:
            return say("composed.without", names=values)
        label = self._called_either(one.name)
        return say(f"composed.{one.sign}", label=label, value=values[0])

    def value(self, name: str, value: object) -> str:
        speech = self._turn.speech
        unit = next((one for one in self._answer.units if one.code == value), None)
        if unit is not None:
            return speech.name(unit)
        if value == ME:
            return self._turn.say("wanted.own")
        if name == YEAR:
            return speech.year(int(str(value)))
        for row in self._answer.rows:
            for cell in row:
                if isinstance(cell, Named) and cell.code == value:
                    return speech.name(cell)
        key = f"called.{VALUE}.{name}.{value}"
        if speech.knows(key):
            return speech.say(key)
        if isinstance(value, Decimal):
            return self._number_said(name, value)
        return str(self._asked.names.get(str(value), value))

    def _number_said(self, name: str, value: Decimal) -> str:
        figure = next((one for one in self._answer.columns if one.name == name), None)
        if figure is not None and figure.kind == SHARE:
            return self._turn.speech.percent(value)
        return f"{value.normalize():,f}"

    def own(self) -> str:
        """What is held against another: its time, or what it is of in its place."""
        other = self._query.compare
        assert other is not None
        if other.period is not None:
            return self._period()
        changed = {one.name for one in other.where}
        return self._values(one for one in self._query.where if one.name in changed)

    def other(self) -> str:
        """What it is held against."""
        other = self._query.compare
        assert other is not None
        return self._days(other.period) if other.period is not None else self._values(other.where)

    def _values(self, conditions: Iterable[Condition]) -> str:
        found = [self.value(one.name, value) for one in conditions for value in one.values]
        return self._turn.speech.people(found)

    def _period(self) -> str:
        speech, query = self._turn.speech, self._query
        years = [one for one in query.where if one.name == YEAR and one.sign == IS]
        if years:
            return speech.people([speech.year(int(str(one))) for one in years[0].values])
        if query.period is None:
            return ""
        return speech.people([self._days(one) for one in (query.period, *query.also)])

    def _days(self, days: Period) -> str:
        """A whole year by its number."""
        fiscal, speech = self._turn.message.fiscal, self._turn.speech
        year = fiscal.year_of(days.start)
        return speech.year(year) if days == Period(*fiscal.days(year)) else speech.period(days)

    def called(self, kind: str, name: str) -> str:
        base = measure_of(name, self._subject) if kind == MEASURE else name
        if base.startswith(_SHARE_OF):
            return self._turn.say(
                "composed.share", of=self.called(MEASURE, base.removeprefix(_SHARE_OF))
            )
        key = f"called.{kind}.{base}"
        return self._turn.say(key) if self._turn.speech.knows(key) else base

    def _called_either(self, name: str) -> str:
        known = self._turn.speech.knows(f"called.{MEASURE}.{name}")
        return self.called(MEASURE if known else DIMENSION, name)
