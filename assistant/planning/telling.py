"""Lines of a plan, and what is otherwise in another version, as lines of a reply."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.speech import Speech
from engine.usecases.plans.comparing import LineDifference
from engine.usecases.plans.versions import PlanLineView, VersionView
from engine.values.money import Money

MOST_CHANGES = 12


def version_words(speech: Speech, plan: VersionView) -> str:
    """Which version it is, and whether it is frozen."""
    state = "in_force" if plan.in_force else plan.status
    return speech.say(f"plan.version_{state}", year=plan.fiscal_year, version=plan.version)


def line_words(speech: Speech, line: PlanLineView) -> str:
    """What is in: for whom, how many, when and for how much; what is out: why."""
    return _in(speech, line) if line.is_in else _out(speech, line)


def _in(speech: Speech, line: PlanLineView) -> str:
    return speech.say(
        "plan.line_in",
        course=line.name,
        whom=_whom(speech, line),
        amount=line.amount,
        when=_when(speech, line.quarter),
        why=speech.say(f"plan.why_{line.reason}") if line.reason != "chosen" else "",
        said=_said(speech, line),
    )


def _out(speech: Speech, line: PlanLineView) -> str:
    why = speech.say(f"plan.out_{line.reason}")
    if line.extra is not None and line.extra.amount > 0:
        why = speech.say("plan.out_extra", why=why, extra=line.extra)
    key = "plan.line_out" if line.amount is not None else "plan.line_out_unpriced"
    return speech.say(key, course=line.name, amount=line.amount, why=why, said=_said(speech, line))


def _whom(speech: Speech, line: PlanLineView) -> str:
    if line.unit is None or line.headcount is None:
        return speech.say("plan.few")
    return speech.say("plan.whom", unit=line.unit, headcount=line.headcount)


def _when(speech: Speech, quarter: int | None) -> str:
    return speech.say("plan.in_quarter", quarter=quarter) if quarter else ""


def _said(speech: Speech, line: PlanLineView) -> str:
    return speech.say("plan.said", words=line.said) if line.said else ""


def quarter_words(speech: Speech, quarter: int | None) -> str:
    return speech.say("plan.quarter", quarter=quarter) if quarter else speech.say("plan.no_quarter")


def difference_lines(speech: Speech, changes: Sequence[LineDifference]) -> list[str]:
    """What came in, what went out, and what is otherwise of what stays."""
    lines = [_difference(speech, one) for one in changes[:MOST_CHANGES]]
    more = len(changes) - MOST_CHANGES
    return lines + ([speech.say("plan.more_changes", more=more)] if more > 0 else [])


def _difference(speech: Speech, one: LineDifference) -> str:
    line = one.line
    if one.kind != "changed":
        priced = "" if line.amount is not None else "_unpriced"
        return speech.say(f"plan.line_{one.kind}{priced}", course=line.name, amount=line.amount)
    assert one.before is not None
    assert one.after is not None
    return speech.say(
        "plan.line_changed" if line.is_in else "plan.line_changed_out",
        course=line.name,
        changes=speech.people(_changes(speech, one.before, one.after)),
    )


def _changes(speech: Speech, before: PlanLineView, after: PlanLineView) -> list[str]:
    found = []
    if before.quarter != after.quarter:
        old, new = (quarter_words(speech, one.quarter) for one in (before, after))
        found.append(speech.say("plan.from_to", before=old, after=new))
    if before.headcount != after.headcount:
        numbers = {"before": before.headcount or 0, "after": after.headcount or 0}
        found.append(speech.say("plan.people_from_to", **numbers))
    if before.unit != after.unit and before.unit and after.unit:
        old, new = (speech.name(one) for one in (before.unit, after.unit))
        found.append(speech.say("plan.from_to", before=old, after=new))
    if before.amount != after.amount and before.amount and after.amount:
        found.append(speech.say("plan.money_from_to", before=before.amount, after=after.amount))
    return found


def left_words(speech: Speech, total: Money | None, planned: Money) -> str:
    """How far the plan is from what there was to share."""
    if total is None:
        return ""
    over = planned.amount > total.amount
    gap = planned - total if over else total - planned
    return speech.say("plan.over" if over else "plan.left", total=total, gap=gap)
