"""What the request form asks, one slot each; what can be known is offered to be confirmed."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import PeisuanAction, Turn
from assistant.buttons import answering
from assistant.draft import code_of, period_of, quotation_of, request_draft
from assistant.proposing import audience_choices, other_price
from assistant.requesting.grouping import ask_about_group
from assistant.requesting.left_open import (
    ask_course_left_open,
    ask_headcount_left_open,
    ask_period_left_open,
    ask_reason_left_open,
    is_left_open,
)
from assistant.requesting.lines import is_several, name_of
from assistant.requesting.several import ask_whose
from assistant.requesting.summary import ask_confirmed, summary_lines
from assistant.when import ask_period
from engine.usecases.estimate_cost import counts_with_tax
from engine.usecases.requests.draft import preview_request
from engine.usecases.units import requesting_roster
from engine.values.encoding import to_plain


class AskOfLine(PeisuanAction):
    """A question of a draft; of several trainings it says which it is about."""

    def respond(self, turn: Turn) -> None:
        if is_several(turn.slots):
            turn.reply(turn.say("line.about", training=name_of(turn, turn.slots)))
        self.ask(turn)

    def ask(self, turn: Turn) -> None:
        raise NotImplementedError


class AskWhose(PeisuanAction):
    """Which of several trainings something is about that was said of none of them."""

    action_name = "action_ask_request_form_whose"

    def respond(self, turn: Turn) -> None:
        ask_whose(turn)


class AskCourse(AskOfLine):
    action_name = "action_ask_request_form_course"

    def ask(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "course"):
            ask_course_left_open(turn)
        else:
            turn.reply(turn.say("ask.course"))


class AskHeadcount(AskOfLine):
    action_name = "action_ask_request_form_headcount"

    def ask(self, turn: Turn) -> None:
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


class AskAmount(AskOfLine):
    action_name = "action_ask_request_form_amount"

    def ask(self, turn: Turn) -> None:
        if (turn.slots.get("proposed") or {}).get("missing") == "no_exchange_rate":
            turn.reply(turn.say("ask.amount_at_home", currency=turn.company.currency))
            return
        thing = turn.slots.get("course") or turn.slots.get("skill") or {}
        turn.reply(turn.say("ask.amount", topic=thing.get("name") or thing.get("topic")))


class AskTaxRate(AskOfLine):
    """The rate of a tax that has to be added or taken out; nothing is assumed."""

    action_name = "action_ask_request_form_tax_rate"

    def ask(self, turn: Turn) -> None:
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


class AskSessions(AskOfLine):
    action_name = "action_ask_request_form_sessions"

    def ask(self, turn: Turn) -> None:
        quotation = quotation_of(turn.slots)
        assert quotation, "asked for the sessions of a price"
        turn.reply(turn.say("ask.sessions", price=quotation.price))


class AskSure(AskOfLine):
    """What is probably a slip is said, and taken only with a yes."""

    action_name = "action_ask_request_form_sure"

    def ask(self, turn: Turn) -> None:
        doubts = (turn.slots.get("proposed") or {}).get("doubts", [])
        turn.reply(
            *(turn.say(f"doubt.{doubt['code']}", **doubt["args"]) for doubt in doubts),
            turn.say("ask.sure"),
            choices=[turn.say("ask.sure_yes"), turn.say("ask.sure_no")],
        )


class AskAudience(AskOfLine):
    """The two audiences of the proposal, priced, as choices."""

    action_name = "action_ask_request_form_audience"

    def ask(self, turn: Turn) -> None:
        turn.reply(turn.say("ask.audience"), choices=audience_choices(turn))


class AskPeriod(AskOfLine):
    action_name = "action_ask_request_form_period"

    def ask(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "period") and not turn.slots.get("period"):
            ask_period_left_open(turn)
        else:
            ask_period(turn)


class AskReason(AskOfLine):
    action_name = "action_ask_request_form_reason"

    def ask(self, turn: Turn) -> None:
        if is_left_open(turn.slots, "reason"):
            ask_reason_left_open(turn)
        else:
            turn.reply(turn.say("ask.reason"))


class AskConfirmed(PeisuanAction):
    """The summary: everything that will be stored, and what it does to the budget."""

    action_name = "action_ask_request_form_confirmed"

    def respond(self, turn: Turn) -> None:
        if is_several(turn.slots):
            ask_confirmed(turn)
            return
        draft, period = request_draft(turn.slots), period_of(turn.slots)
        assert draft, "the summary comes when all is known"
        assert period, "the summary comes when all is known"
        preview = turn.perform(preview_request, replace(draft, agreed=None))
        turn.set(agreed=to_plain(preview.home.converted))
        turn.reply(
            turn.say("summary.head"),
            *summary_lines(turn, preview, period),
            turn.say("summary.confirm"),
            choices=[
                answering(turn.say("summary.yes"), yes=True, about=turn.slots["draft_key"]),
                *other_price(turn),
                answering(turn.say("summary.no"), yes=False, about=turn.slots["draft_key"]),
            ],
        )


QUESTIONS: tuple[type[PeisuanAction], ...] = (
    AskWhose,
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
