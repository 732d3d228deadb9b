"""A goal as lines of a reply."""

from __future__ import annotations

from assistant.rendering.caveats import caveat_lines
from assistant.speech import Speech
from engine.analysis.goals import DriverPlan, GoalPlan, SkillPlan
from engine.values.results import Figure


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
    return lines + caveat_lines(speech, plan.caveats)


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
