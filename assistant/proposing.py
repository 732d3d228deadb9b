"""Working a request out from the slots: said once, and again only when something changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.draft import ceiling_of, code_of, training_of
from assistant.errors import say_error
from assistant.flows.names import REQUEST
from assistant.reading.answers import read_choice, read_price_choice
from assistant.rendering.costs import proposal_lines
from engine.analysis.cost_estimate import PER_PARTICIPANT
from engine.usecases.estimate_cost import CostEstimate
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


def misses_rate(slots: Mapping[str, Any]) -> bool:
    """Whether it could not be worked out for want of a rate, which may be there by now."""
    return (slots.get("proposed") or {}).get("missing") == "no_exchange_rate"


def propose_if_changed(turn: Turn, *, quietly: bool = False) -> None:
    """Work the request out as soon as it can be, and again when what it rests on changed;
    `quietly`: what it comes to is said elsewhere."""
    headcount, proposed = turn.slots.get("headcount"), turn.slots.get("proposed") or {}
    if not misses_rate(turn.slots) and proposed.get("key") == proposal_key(turn.slots):
        return
    turn.set(basis=None)
    training = training_of(turn.slots)
    if training is None or headcount is None:
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
        if "headcount" in wrong:
            turn.set(groups=None)
        return
    if not quietly:
        _say(turn, proposal)
    _remember(turn, proposal)


def _say(turn: Turn, proposal: Proposal) -> None:
    fit = proposal.fit
    turn.reply(
        *proposal_lines(turn.speech, proposal),
        choices=[turn.say("ask.range_choice", headcount=fit.people)]
        if fit and fit.people
        else None,
    )


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
            "narrow_sessions": _by_session(narrower.cost) if narrower else None,
            "all_sessions": _by_session(proposal.cost),
            "currency": proposal.cost.total.currency,
            "doubts": [to_plain(doubt) for doubt in proposal.doubts],
            "must_do": bool(need and need.must_do),
        }
    )


def _by_session(cost: CostEstimate) -> str | None:
    """What the sessions cost, where the sum by heads does not pay for them."""
    if cost.pays_sessions or cost.by_session is None:
        return None
    return str(cost.by_session.total.amount)


def price_totals(slots: Mapping[str, Any]) -> tuple[Money, Money] | None:
    """The sum by heads and the one by sessions, where there is one to choose: for the audience
    that was chosen, once it was."""
    proposed = slots.get("proposed") or {}
    if proposed.get("narrow") and not slots.get("audience"):
        return None
    who = whose(slots)
    by_session = proposed.get(f"{who}_sessions")
    if by_session is None:
        return None
    currency = proposed["currency"]
    return Money(Decimal(proposed[f"{who}_total"]), currency), Money(Decimal(by_session), currency)


def whose(slots: Mapping[str, Any]) -> str:
    """Whose figures of the proposal hold: narrow or all. What was worked out again for those who
    were chosen has no narrower ones, and they are all."""
    narrower = (slots.get("proposed") or {}).get("narrow")
    return "narrow" if narrower and slots.get("audience") == "narrow" else "all"


def price_choices(turn: Turn) -> list[str]:
    """The two sums as choices; none where there is but one."""
    totals = price_totals(turn.slots)
    if totals is None:
        return []
    return [
        turn.say(f"ask.basis_{key}", total=total)
        for key, total in zip(("by_head", "by_session"), totals, strict=True)
    ]


def other_price(turn: Turn) -> list[str]:
    """The sum that is not the one at hand, as a choice; none where there is but one."""
    choices = price_choices(turn)
    at_hand = turn.slots.get("basis") or PER_PARTICIPANT
    return choices and [choices[1 if at_hand == PER_PARTICIPANT else 0]]


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


def chooses_offered(turn: Turn) -> bool:
    """Whether the message chooses one of the two audiences, or sums, just offered."""
    return _chooses_audience(turn) or _chooses_price(turn)


class TakesUpOffer(PeisuanAction):
    """An action that first looks whether the message chooses between the two audiences, or
    the two sums, just offered ("only the 120"): whatever the classifier makes of so few words,
    that is meant."""

    def respond(self, turn: Turn) -> None:
        if chooses_offered(turn):
            turn.follows = REQUEST
        else:
            self.answer(turn)

    def answer(self, turn: Turn) -> None:
        raise NotImplementedError


def _chooses_audience(turn: Turn) -> bool:
    facts, proposed = turn.message.facts, turn.slots.get("proposed") or {}
    if not (turn.slots.get("offer") and proposed.get("narrow")) or turn.message.asks:
        return False
    return not (facts.course or facts.skill) and read_choice(turn.message, proposed) is not None


def _chooses_price(turn: Turn) -> bool:
    facts, totals = turn.message.facts, price_totals(turn.slots)
    if not turn.slots.get("offer") or totals is None or turn.message.asks:
        return False
    return (
        not (facts.course or facts.skill) and read_price_choice(turn.message, *totals) is not None
    )
