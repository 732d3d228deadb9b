"""Of whom a price is asked, where nobody said how many they are: all of a position or a unit, who
came lately, who has been there for years. They are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.base import Turn
from assistant.capabilities.estimate_cost.hearing import GroupSaid, group_said
from assistant.units import unit_code
from engine.query.value import AT_LEAST, AT_MOST, UNDER, Condition, Query
from engine.usecases.query import query
from engine.values.months import add_months
from engine.values.period import Period

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many they are (None: nobody said of which unit or position), and in which words they are
    told of."""

    people: int | None
    words: str


def group_of(turn: Turn) -> Group | None:
    """The people that are described; None where nobody is.

    Raises:
        NotPermitted: he may not count them.
    """
    said = group_said(turn.message.text)
    position, unit = turn.message.facts.position, unit_code(turn)
    if not said.is_any or (said.everyone and not position and not turn.message.facts.department):
        return None
    if not (position and position.get("code")) and not unit:
        return Group(people=None, words="")
    conditions = [*_tenure(turn, said)]
    if position and position.get("code"):
        conditions.append(Condition(name="position", values=(position["code"],)))
    if unit:
        conditions.append(Condition(name="unit", values=(unit,)))
    found = turn.perform(query, Query(of="people", measures=("people",), where=tuple(conditions)))
    counted = found.rows[0][-1] if found.rows else 0
    return Group(people=int(str(counted or 0)), words=_words(turn, said))


def _tenure(turn: Turn, said: GroupSaid) -> list[Condition]:
    """Who came so lately, or has been there so long."""
    if said.years is not None:
        sign = AT_LEAST if said.longer else UNDER
        return [Condition(name="years", sign=sign, values=(Decimal(said.years),))]
    if not said.new:
        return []
    days = _came(turn)
    return [
        Condition(name="hired_on", sign=AT_LEAST, values=(days.start,)),
        Condition(name="hired_on", sign=AT_MOST, values=(days.end,)),
    ]


def _came(turn: Turn) -> Period:
    """The year that is said, else the last twelve months."""
    said = turn.message.facts.past_period
    if said and said.get("first_day"):
        return Period(date.fromisoformat(said["first_day"]), date.fromisoformat(said["last_day"]))
    return Period(add_months(turn.today, -YEAR), turn.today)


def _words(turn: Turn, said: GroupSaid) -> str:
    facts = turn.message.facts
    names = [one["name"] for one in (facts.department, facts.position) if one and one.get("name")]
    if said.years is not None:
        key = "longer" if said.longer else "shorter"
        names.append(turn.say(f"whom.{key}", years=said.years))
    if said.new:
        days = _came(turn)
        names.append(turn.say("whom.came", first=days.start, last=days.end))
    return turn.speech.people(names)
