"""The draft of a request or need, as it lies in the conversation's slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.analysis.cost_estimate import PER_PARTICIPANT
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import LineChange, LineDraft, RequestDraft
from engine.values.period import Period

# Longer than half a year is no time for a training, only where to look for one.
LONGEST = 186
# What a new draft begins without; department and position stay as what is talked about.
DRAFT_SLOTS = (
    "course",
    "skill",
    "position",
    "headcount",
    "amount",
    "amount_per_head",
    "period",
    "audience",
    "basis",
    "reason",
    "confirmed",
    "proposed",
    "draft_key",
    "offer",
    "queue",
)
EMPTY: dict[str, None] = dict.fromkeys(DRAFT_SLOTS)
# What a decision about a request is made of.
DECISION_SLOTS = (
    "decision",
    "decision_number",
    "decision_version",
    "decision_comment",
    "decision_change",
    "decision_steps",
    "decision_doubt",
    "confirmed",
    "draft_key",
)
NO_DECISION: dict[str, None] = dict.fromkeys(DECISION_SLOTS)


def training_of(slots: Mapping[str, Any]) -> Training | None:
    """What is to be learned, with the outside price if one was given; None if not said."""
    course, skill = slots.get("course") or {}, slots.get("skill") or {}
    if not (course or skill):
        return None
    return Training(
        course=course.get("code"),
        skill=None if course else skill.get("code"),
        topic=course.get("topic"),
        quoted_per_head=_decimal(slots.get("amount_per_head")),
        quoted_total=_decimal(slots.get("amount")),
        basis=slots.get("basis") or PER_PARTICIPANT,
    )


def code_of(slots: Mapping[str, Any], name: str) -> str | None:
    """The catalogue code in the slot `name`."""
    thing = slots.get(name) or {}
    code = thing.get("code")
    return str(code) if code else None


def is_settled(period: Mapping[str, Any] | None) -> bool:
    """Whether it says when, and not only in which year or season."""
    if not period or period.get("vague"):
        return False
    days = days_of(period)
    return "bound" in period or (days.end - days.start).days <= LONGEST


def days_of(period: Mapping[str, Any]) -> Period:
    return Period(date.fromisoformat(period["first_day"]), date.fromisoformat(period["last_day"]))


def period_of(slots: Mapping[str, Any]) -> Period | None:
    period = slots.get("period")
    return days_of(period) if is_settled(period) and period else None


def request_draft(slots: Mapping[str, Any]) -> RequestDraft | None:
    """The whole draft, once what, how many and when are known."""
    training, period, headcount = training_of(slots), period_of(slots), slots.get("headcount")
    if training is None or period is None or not headcount:
        return None
    line = LineDraft(
        training=training,
        headcount=int(headcount),
        period=period,
        audience=slots.get("audience"),
        reason=slots.get("reason"),
    )
    return RequestDraft((line,), unit=code_of(slots, "department"))


def line_change(said: Mapping[str, Any]) -> LineChange:
    """What is to be different in a request, as it was said in the conversation."""
    return LineChange(
        position_no=said.get("position_no") or 1,
        headcount=said.get("headcount"),
        headcount_add=said.get("headcount_add"),
        headcount_times=_decimal(said.get("headcount_times")),
        period=period_of(said),
        later_months=said.get("later_months") or 0,
        later_days=said.get("later_days") or 0,
        audience=said.get("audience"),
        reason=said.get("reason"),
        quotation=said.get("quotation"),
        training=training_of(said) if said.get("course") else None,
        quoted_per_head=_decimal(said.get("amount_per_head")),
        quoted_total=_decimal(said.get("amount")),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
