"""Working a request out from the slots: said once, and again only when something changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.base import PeisuanAction, Turn
from actions.draft import ceiling_of, code_of, training_of
from actions.errors import say_error
from actions.reading import read_choice
from actions.rendering import proposal_lines
from engine.usecases.propose_request import Proposal, propose_request
from engine.values.encoding import to_plain
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money

PRICE = ("amount",)
# What a price cannot be worked out without, and the slot in which it is asked for.
ASKS = {
    "no_cost_history": "amount",
    "no_exchange_rate": "amount",
    "tax_rate_unknown": "tax_rate",
    "sessions_unknown": "sessions",
}


def propose_if_changed(turn: Turn) -> None:
    """Work the request out as soon as it can be, and again when what it rests on changed."""
    training, headcount = training_of(turn.slots), turn.slots.get("headcount")
    proposed = turn.slots.get("proposed") or {}
    if training is None or headcount is None:
        return
    # A rate that was missing may be there by now.
    known = proposed.get("missing") != "no_exchange_rate"
    if known and proposed.get("key") == proposal_key(turn.slots):
        return
    try:
        proposal = turn.perform(
            propose_request,
            training,
            int(headcount),
            code_of(turn.slots, "department"),
            code_of(turn.slots, "position"),
            ceiling=ceiling_of(turn.slots),
        )
    except NotEnoughData as error:
        _ask_for_what_is_missing(turn, error)
        return
    except InvalidInput as error:
        turn.reply(say_error(turn.speech, error))
        wrong = ("headcount",) if error.code.startswith("headcount") else PRICE
        turn.set(**dict.fromkeys(wrong), proposed=None)
        return
    fit = proposal.fit
    turn.reply(
        *proposal_lines(turn.speech, proposal),
        choices=[turn.say("ask.range_choice", headcount=fit.people)]
        if fit and fit.people
        else None,
    )
    _remember(turn, proposal)


def _ask_for_what_is_missing(turn: Turn, error: NotEnoughData) -> None:
    """A rate is told of at once: nobody in the conversation may enter it."""
    if error.code == "no_exchange_rate":
        turn.reply(say_error(turn.speech, error))
    turn.set(
        proposed={
            "key": proposal_key(turn.slots),
            "asks": ASKS.get(error.code, "amount"),
            "missing": error.code,
        }
    )


def _remember(turn: Turn, proposal: Proposal) -> None:
    narrower, need = proposal.narrower, proposal.need
    course = proposal.cost.course
    turn.set(
        course=to_plain(course) if course else turn.slots.get("course"),
        skill=None if course else turn.slots.get("skill"),
        last_explanation=proposal.cost.explanation_id,
    )
    turn.set(
        proposed={
            "key": proposal_key(turn.slots),
            "narrow": narrower.headcount if narrower else None,
            "narrow_total": str(narrower.total.amount) if narrower else None,
            "all": proposal.cost.headcount,
            "all_total": str(proposal.cost.total.amount),
            "currency": proposal.cost.total.currency,
            "doubts": [to_plain(doubt) for doubt in proposal.doubts],
            "must_do": bool(need and need.must_do),
        }
    )


def proposal_key(slots: dict[str, Any]) -> list[Any]:
    """What a proposal depends on; the audience is a choice between its own figures."""
    return [slots.get(name) for name in ("headcount", "amount", "ceiling")] + [
        code_of(slots, "department"),
        code_of(slots, "position"),
        (slots.get("course") or slots.get("skill") or {}).get("code")
        or (slots.get("course") or {}).get("topic"),
    ]


def audience_choices(turn: Turn) -> list[str]:
    """The two audiences of the last proposal, priced; none where there is but one."""
    proposed = turn.slots.get("proposed") or {}
    if not proposed.get("narrow"):
        return []
    return [
        turn.say(
            f"ask.audience_{key}",
            headcount=proposed[key],
            total=Money(Decimal(proposed[f"{key}_total"]), proposed["currency"]),
        )
        for key in ("narrow", "all")
    ]


class TakesUpOffer(PeisuanAction):
    """An action that first looks whether the message chooses between the two audiences just
    offered ("only the 120"): whatever the classifier makes of so few words, that is meant."""

    def respond(self, turn: Turn) -> None:
        if _chooses_audience(turn):
            turn.events.append(FollowupAction("request_form"))
        else:
            self.answer(turn)

    def answer(self, turn: Turn) -> None:
        raise NotImplementedError


def _chooses_audience(turn: Turn) -> bool:
    facts, proposed = turn.message.facts, turn.slots.get("proposed") or {}
    if not (turn.slots.get("offer") and proposed.get("narrow")) or turn.message.asks:
        return False
    return not (facts.course or facts.skill) and read_choice(turn.message, proposed) is not None
