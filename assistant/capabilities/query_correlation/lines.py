"""Relations and reallocations as lines of a reply: the answer first, then what it rests on."""

from __future__ import annotations

from assistant.rendering.caveats import caveat_lines
from assistant.speech import Speech
from engine.analysis.kpi import LOWER
from engine.analysis.reallocation import CourseFound, Reallocation
from engine.analysis.relation import Measure, Relation
from engine.usecases.relations import HOURS, PART
from engine.values.results import Figure

# So many hours more is a step that a person can picture.
HOURS_AT_ONCE = 10
MOST_COURSES = 5


def relation_lines(speech: Speech, found: Relation) -> list[str]:
    return [_answer(speech, found), _basis(speech, found), *caveat_lines(speech, found.caveats)]


def measure_name(speech: Speech, measure: Measure) -> str:
    key = measure.kind if measure.of is not None else f"{measure.kind}_any"
    return speech.say(f"correlation.{key}", of=measure.of or "")


def _answer(speech: Speech, found: Relation) -> str:
    names = {"x": measure_name(speech, found.x), "y": measure_name(speech, found.y)}
    if not found.significant:
        return speech.say("correlation.none", **names)
    which = "went" if found.x.kind == PART else "more"
    return speech.say(
        f"correlation.{which}",
        strength=speech.say(f"correlation.size_{found.size}"),
        way=speech.say("correlation.higher" if found.r > 0 else "correlation.lower"),
        note=speech.say("correlation.lower_is_better") if found.y.direction == LOWER else "",
        **names,
    )


def _basis(speech: Speech, found: Relation) -> str:
    return speech.say(
        "correlation.basis",
        group=found.group,
        n=found.n,
        within=speech.say("correlation.within", positions=found.positions)
        if found.positions > 1
        else "",
        r=_without_minus(found.r),
        level=found.level,
        low=found.low,
        high=found.high,
        p=found.p_value,
        step=_step(speech, found) if found.significant else "",
    )


def _step(speech: Speech, found: Relation) -> str:
    """By how much people differ where one has so much more."""
    if not speech.knows(f"correlation.step_{found.x.kind}"):
        return ""
    times = HOURS_AT_ONCE if found.x.kind == HOURS else 1
    return speech.say(
        f"correlation.step_{found.x.kind}",
        y=measure_name(speech, found.y),
        difference=Figure(found.slope * times, found.y.unit),
    )


def _without_minus(r: float) -> float:
    """No minus before what reads as nothing."""
    return round(r, 2) + 0.0


# --- a course that goes with nothing ---------------------------------------------------------
def reallocation_lines(speech: Speech, found: Reallocation) -> list[str]:
    if not found.cut:
        return [
            speech.say("correlation.nothing_to_cut", year=found.year),
            *(_kept(speech, one) for one in found.kept[:MOST_COURSES]),
        ]
    names = [speech.name(one.course) for one in found.cut]
    return [
        speech.say("correlation.may_cut", courses=names, released=found.released, year=found.year),
        *_beside(speech, found.cut),
        *_receivers(speech, found),
        *(_kept(speech, one) for one in found.kept if len(found.kept) <= MOST_COURSES),
        speech.say("correlation.proposal_only"),
    ]


def _beside(speech: Speech, courses: tuple[CourseFound, ...]) -> list[str]:
    """Each course with every KPI that its hours stand beside."""
    return [
        speech.say(
            "correlation.cut",
            course=one.course,
            spent=one.spent,
            beside=speech.say("correlation.and").join(
                speech.say(
                    "correlation.beside",
                    kpi=row.kpi,
                    r=_without_minus(row.found.r),
                    n=row.found.n,
                    low=row.found.low,
                    high=row.found.high,
                    p=row.found.p_value,
                )
                for row in one.relations
            ),
        )
        for one in courses[:MOST_COURSES]
    ]


def _receivers(speech: Speech, found: Reallocation) -> list[str]:
    if not found.receivers:
        return [speech.say("correlation.nobody_gets", released=found.released)]
    to = [
        speech.say("correlation.gets", course=one.course, more=one.more)
        for one in found.receivers[:MOST_COURSES]
    ]
    key = "correlation.money_left" if found.left.amount else "correlation.money"
    return [speech.say(key, to=speech.say("correlation.and").join(to), left=found.left)]


def _kept(speech: Speech, one: CourseFound) -> str:
    return speech.say(f"correlation.kept_{one.kept_for}", course=one.course, spent=one.spent)
