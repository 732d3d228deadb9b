"""An allocation as lines of a reply."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.rendering.caveats import MOST_LINES, caveat_lines
from assistant.speech import Speech
from engine.analysis.allocation import BestSet, LeftOut
from engine.analysis.proportional_split import ProportionalSplit
from engine.usecases.simulate_allocation import SimulatedAllocation
from engine.values.results import Named

MOST_NAMES = 3


def allocation_lines(speech: Speech, simulated: SimulatedAllocation) -> list[str]:
    lines = [
        speech.say(
            "allocation.head",
            year=simulated.year,
            total=simulated.total,
            **{origin: simulated.weights[origin] for origin in sorted(simulated.weights)},
        )
    ]
    allocation = simulated.allocation
    if isinstance(allocation, BestSet):
        lines += _best_lines(speech, allocation)
    else:
        lines += _split_lines(speech, allocation)
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
    lines.append(speech.say("allocation.sum", cost=best.cost, left=best.left))
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
