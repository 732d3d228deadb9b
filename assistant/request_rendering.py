"""Requests, what the engine finds about them, and what became of them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.conversation.talk import REQUEST_ROW
from assistant.rendering.caveats import caveat_line
from assistant.rendering.costs import home_line
from assistant.speech import Speech
from engine.analysis.cost_estimate import QUOTATION
from engine.analysis.request_check import OK, Finding
from engine.analysis.request_outlook import LineOutlook
from engine.usecases.requests.amending import AmendmentPreview
from engine.usecases.requests.changing import FieldChange
from engine.usecases.requests.draft import BY_HEAD, LineChange
from engine.usecases.requests.reviewing import RequestReview
from engine.usecases.requests.view import Decider, LineView, RequestView, StepView
from engine.values.period import Period


def request_lines(speech: Speech, request: RequestView) -> list[str]:
    """Where a request stands: what it is, its state, who has it, what was said about it."""
    lines = [headline(speech, request)]
    if len(request.lines) > 1:
        lines += [_line(speech, line) for line in request.lines]
    if request.home is not None:
        lines.append(home_line(speech, request.home))
    if request.suspended:
        lines.append(speech.say("request.suspended"))
    comments = [step for step in request.steps if step.comment]
    if comments:
        lines.append(_comment(speech, comments[-1]))
    return [*lines, *waiting_lines(speech, request)]


def still_waits(speech: Speech, request: RequestView) -> str:
    """With whom a request is, and until when, in one line; empty where nobody has it."""
    waiting = request.waiting
    if waiting is None:
        return ""
    key = "deciding.with_you" if waiting.steps else "deciding.with_others"
    people = deciders(speech, waiting.people or waiting.passed_to) or speech.say(
        f"decider.{waiting.role}"
    )
    until = speech.say("deciding.until", due=waiting.due_on) if waiting.due_on else ""
    said = {"number": request.number, "duty": speech.say(f"duty.{waiting.duty}")}
    return speech.say(key, **said, people=people, until=until)


def numbered(speech: Speech, requests: Sequence[RequestView]) -> list[str]:
    """A list of requests to be pointed at: "the second" is the second line."""
    return [
        speech.say(
            "deciding.row", position=at, request=headline(speech, one), due=_due(speech, one)
        )
        for at, one in enumerate(requests, 1)
    ]


def _due(speech: Speech, request: RequestView) -> str:
    waiting = request.waiting
    if waiting is None or waiting.due_on is None:
        return ""
    return speech.say("deciding.due", due=waiting.due_on)


def request_rows(requests: Iterable[RequestView]) -> list[dict[str, Any]]:
    """The same list as what `turn.show` keeps."""
    return [{"entity": REQUEST_ROW, "value": one.number, "unit": one.unit.code} for one in requests]


def headline(speech: Speech, request: RequestView) -> str:
    first = request.lines[0]
    key = "request.status" if len(request.lines) == 1 else "request.status_several"
    return speech.say(
        key,
        number=request.number,
        topic=first.topic,
        lines=len(request.lines),
        unit=request.unit,
        headcount=sum(line.headcount for line in request.lines),
        total=request.total,
        period=Period(first.start, first.end),
        state=speech.say(f"state.{request.state}"),
    )


def _line(speech: Speech, line: LineView) -> str:
    return speech.say(
        "request.line",
        position=line.position_no,
        topic=line.topic,
        headcount=line.headcount,
        total=line.total,
        period=Period(line.start, line.end),
    )


def who_acted(speech: Speech, by: str, on_behalf_of: str | None) -> str:
    """Who did something, and in whose place."""
    if not on_behalf_of:
        return by
    return speech.say("step.acted_for", by=by, principal=on_behalf_of)


def _comment(speech: Speech, step: StepView) -> str:
    who = who_acted(speech, step.by, step.on_behalf_of)
    return speech.say("request.comment", who=who, on=step.on, comment=step.comment or "")


def waiting_lines(speech: Speech, request: RequestView) -> list[str]:
    """What happens next, and by whom."""
    waiting = request.waiting
    if waiting is None:
        return []
    duty = speech.say(f"duty.{waiting.duty}")
    due = waiting.due_on or ""
    role = speech.say(f"decider.{waiting.role}")
    if waiting.steps:
        principal = waiting.steps[0].on_behalf_of
        key = "request.yours_for" if principal else "request.yours"
        said = speech.say(key, duty=duty, due=due, number=request.number, principal=principal or "")
        if not waiting.people:
            said = speech.say("request.vacant", role=role) + said
        return [said]
    people, passed_to = deciders(speech, waiting.people), deciders(speech, waiting.passed_to)
    if not (people or passed_to):
        return [speech.say("request.waiting_nobody", duty=duty, role=role)]
    if not people:
        vacant = speech.say("request.vacant", role=role)
        return [vacant + speech.say("request.waiting", duty=duty, people=passed_to, due=due)]
    if waiting.escalated and passed_to:
        key = "request.waiting_escalated"
        return [speech.say(key, duty=duty, people=people, passed_to=passed_to)]
    key = "request.waiting_overdue" if waiting.escalated else "request.waiting"
    return [speech.say(key, duty=duty, people=people, due=due)]


def deciders(speech: Speech, found: Sequence[Decider]) -> str:
    """Who has a step, each with whoever decides in his place."""
    return speech.say("request.between_deciders").join(
        speech.say("request.with_delegates", name=one.name, delegates=one.delegates)
        if one.delegates
        else one.name
        for one in found
    )


def step_name(speech: Speech, step: Mapping[str, Any]) -> str:
    """A step with whose it is: "finance's approval (on behalf of Li)"."""
    key = f"step.{step['duty']}"
    name = speech.say(f"{key}_{step['role']}" if step["duty"] == "approve" else key)
    if principal := step.get("on_behalf_of"):
        return speech.say("step.on_behalf", step=name, principal=principal)
    return speech.say("step.passed_on", step=name) if step.get("passed_on") else name


def steps_line(speech: Speech, steps: Sequence[Mapping[str, Any]]) -> str:
    """Which steps one yes takes, named before it is said; empty for none."""
    if not steps:
        return ""
    if principal := steps[0].get("on_behalf_of"):
        own = [step_name(speech, {**step, "on_behalf_of": None}) for step in steps]
        return speech.say("decision.takes_for", principal=principal, steps=own)
    return speech.say("decision.takes", steps=[step_name(speech, step) for step in steps])


def steps_taken(speech: Speech, decision: str, steps: Sequence[Mapping[str, Any]]) -> str:
    """Which steps were taken by a yes, and in whose place; empty where it is plain."""
    if not steps:
        return ""
    if decision == "approve_request":
        return speech.say("decision.took", steps=[step_name(speech, step) for step in steps])
    return speech.say("decision.done_for", principal=steps[0].get("on_behalf_of") or "")


def review_lines(speech: Speech, review: RequestReview) -> list[str]:
    """What one should know before deciding."""
    request = review.request
    lines = [headline(speech, request)]
    if len(request.lines) > 1:
        lines += [_line(speech, line) for line in request.lines]
    if request.home is not None:
        lines.append("· " + home_line(speech, request.home))
    for line in request.lines:
        if line.reason:
            lines.append(speech.say("summary.reason", reason=line.reason))
    lines += [_finding(speech, finding) for finding in _telling(review.check.findings)]
    for ahead in review.outlook.lines:
        lines += outlook_lines(speech, ahead)
    if review.counted != request.total:
        lines.append("· " + speech.say("request.counted", counted=review.counted))
    if review.line is not None:
        lines.append(
            "· "
            + speech.say(
                "decision.left",
                unit=review.line.unit,
                year=request.fiscal_year,
                available=review.line.balance.available,
            )
        )
    return lines


def finding_lines(speech: Speech, review: RequestReview, codes: Sequence[str]) -> list[str]:
    """What the engine found of these kinds."""
    return [_finding(speech, one) for one in review.check.findings if one.code in codes]


def _telling(findings: Iterable[Finding]) -> list[Finding]:
    """Problems and notes first; what is in order last."""
    return sorted(findings, key=lambda finding: finding.level == OK)


def _finding(speech: Speech, finding: Finding) -> str:
    mark = speech.say(f"finding.{finding.level}")
    return f"{mark} " + speech.say(f"check.{finding.code}", **finding.args)


def outlook_lines(speech: Speech, ahead: LineOutlook) -> list[str]:
    lines = []
    if ahead.closes is not None and ahead.per_level is not None:
        lines.append(
            "· "
            + speech.say(
                "outlook.closes",
                skill=ahead.skill or "",
                reached=ahead.reached,
                short=ahead.short,
                closes=ahead.closes,
                per_level=ahead.per_level,
            )
        )
    if ahead.kpi is not None and ahead.kpi.after is not None:
        lines.append(
            "· "
            + speech.say(
                "outlook.kpi",
                kpi=ahead.kpi.kpi,
                actual=ahead.kpi.actual,
                after=ahead.kpi.after,
            )
        )
    return [*lines, *("· " + caveat_line(speech, caveat) for caveat in ahead.caveats)]


def amendment_lines(speech: Speech, preview: AmendmentPreview, change: LineChange) -> list[str]:
    """Every field that would be different, from what to what; and how an agreed price goes on."""
    several = len(preview.before.lines) > 1
    lines = [_change_line(speech, one, several) for one in preview.changes]
    if preview.before.total != preview.after.total and several:
        lines.append(speech.say("change.whole", old=preview.before.total, new=preview.after.total))
    return [*lines, *_agreed_price(speech, preview, change)]


def _change_line(speech: Speech, change: FieldChange, several: bool) -> str:
    def say(value: object) -> str:
        if value is None:
            return speech.say("change.none")
        return speech.say(f"change.value_{change.field}", value=value)

    said = speech.say(
        "change.from_to",
        field=speech.say(f"change.{change.field}"),
        old=say(change.old),
        new=say(change.new),
    )
    return speech.say("change.of_line", line=change.position_no, said=said) if several else said


def _agreed_price(speech: Speech, preview: AmendmentPreview, change: LineChange) -> list[str]:
    at = change.position_no - 1
    if at >= len(preview.before.lines) or change.quoted:
        return []
    before, cost = preview.before.lines[at], preview.after.costs[at]
    if before.priced_by != QUOTATION or cost.priced_by != QUOTATION:
        return []
    if change.quotation == BY_HEAD:
        key = "change.price_in_proportion"
    elif before.total == cost.total:
        key = "change.price_kept"
    else:
        key = "change.price_by_head"
    return [speech.say(key, unit_cost=cost.unit_cost, total=cost.total)]
