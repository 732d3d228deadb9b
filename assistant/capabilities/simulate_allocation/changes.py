"""What another variant of an allocation makes different."""

from __future__ import annotations

from assistant.capabilities.simulate_allocation.arguments import Kept, Row
from assistant.speech import Speech
from engine.analysis.allocation import BestSet
from engine.usecases.allocation_asked import BEST
from engine.usecases.simulate_allocation import SimulatedAllocation
from engine.values.money import Money

MOST = 4


def rows_of(simulated: SimulatedAllocation) -> tuple[Row, ...]:
    """What each course that is in gets."""
    found = simulated.allocation
    if isinstance(found, BestSet):
        return tuple(Row(one.course, one.cost) for one in found.chosen)
    return tuple(Row(one.course, one.amount) for one in found.allotments if one.amount.amount)


def change_lines(speech: Speech, now: Kept, before: Kept) -> list[str]:
    """What comes in and what falls out, or who gets how much more and less."""
    if before.total is None or now.asked.mode != before.asked.mode:
        return []
    if now.asked.mode == BEST:
        return [_changed_set(speech, now, before, before.total)]
    return [_changed_sums(speech, now, before, before.total)]


def _changed_set(speech: Speech, now: Kept, before: Kept, total: Money) -> str:
    here, there = ({row.course.code for row in one.rows} for one in (now, before))
    new = [speech.name(row.course) for row in now.rows if row.course.code not in there]
    out = [speech.name(row.course) for row in before.rows if row.course.code not in here]
    key = "_".join([*(["in"] if new else []), *(["out"] if out else [])]) or "same"
    return speech.say(
        f"allocation.change_{key}",
        total=total,
        come=speech.people(new),
        gone=speech.people(out),
    )


def _changed_sums(speech: Speech, now: Kept, before: Kept, total: Money) -> str:
    sums = {row.course: row.amount for row in before.rows}
    changed = [
        (row.course, row.amount - sums.pop(row.course, row.amount * 0)) for row in now.rows
    ] + [(course, -amount) for course, amount in sums.items()]
    largest = sorted(changed, key=lambda one: -abs(one[1].amount))[:MOST]
    said = [
        speech.say(
            "allocation.more" if sum_.amount > 0 else "allocation.less",
            course=course,
            sum=sum_ if sum_.amount > 0 else -sum_,
        )
        for course, sum_ in largest
        if sum_.amount
    ]
    if not said:
        return speech.say("allocation.change_same", total=total)
    return speech.say("allocation.change_sums", total=total, changes=speech.people(said))
