"""What a total would pay for."""

from __future__ import annotations

from decimal import Decimal

from assistant.base import PeisuanAction, Turn
from assistant.capabilities.simulate_allocation.lines import allocation_lines
from assistant.conversation.what_if import is_of_units, part_like, part_of_total
from assistant.draft import money_said
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.simulate_allocation import simulate_allocation
from engine.values.money import Money


class Answer(PeisuanAction):
    """Which needs a total pays for. A total said against the whole budget (ten per cent less) is
    reckoned from it. What is asked of units it does not tell."""

    def respond(self, turn: Turn) -> None:
        if is_of_units(turn.message):
            turn.reply(turn.say("allocation.not_by_unit"), turn.say("allocation.nothing_done"))
            return
        facts = turn.message.facts
        # What is shared out is a budget, and so may well be called one.
        total = facts.amount or facts.ceiling
        asked = money_said(total, turn.company.currency) if total else None
        simulated = turn.perform(simulate_allocation, AllocationAsked(total=asked))
        factor = _factor(turn)
        if total is None and factor is not None:
            asked = Money.exact(simulated.total.amount * factor, simulated.total.currency)
            turn.reply(turn.say("allocation.of_whole", whole=simulated.total, total=asked))
            simulated = turn.perform(simulate_allocation, AllocationAsked(total=asked))
        turn.set(last_explanation=simulated.explanation_id)
        turn.reply(*allocation_lines(turn.speech, simulated))


def _factor(turn: Turn) -> Decimal | None:
    """The part of the whole that the total is: as it is said, or as the question before said it,
    with the share that is said now."""
    said = part_of_total(turn.message)
    before, share = turn.talk.subject, turn.message.facts.number
    if said is not None or before is None or share is None:
        return said
    return part_like(before.text, share)
