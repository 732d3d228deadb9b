"""Analyses as lines of a reply: performance, history, effects, goals, allocations, a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.rendering.costs import MOST_LINES, caveat_line
from assistant.speech import Speech
from engine.analysis.allocation import BestSet, LeftOut, ProportionalSplit
from engine.analysis.effect import Effect
from engine.analysis.goals import DriverPlan, GoalPlan, SkillPlan
from engine.analysis.kirkpatrick import Outcome
from engine.analysis.kpi import SHARE
from engine.analysis.kpi_standing import KpiGap
from engine.analysis.skill_behind import MUST_DO, NOT_ENOUGH_DATA
from engine.analysis.skill_gap import PersonGap
from engine.analysis.training_history import CourseCost
from engine.queries.certificates import PersonCertificate
from engine.queries.performance import PersonResult
from engine.usecases.performance_gap import PerformanceGap, SkillsBehind
from engine.usecases.profile import Profile
from engine.usecases.simulate_allocation import SimulatedAllocation
from engine.usecases.training_effect import TrainingEffect
from engine.usecases.training_history import HistoryReport
from engine.values.results import Caveat, Figure, Named

MOST_NAMES = 3


def _caveats(speech: Speech, caveats: Iterable[Caveat]) -> list[str]:
    said = ["· " + caveat_line(speech, caveat) for caveat in caveats]
    return list(dict.fromkeys(said))


def performance_lines(speech: Speech, found: PerformanceGap) -> list[str]:
    lines = [speech.say("performance.head", unit=found.unit)]
    lines += [_kpi_line(speech, gap) for gap in found.kpis[:MOST_LINES]]
    if found.behind is not None:
        lines += _behind_lines(speech, found.behind)
    return [*lines, speech.say("performance.source")]


def _kpi_line(speech: Speech, gap: KpiGap) -> str:
    actual = Figure(gap.actual, gap.unit)
    if gap.standing is None:
        return speech.say("performance.no_target", kpi=gap.kpi, actual=actual)
    return speech.say(
        "performance.short" if gap.is_short else "performance.reached",
        kpi=gap.kpi,
        actual=actual,
        target=Figure(gap.standing.target, gap.unit),
        gap=Figure(gap.standing.gap, gap.unit),
        attainment=gap.standing.attainment,
    )


def _behind_lines(speech: Speech, behind: SkillsBehind) -> list[str]:
    ranking = behind.ranking
    if ranking.verdict == NOT_ENOUGH_DATA:
        return [speech.say("performance.not_enough_data", kpi=behind.kpi)]
    first = ranking.skills[0]
    lines = [
        speech.say(
            "performance.behind_positions" if first.positions > 1 else "performance.behind",
            kpi=behind.kpi,
            skill=first.skill,
            low=first.low,
            good=first.good,
            positions=first.positions,
            share_of_low=first.share_of_low,
            share_of_good=first.share_of_good,
            p=first.p_adjusted,
            tried=len(ranking.skills),
        )
    ]
    lines.append(
        speech.say("performance.must_do" if first.verdict == MUST_DO else "performance.unproven")
    )
    if first.verdict == MUST_DO and behind.course is not None:
        lines.append(speech.say("performance.course", course=behind.course))
    return lines


def history_lines(speech: Speech, report: HistoryReport) -> list[str]:
    courses = [history_course_line(speech, row) for row in report.history.courses[:MOST_LINES]]
    numbered = [f"{at}. {line}" for at, line in enumerate(courses, 1)]
    return [history_head(speech, report), *numbered, speech.say("history.source")]


def history_head(speech: Speech, report: HistoryReport) -> str:
    history = report.history
    return speech.say(
        "history.head",
        unit=report.unit,
        sessions=history.sessions,
        participations=history.participations,
        total=history.total,
        per_participant=history.per_participant,
        per_session=history.per_session,
    )


def history_course_line(speech: Speech, row: CourseCost) -> str:
    return speech.say(
        "history.course",
        course=row.held.course,
        sessions=row.held.sessions,
        participations=row.held.participations,
        total=row.held.total,
        per_participant=row.per_participant,
    )


def effect_lines(speech: Speech, found: TrainingEffect) -> list[str]:
    year, proposal = found.year, found.next_year
    lines = [speech.say("effect.head", course=found.course, year=year, spent=found.spent)]
    lines += [_outcome_line(speech, row) for row in proposal.outcomes]
    if proposal.missing:
        levels = [speech.say(f"level.{level}") for level in proposal.missing]
        lines.append(speech.say("effect.missing", levels=levels))
    for explained in found.effects:
        lines += _measured_lines(speech, explained.result)
    lines.append(
        speech.say(
            "effect.next_year",
            amount=proposal.amount,
            factor=proposal.factor,
            rule=speech.say(f"rule.{proposal.rule}"),
        )
    )
    if found.alternative is not None:
        lines.append(speech.say("effect.alternative", course=found.alternative))
    return lines + _caveats(speech, proposal.caveats)


def _outcome_line(speech: Speech, row: Outcome) -> str:
    key = "effect.value" if row.change is None else "effect.change"
    return speech.say(
        key,
        level=speech.say(f"level.{row.level}"),
        measure=row.kpi or row.measure,
        value=_measured(row.value),
        change=row.change,
    )


def _measured(value: float) -> Figure:
    """Measures have no unit of their own: from 0 to 1 they are shares (of the content, of
    those who passed), beyond it marks or counts."""
    return Figure(value, SHARE if 0 <= value <= 1 else "")


def _measured_lines(speech: Speech, effect: Effect) -> list[str]:
    line = speech.say(
        f"effect.{effect.method}",
        kpi=effect.kpi,
        value=Figure(effect.value, effect.unit),
        low=Figure(effect.low, effect.unit),
        high=Figure(effect.high, effect.unit),
        relative=""
        if effect.relative is None
        else speech.say("effect.relative", relative=effect.relative),
        level=effect.level,
        trained=effect.trained,
        compared=effect.compared,
    )
    return [line, *_caveats(speech, effect.caveats)]


def goal_lines(speech: Speech, plan: GoalPlan) -> list[str]:
    goal = plan.goal
    unit = next(change.unit for change in plan.alone if change.kpi == goal.kpi)
    lines = [
        speech.say(
            "goal.head",
            kpi=goal.kpi,
            actual=Figure(goal.actual, unit),
            needed=Figure(goal.needed, unit),
            difference=Figure(goal.needed - goal.actual, unit),
            relative=goal.relative,
        )
    ]
    for driver in plan.plans:
        lines += _driver_lines(speech, driver)
    if plan.total is not None:
        lines.append(speech.say("goal.total", total=plan.total))
    if plan.share_of_budget is not None:
        lines.append(speech.say("goal.share", share=plan.share_of_budget))
    return lines + _caveats(speech, plan.caveats)


def _driver_lines(speech: Speech, plan: DriverPlan) -> list[str]:
    change = plan.change
    lines = [
        speech.say(
            "goal.driver",
            kpi=change.kpi,
            actual=Figure(change.actual, change.unit),
            needed=Figure(change.needed, change.unit),
            difference=Figure(change.needed - change.actual, change.unit),
            relative=change.relative,
        )
    ]
    if plan.skill is not None:
        lines.append(_skill_line(speech, plan.skill))
    return lines


def _skill_line(speech: Speech, skill: SkillPlan) -> str:
    if skill.course is None or skill.total is None:
        return speech.say("goal.skill", skill=skill.skill, levels=skill.levels, mean=skill.mean)
    return speech.say(
        "goal.skill_course",
        skill=skill.skill,
        levels=skill.levels,
        mean=skill.mean,
        course=skill.course,
        headcount=skill.headcount,
        total=skill.total,
    )


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
    return lines + _caveats(speech, simulated.caveats) + [speech.say("allocation.source")]


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
    return lines + _caveats(speech, best.caveats)


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
    return lines + _caveats(speech, split.caveats)


def profile_lines(speech: Speech, found: Profile, skills: Mapping[str, str]) -> list[str]:
    """The whole record; of it only the `skills` that are asked for (their names by code)."""
    lines = [_profile_head(speech, found)]
    asked = [row for row in found.skills if _is_among(row.skill.skill, skills)]
    if asked:
        return [*lines, *(_person_skill_line(speech, row) for row in asked)]
    if skills:
        return [*lines, speech.say("profile.none_of", words=list(skills.values()))]
    lines += [_person_skill_line(speech, row) for row in found.skills[:MOST_LINES]]
    lines += [
        speech.say(
            "profile.certificate",
            certificate=row.certificate,
            status=_certificate_status(speech, row),
        )
        for row in found.certificates
    ]
    lines += [_result_line(speech, row) for row in found.results]
    lines += [
        speech.say("profile.appraisal", dimension=row.dimension, score=row.score, cycle=row.cycle)
        for row in found.appraisal
    ]
    if found.trainings:
        days: dict[str, date] = {}
        for row in found.trainings:
            days.setdefault(speech.name(row.course), row.started_on)
        courses = [speech.say("profile.training", course=one, day=day) for one, day in days.items()]
        lines.append(speech.say("profile.trainings", courses=courses[:MOST_LINES]))
    if len(lines) == 1:
        lines.append(speech.say("profile.nothing"))
    return lines


def _profile_head(speech: Speech, found: Profile) -> str:
    if found.position is None:
        return speech.say("profile.head", person=found.person, unit=found.unit)
    return speech.say(
        "profile.head_of_position",
        person=found.person,
        unit=found.unit,
        position=found.position,
    )


def _certificate_status(speech: Speech, row: PersonCertificate) -> str:
    status = speech.say(f"certificate.{row.status}")
    if row.expires_on is None:
        return status
    return speech.say("profile.until", status=status, day=row.expires_on)


def _result_line(speech: Speech, row: PersonResult) -> str:
    key = "profile.result" if row.target is None else "profile.result_of"
    return speech.say(key, kpi=row.kpi, actual=row.actual, target=row.target, day=row.last_day)


def _is_among(skill: Named, asked: Mapping[str, str]) -> bool:
    """A course is named for the skill of the same name."""
    names = {skill.code, *filter(None, (skill.name, skill.name_en))}
    said = {*asked, *asked.values()}
    return any(one.lower() in {name.lower() for name in names} for one in said)


def _person_skill_line(speech: Speech, row: PersonGap) -> str:
    line = _level_line(speech, row)
    if row.skill.assessed_on is None:
        return line
    return speech.say("profile.assessed", line=line, day=row.skill.assessed_on)


def _level_line(speech: Speech, row: PersonGap) -> str:
    skill = row.skill
    if skill.level is None:
        return speech.say("profile.unassessed", skill=skill.skill, required=skill.required)
    if skill.required is None:
        return speech.say("profile.skill", skill=skill.skill, level=skill.level)
    if not row.gap:
        key = "profile.enough"
        return speech.say(key, skill=skill.skill, level=skill.level, required=skill.required)
    return speech.say(
        "profile.short",
        skill=skill.skill,
        level=skill.level,
        required=skill.required,
        lacking=float(skill.required) - float(skill.level),
    )
