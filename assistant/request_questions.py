"""What the request form asks, one slot each; what can be known is offered to be confirmed."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import PeisuanAction, Turn
from assistant.buttons import answering
from assistant.draft import code_of, period_of, quotation_of, request_draft
from assistant.proposing import audience_choices, other_price
from assistant.rendering import fit_line, quoted_lines
from assistant.requesting.grouping import ask_about_group, say_groups
from assistant.requesting.groups import groups_in
from assistant.requesting.left_open import (
    ask_course_left_open,
    ask_headcount_left_open,
    ask_period_left_open,
    ask_reason_left_open,
    is_left_open,
)
from assistant.when import ask_period
from engine.analysis.cost_estimate import BY_SESSION
from engine.usecases.estimate_cost import CostEstimate, counts_with_tax
from engine.usecases.requests.draft import RequestPreview, preview_request
from engine.usecases.units import requesting_roster
from engine.values.encoding import to_plain
from engine.values.period import Period


class AskCourse(PeisuanAction):
    action_name = "action_ask_request_form_course"

    def respond(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "course"):
            ask_course_left_open(turn)
        else:
            turn.reply(turn.say("ask.course"))


class AskHeadcount(PeisuanAction):
    action_name = "action_ask_request_form_headcount"

    def respond(self, turn: Turn) -> None:
        if turn.slots.get("group_open"):
            ask_about_group(turn)
            return
        if is_left_open(turn.slots, "headcount") and ask_headcount_left_open(turn):
            return
        unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
        roster = turn.perform(requesting_roster, unit, position)
        if roster.headcount == 0:
            turn.reply(turn.say("ask.headcount"))
            return
        turn.reply(
            turn.say("ask.headcount_roster", group=roster.group, headcount=roster.headcount),
            choices=[turn.say("ask.headcount_all", headcount=roster.headcount)],
        )


class AskAmount(PeisuanAction):
    action_name = "action_ask_request_form_amount"

    def respond(self, turn: Turn) -> None:
        if (turn.slots.get("proposed") or {}).get("missing") == "no_exchange_rate":
            turn.reply(turn.say("ask.amount_at_home", currency=turn.company.currency))
            return
        thing = turn.slots.get("course") or turn.slots.get("skill") or {}
        turn.reply(turn.say("ask.amount", topic=thing.get("name") or thing.get("topic")))


class AskTaxRate(PeisuanAction):
    """The rate of a tax that has to be added or taken out; nothing is assumed."""

    action_name = "action_ask_request_form_tax_rate"

    def respond(self, turn: Turn) -> None:
        quotation = quotation_of(turn.slots)
        assert quotation, "asked for the tax of a price"
        turn.reply(
            turn.say(
                "ask.tax_rate",
                price=quotation.price,
                tax=turn.say(f"tax.{quotation.tax}"),
                counts=turn.say(f"tax.{turn.perform(counts_with_tax)}"),
            )
        )


class AskSessions(PeisuanAction):
    action_name = "action_ask_request_form_sessions"

    def respond(self, turn: Turn) -> None:
        quotation = quotation_of(turn.slots)
        assert quotation, "asked for the sessions of a price"
        turn.reply(turn.say("ask.sessions", price=quotation.price))


class AskSure(PeisuanAction):
    """What is probably a slip is said, and taken only with a yes."""

    action_name = "action_ask_request_form_sure"

    def respond(self, turn: Turn) -> None:
        doubts = (turn.slots.get("proposed") or {}).get("doubts", [])
        turn.reply(
            *(turn.say(f"doubt.{doubt['code']}", **doubt["args"]) for doubt in doubts),
            turn.say("ask.sure"),
            choices=[turn.say("ask.sure_yes"), turn.say("ask.sure_no")],
        )


class AskAudience(PeisuanAction):
    """The two audiences of the proposal, priced, as choices."""

    action_name = "action_ask_request_form_audience"

    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("ask.audience"), choices=audience_choices(turn))


class AskPeriod(PeisuanAction):
    action_name = "action_ask_request_form_period"

    def respond(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "period") and not turn.slots.get("period"):
            ask_period_left_open(turn)
        else:
            ask_period(turn)


class AskReason(PeisuanAction):
    action_name = "action_ask_request_form_reason"

    def respond(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "reason"):
            ask_reason_left_open(turn)
        else:
            turn.reply(turn.say("ask.reason"))


class AskConfirmed(PeisuanAction):
    """The summary: everything that will be stored, and what it does to the budget."""

    action_name = "action_ask_request_form_confirmed"

    def respond(self, turn: Turn) -> None:
        draft, period = request_draft(turn.slots), period_of(turn.slots)
        assert draft, "the summary comes when all is known"
        assert period, "the summary comes when all is known"
        preview = turn.perform(preview_request, replace(draft, agreed=None))
        turn.set(agreed=to_plain(preview.home.converted))
        turn.reply(
            turn.say("summary.head"),
            *_summary(turn, preview, period),
            turn.say("summary.confirm"),
            choices=[
                answering(turn.say("summary.yes"), yes=True, about=turn.slots["draft_key"]),
                *other_price(turn),
                answering(turn.say("summary.no"), yes=False, about=turn.slots["draft_key"]),
            ],
        )


def _summary(turn: Turn, preview: RequestPreview, period: Period) -> list[str]:
    cost = preview.costs[0]
    lines = [
        turn.say(
            "summary.line",
            topic=cost.course or cost.topic,
            unit=preview.unit,
            headcount=cost.headcount,
            period=period,
        ),
        _cost_line(turn, cost),
        *("· " + line for line in (*quoted_lines(turn.speech, cost), *_tax_unsaid(turn, cost))),
        *("· " + fit_line(turn.speech, fit) for fit in preview.fits if fit is not None),
    ]
    if turn.slots.get("audience") == "narrow":
        lines.append(turn.say("summary.audience"))
    lines += _who(turn)
    if turn.slots.get("reason"):
        lines.append(turn.say("summary.reason", reason=turn.slots["reason"]))
    lines.append(_budget_line(turn, preview, period))
    fiscal = turn.message.fiscal
    begun, ended = fiscal.year_of(period.start), fiscal.year_of(period.end)
    if begun != ended:
        lines.append(turn.say("summary.over_year_end", year=begun, next_year=ended))
    return lines


def _who(turn: Turn) -> list[str]:
    """The groups, or the position, that the people are of."""
    if groups := groups_in(turn.slots):
        return [turn.say("summary.groups", groups=say_groups(turn, groups))]
    position = turn.slots.get("position")
    return [turn.say("summary.position", position=position)] if position else []


def _cost_line(turn: Turn, cost: CostEstimate) -> str:
    if cost.basis == BY_SESSION and cost.by_session is not None:
        return turn.say(
            "summary.cost_by_session", total=cost.total, sessions=cost.by_session.sessions
        )
    return turn.say("summary.cost", total=cost.total, unit_cost=cost.unit_cost)


def _tax_unsaid(turn: Turn, cost: CostEstimate) -> list[str]:
    """A price of which nobody said whether tax is in it counts as it is, and that is said."""
    if cost.quoted is None or cost.quoted.tax is not None:
        return []
    return [turn.say("cost.tax_unsaid", counts=turn.say(f"tax.{cost.quoted.counts}"))]


def _budget_line(turn: Turn, preview: RequestPreview, period: Period) -> str:
    year = turn.message.fiscal.year_of(period.start)
    if preview.line is None:
        return turn.say("summary.no_budget", year=year)
    available = preview.line.balance.available
    key = "summary.short" if available < preview.charged else "summary.budget"
    return turn.say(
        key,
        unit=preview.line.unit,
        year=year,
        available=available,
        total=preview.charged,
    )


QUESTIONS: tuple[type[PeisuanAction], ...] = (
    AskCourse,
    AskHeadcount,
    AskAmount,
    AskTaxRate,
    AskSessions,
    AskSure,
    AskAudience,
    AskPeriod,
    AskReason,
    AskConfirmed,
)
