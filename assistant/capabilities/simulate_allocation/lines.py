"""An allocation as lines of a reply."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from assistant.rendering.caveats import MOST_LINES, caveat_lines
from assistant.speech import Speech
from engine.analysis.allocation import BestSet
from engine.analysis.left_out import VARIANT, LeftOut
from engine.analysis.proportional_split import ProportionalSplit
from engine.usecases.allocation_asked import (
    CATEGORY,
    COURSE,
    FIRST,
    ORIGIN,
    WHOLE,
    AllocationAsked,
    Limit,
    Part,
    key_of,
    sum_of,
)
from engine.usecases.simulate_allocation import SimulatedAllocation
from engine.values.results import Named

MOST_NAMES = 3


def allocation_head(
    speech: Speech, simulated: SimulatedAllocation, asked: AllocationAsked
) -> list[str]:
    """What the total pays for, by which weights and under which conditions."""
    allocation = simulated.allocation
    said = {"year": simulated.year, "total": simulated.total, **simulated.weights}
    if isinstance(allocation, BestSet):
        lines = [
            speech.say(
                "allocation.head",
                **said,
                chosen=len(allocation.chosen),
                needs=len(allocation.chosen) + len(allocation.left_out),
                cost=allocation.cost,
                left=allocation.left,
            )
        ]
        lines += _lacking(speech, simulated, allocation)
    else:
        lines = [speech.say("allocation.head_split", **said, needs=len(allocation.allotments))]
        if allocation.left.amount:
            lines.append(speech.say("allocation.left", left=allocation.left))
    if simulated.whole is not None and asked.times != WHOLE:
        lines.append(
            speech.say(
                "allocation.of_whole",
                whole=simulated.whole,
                part=asked.times,
                total=simulated.total,
            )
        )
    return lines + _conditions(speech, simulated, asked)


def _lacking(speech: Speech, simulated: SimulatedAllocation, best: BestSet) -> list[str]:
    """What all needs take, where the total does not pay for them."""
    others = [row.cost for row in best.left_out if row.reason != VARIANT]
    every = sum(others, best.cost)
    if every <= simulated.total:
        return []
    return [speech.say("allocation.every", cost=every, lacking=every - simulated.total)]


def _conditions(
    speech: Speech, simulated: SimulatedAllocation, asked: AllocationAsked
) -> list[str]:
    """Floors, ceilings, what is in and what is not, as they were taken."""
    names = simulated.names
    said = [_limit(speech, simulated, one) for one in asked.limits]
    if asked.only:
        parts = [_part(speech, names, one) for one in asked.only]
        said.append(speech.say("allocation.only", parts=speech.people(parts)))
    if asked.without:
        parts = [_part(speech, names, one) for one in asked.without]
        said.append(speech.say("allocation.without", parts=speech.people(parts)))
    if asked.mandatory != FIRST:
        said.append(speech.say(f"allocation.mandatory_{asked.mandatory}"))
    return ["· " + speech.say("allocation.conditions", said=speech.people(said))] if said else []


def _limit(speech: Speech, simulated: SimulatedAllocation, limit: Limit) -> str:
    key = limit.bound if limit.share is None else f"{limit.bound}_share"
    return speech.say(
        f"allocation.{key}",
        part=_part(speech, simulated.names, limit.part),
        sum=sum_of(limit, simulated.total),
        share=limit.share or Decimal(0),
    )


def _part(speech: Speech, names: Mapping[str, Named], part: Part) -> str:
    if part.of == ORIGIN:
        return speech.say("allocation.of_origin", origin=speech.say(f"origin.{part.code}"))
    if part.of == CATEGORY:
        return speech.say("allocation.of_category", category=part.code)
    return speech.name(names[key_of(part)])


def weights_words(speech: Speech, per_cent: Mapping[str, Decimal]) -> str:
    """Weights as one says them, in per cent."""
    said = [
        speech.say("allocation.weight", origin=speech.say(f"origin.{origin}"), weight=weight / 100)
        for origin, weight in per_cent.items()
    ]
    return speech.people(said)


def where_lines(speech: Speech, simulated: SimulatedAllocation, named: Sequence[Part]) -> list[str]:
    """Whether the courses that were named are in, before all else."""
    codes = [one.code for one in named if one.of == COURSE]
    allocation = simulated.allocation
    if not codes or not isinstance(allocation, BestSet):
        return []
    lines = [
        speech.say("allocation.is_in", course=row.course, cost=row.cost)
        for row in allocation.chosen
        if row.course.code in codes
    ]
    return lines + [
        _left_out_line(speech, row) for row in allocation.left_out if row.course.code in codes
    ]


def unit_lines(
    speech: Speech, simulated: SimulatedAllocation, units: Collection[str] | None
) -> list[str]:
    """What the needs of units get: of all, or of those named."""
    told = [one for one in simulated.by_unit if units is None or one.unit.code in units]
    lines = [speech.say("allocation.unit", unit=one.unit, amount=one.amount) for one in told]
    if not lines:
        return [speech.say("allocation.no_unit")]
    return [speech.say("allocation.units"), *lines]


def allocation_lines(speech: Speech, simulated: SimulatedAllocation) -> list[str]:
    allocation = simulated.allocation
    if isinstance(allocation, BestSet):
        lines = _best_lines(speech, allocation)
    else:
        lines = _split_lines(speech, allocation)
    return lines + caveat_lines(speech, simulated.caveats) + [speech.say("allocation.source")]


def _best_lines(speech: Speech, best: BestSet) -> list[str]:
    lines = [
        speech.say(
            "allocation.chosen",
            course=row.course,
            headcount=row.headcount,
            cost=row.cost,
            value=row.value,
        )
        for row in best.chosen
    ]
    lines += [_left_out_line(speech, row) for row in best.left_out[:MOST_LINES]]
    return lines + caveat_lines(speech, best.caveats)


def _left_out_line(speech: Speech, row: LeftOut) -> str:
    if row.extra_money is None:
        return speech.say(f"allocation.left_out_{row.reason}", course=row.course, cost=row.cost)
    key = "allocation.left_out_money" if row.extra_money.amount else "allocation.left_out_even"
    line = speech.say(key, course=row.course, cost=row.cost, extra=row.extra_money)
    if row.gives_way:
        line += speech.say("allocation.gives_way", courses=_some_courses(speech, row.gives_way))
    if row.comes_along:
        line += speech.say("allocation.comes_along", courses=_some_courses(speech, row.comes_along))
    return line


def _some_courses(speech: Speech, courses: Sequence[Named]) -> str:
    names = [speech.name(course) for course in courses[:MOST_NAMES]]
    if len(courses) > MOST_NAMES:
        return speech.say("allocation.more_courses", courses=names, count=len(courses))
    return speech.people(names)


def _split_lines(speech: Speech, split: ProportionalSplit) -> list[str]:
    lines = [
        speech.say("allocation.allotted", course=row.course, amount=row.amount, share=row.share)
        for row in split.allotments
        if row.amount.amount
    ]
    return lines + caveat_lines(speech, split.caveats)
