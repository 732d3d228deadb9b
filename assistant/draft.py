"""The draft of a request or need, as it lies in the conversation's slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from assistant.message import Facts, Said
from engine.analysis.cost_estimate import PER_PARTICIPANT
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import LineChange, LineDraft, RequestDraft
from engine.values.ceiling import Ceiling
from engine.values.encoding import to_plain
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation

QUOTATIONS = TypeAdapter(Quotation)
CEILINGS = TypeAdapter(Ceiling)

# Longer than half a year is no time for a training, only where to look for one.
LONGEST = 186
# What a new draft begins without; department and position stay as what is talked about.
DRAFT_SLOTS = (
    "course",
    "skill",
    "position",
    "headcount",
    "groups",
    "group_open",
    "amount",
    "ceiling",
    "period",
    "audience",
    "basis",
    "reason",
    "confirmed",
    "proposed",
    "sure",
    "agreed",
    "draft_key",
    "offer",
    "queue",
    "left_open",
    "offered_reason",
    "place",
    "called",
    "lines",
    "unplaced",
    "chosen",
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
        quotation=quotation_of(slots),
        basis=slots.get("basis") or PER_PARTICIPANT,
    )


def quotation_of(slots: Mapping[str, Any]) -> Quotation | None:
    """The outside price that was given."""
    given = slots.get("amount")
    return QUOTATIONS.validate_python(given) if given else None


def thing_of(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The training or skill at hand: {code, name, name_en} of the catalogue, {topic} in words."""
    return slots.get("course") or slots.get("skill") or {}


def is_same_thing(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two are the same of the catalogue, or the same words."""
    return (one.get("code"), one.get("topic")) == (other.get("code"), other.get("topic"))


def ceiling_of(slots: Mapping[str, Any]) -> Ceiling | None:
    """What it may cost at most."""
    given = slots.get("ceiling")
    return CEILINGS.validate_python(given) if given else None


def money_said(said: Said, home: str) -> Money:
    """A sum as it was said; without a currency it is in the home currency.

    Raises:
        InvalidInput: it has more digits than the currency, or is too large.
    """
    return Money.exact(said.value, said.currency or home)


def quotation_said(
    said: Said, home: str, tax: str | None = None, rate: Decimal | None = None
) -> dict[str, Any]:
    """A price as it was said, as plain data for the slot; `tax` and `rate` (per cent) are what
    the message says of value added tax.

    Raises:
        InvalidInput: it is no sum of its currency.
    """
    given = {"per": said.per, "tax": said.tax or tax, "tax_rate": rate}
    price = to_plain(money_said(said, home))
    return as_plain_quotation(QUOTATIONS.validate_python({"price": price, **given}))


def as_plain_quotation(quotation: Quotation) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(quotation)
    return plain


def price_said(facts: Facts) -> Said | None:
    """The one price that a message gives: by the head before one by the session, and these
    before one for everything together."""
    return facts.amount_per_head or facts.amount_per_session or facts.amount


def ceiling_said(said: Said, home: str) -> dict[str, Any]:
    """The same for what it may cost at most."""
    plain: dict[str, Any] = to_plain(
        CEILINGS.validate_python({"most": to_plain(money_said(said, home)), "per": said.per})
    )
    return plain


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
        reason=reason_of(slots),
        ceiling=ceiling_of(slots),
    )
    agreed = slots.get("agreed")
    return RequestDraft(
        (line,),
        unit=code_of(slots, "department"),
        agreed=Money(Decimal(agreed["amount"]), agreed["currency"]) if agreed else None,
    )


def reason_of(slots: Mapping[str, Any]) -> str | None:
    """What those who decide read: why, and of which groups or which position the people are."""
    reason, position = slots.get("reason"), slots.get("position") or {}
    groups = [
        f"{one['words']} {one['headcount']}" for one in slots.get("groups") or () if one["words"]
    ]
    who = ", ".join(groups) or position.get("name")
    if reason and who:
        return f"{reason} ({who})"
    return reason or who


def line_change(said: Mapping[str, Any]) -> LineChange:
    """What is to be different in a request, as it was said in the conversation."""
    return LineChange(
        position_no=said.get("position_no") or 1,
        headcount=said.get("headcount"),
        headcount_add=said.get("headcount_add"),
        headcount_times=Decimal(times) if (times := said.get("headcount_times")) else None,
        period=period_of(said),
        later_months=said.get("later_months") or 0,
        later_days=said.get("later_days") or 0,
        audience=said.get("audience"),
        reason=said.get("reason"),
        quotation=said.get("quotation"),
        training=training_of(said) if said.get("course") else None,
        quoted=quotation_of(said),
    )
