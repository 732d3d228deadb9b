"""What prices are asked about, as the talk keeps it, and what a message changes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from assistant.capabilities.estimate_cost.hearing import Heard, Line, lone_share
from engine.usecases.estimate_cost import Training, WhatIf
from engine.usecases.plan_costs import PlannedTraining
from engine.values.encoding import to_plain
from engine.values.money import Money

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Courses, each for so many people; all needs, where `whole_plan`; for how much `money`, where
    it is how many that is asked."""

    lines: tuple[Line, ...] = ()
    times: Decimal = WHOLE
    capacity: int | None = None
    without: tuple[str, ...] = ()
    money: Money | None = None
    whole_plan: bool = False

    @property
    def what_if(self) -> WhatIf:
        return WhatIf(times=self.times, capacity=self.capacity, without=self.without)

    @property
    def is_otherwise(self) -> bool:
        """Whether something is taken to be otherwise than it is."""
        return self.what_if != WhatIf()

    @property
    def planned(self) -> list[PlannedTraining]:
        return [PlannedTraining(training_of(one), one.people or 1) for one in self.lines]

    def as_plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = to_plain(self)
        return plain

    @staticmethod
    def read(plain: Any) -> Asked:
        return _READER.validate_python(plain)


_READER = TypeAdapter(Asked)


def training_of(line: Line) -> Training:
    return Training(skill=line.code) if line.kind == "skill" else Training(course=line.code)


def changed(text: str, heard: Heard, before: Asked, home: str) -> Asked:
    """What was asked before with what is said now."""
    times = heard.times
    if times is None and before.times != WHOLE and not heard.lines:
        share = lone_share(text)
        if share is not None:
            times = WHOLE + share if before.times > WHOLE else WHOLE - share
    money = before.money
    if heard.money is not None:
        money = (
            Money.exact(heard.money[0], heard.money[1] or home) if heard.how_many or money else None
        )
    return replace(
        before,
        lines=_lines(heard, before),
        times=before.times if times is None else times,
        capacity=heard.capacity or before.capacity,
        without=() if heard.all_parts else (heard.without or before.without),
        money=money,
        whole_plan=heard.whole_plan or (before.whole_plan and not heard.lines),
    )


def _lines(heard: Heard, before: Asked) -> tuple[Line, ...]:
    """A course that is among several gets its new number; another takes the place of one."""
    if not heard.lines:
        people = heard.people
        if people is None or len(before.lines) != 1:
            return before.lines
        return (replace(before.lines[0], people=people),)
    if len(heard.lines) > 1:
        return heard.lines
    (line,) = heard.lines
    known = {one.code: one for one in before.lines}
    people = line.people or heard.people
    if line.code in known and len(before.lines) > 1:
        return tuple(
            replace(one, people=people or one.people) if one.code == line.code else one
            for one in before.lines
        )
    if people is None and len(before.lines) == 1:
        people = before.lines[0].people
    return (replace(line, people=people),)
