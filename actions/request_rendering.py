"""Requests, what the engine finds about them, and what became of them, in words."""

from __future__ import annotations

from collections.abc import Iterable

from actions.rendering import caveat_line, home_line, quoted_lines
from actions.speech import Speech
from engine.analysis.request_check import OK, Finding
from engine.analysis.request_outlook import LineOutlook
from engine.usecases.requests.draft import RequestPreview
from engine.usecases.requests.reviewing import RequestReview
from engine.usecases.requests.view import LineView, RequestView, StepView
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


def _comment(speech: Speech, step: StepView) -> str:
    return speech.say("request.comment", who=step.by, on=step.at.date(), comment=step.comment or "")


def waiting_lines(speech: Speech, request: RequestView) -> list[str]:
    """What happens next, and by whom."""
    waiting = request.waiting
    if waiting is None:
        return []
    duty = speech.say(f"duty.{waiting.duty}")
    due = waiting.due_at.date() if waiting.due_at else ""
    if waiting.yours:
        return [speech.say("request.yours", duty=duty, due=due, number=request.number)]
    if not waiting.people:
        role = speech.say(f"decider.{waiting.role}")
        return [speech.say("request.waiting_nobody", duty=duty, role=role)]
    key = "request.waiting_escalated" if waiting.escalated else "request.waiting"
    return [speech.say(key, duty=duty, people=waiting.people, due=due)]


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


def preview_lines(speech: Speech, preview: RequestPreview, number: str) -> list[str]:
    """The request as it would be after an amendment."""
    lines = [
        speech.say(
            "request.becomes",
            number=number,
            topic=cost.course or cost.topic,
            headcount=cost.headcount,
            total=cost.total,
        )
        for cost in preview.costs
    ]
    lines += ["· " + line for cost in preview.costs for line in quoted_lines(speech, cost)]
    if len(preview.costs) > 1:
        lines.append(speech.say("request.becomes_total", total=preview.total))
    return lines
