"""What is asked about a decision: which request, what exactly, why, and whether it is right."""

from __future__ import annotations

from assistant.base import Turn
from assistant.buttons import answering, deciding
from assistant.change_reading import line_is_open
from assistant.deciding.naming import narrowed
from assistant.deciding.reading import excludes, numbers_in
from assistant.deciding.waiting import DECIDING, EVENTS, candidates
from assistant.draft import line_change
from assistant.errors import say_error
from assistant.flows.flow import Summary
from assistant.reply import Choice
from assistant.request_rendering import (
    amendment_lines,
    headline,
    numbered,
    request_lines,
    request_rows,
    review_lines,
    steps_line,
)
from engine.usecases.requests.amending import preview_amendment, review_change
from engine.usecases.requests.deciding import review_decision
from engine.usecases.requests.draft import BY_HEAD, FOR_ALL
from engine.usecases.requests.view import RequestView
from engine.values.encoding import to_plain
from engine.values.errors import EngineError
from engine.workflow.life import OPEN, Event

MOST_OFFERED = 4
MOST_LISTED = 10


def offered(turn: Turn, decision: str, requests: list[RequestView]) -> list[Choice]:
    """A button for each request that takes up the decision about it, as it is now: of many that
    wait for a decision the first, of one's own the latest."""
    about = turn.slots.get("draft_key")
    some = requests[:MOST_OFFERED] if decision in DECIDING else requests[-MOST_OFFERED:]
    return [deciding(one.number, decision, one.number, one.version, about=about) for one in some]


def say_waiting(turn: Turn, waiting: list[str], number: str | None) -> str:
    """What else the message wanted, which is not done now."""
    if number is None:
        return turn.say("decision.not_taken_up", words=waiting)
    return turn.say("decision.one_at_a_time", number=number, words=waiting)


def ask_number(turn: Turn) -> None:
    decision = turn.slots["decision"]
    found = [] if decision == "take_over_request" else candidates(turn)
    if turn.message.act is None and excludes(turn.message.text):
        named = numbers_in(turn.message)
        found = [one for one in found if not one.number.endswith(tuple(named))]
    # Where what was named leaves several open, only these.
    found = narrowed(turn, found) or found
    found = found[:MOST_LISTED] if decision in DECIDING else found[-MOST_LISTED:]
    doubt = turn.slots.get("decision_doubt")
    turn.show(request_rows(found))
    turn.reply(
        turn.say("decision.which" if doubt else f"decision.which_{decision}"),
        *numbered(turn.speech, found),
        choices=offered(turn, decision, found),
    )


def ask_which_act(turn: Turn) -> None:
    """What was said can be read both ways: the act is chosen before anything is done."""
    doubt, number = turn.slots["decision_doubt"], turn.slots["decision_number"]
    if doubt["kind"] != "conditional":
        ask_which_act_again(turn)
        return
    # One of the buttons approves at once: what that means has to be seen before.
    lines = _evidence(turn, number, "approve_request")
    _ask_act(turn, *lines, steps_line(turn.speech, turn.slots.get("decision_steps") or []))


def ask_which_act_again(turn: Turn) -> None:
    _ask_act(turn)


def _ask_act(turn: Turn, *lines: str) -> None:
    doubt, number = turn.slots["decision_doubt"], turn.slots["decision_number"]
    asked = turn.say(f"decision.doubt_{doubt['kind']}", number=number, note=doubt["note"] or "")
    turn.reply(*lines, asked, choices=doubt_choices(turn))


def doubt_choices(turn: Turn) -> list[Choice]:
    """The acts that may have been meant; under a condition, they are done at once."""
    about, kind = turn.slots["draft_key"], turn.slots["decision_doubt"]["kind"]
    note = turn.slots["decision_doubt"]["note"]
    if kind == "conditional":
        return [
            deciding(
                turn.say("decision.choice_return_with_note"),
                "return_request",
                about=about,
                comment=note,
                confirmed=True,
            ),
            deciding(
                turn.say("decision.choice_approve_anyway"),
                "approve_request",
                about=about,
                confirmed=True,
            ),
            answering(turn.say("decision.no"), yes=False, about=about),
        ]
    decisions = DECIDING if kind == "opposite" else DECIDING[1:]
    return [
        *(
            deciding(turn.say(f"decision.choice_{decision}"), decision, about=about)
            for decision in decisions
        ),
        answering(turn.say("decision.no"), yes=False, about=about),
    ]


def ask_comment(turn: Turn) -> None:
    key = "return" if turn.slots["decision"] == "return_request" else "reject"
    turn.reply(turn.say(f"decision.why_{key}", number=turn.slots["decision_number"]))


def ask_change(turn: Turn) -> None:
    view = turn.perform(review_change, turn.slots["decision_number"], Event.AMEND)
    one = turn.say("decision.what_to_change")
    several = turn.say("decision.what_to_change_of_several")
    asked = one if len(view.lines) == 1 else several
    turn.reply(*request_lines(turn.speech, view), asked)


def summary_of(turn: Turn) -> Summary | None:
    """The evidence for a decision, or what a change would make of the request; None where it is
    asked which of its lines is to be changed."""
    decision, number = turn.slots["decision"], turn.slots["decision_number"]
    if decision == "amend_request" and line_is_open(turn, number):
        view = turn.perform(review_change, number, Event.AMEND)
        turn.reply(*request_lines(turn.speech, view), turn.say("decision.which_line"))
        return None
    lines = _summary(turn, decision, number)
    if comment := turn.slots.get("decision_comment"):
        lines.append(turn.say("decision.comment", comment=comment))
    return Summary(
        lines=(*lines, steps_line(turn.speech, turn.slots.get("decision_steps") or [])),
        question=turn.say(f"decision.confirm_{decision}", number=number),
        yes=turn.say(f"decision.choice_{decision}"),
        no=turn.say("decision.no"),
    )


def ask_price(turn: Turn, error: EngineError) -> None:
    """How an agreed price goes on for another number of people."""
    change = turn.slots["decision_change"]
    turn.set(decision_change={**change, "quotation": "ask"})
    turn.reply(say_error(turn.speech, error), choices=_price_choices(turn, error))


def _price_choices(turn: Turn, error: EngineError) -> list[Choice]:
    args, about = error.args_by_name, turn.slots["draft_key"]
    return [
        deciding(
            turn.say("decision.price_for_all", total=args["total"]),
            "amend_request",
            about=about,
            quotation=FOR_ALL,
        ),
        deciding(
            turn.say("decision.price_by_head", total=args["in_proportion"]),
            "amend_request",
            about=about,
            quotation=BY_HEAD,
        ),
    ]


def _summary(turn: Turn, decision: str, number: str) -> list[str]:
    if decision in ("withdraw_request", "take_over_request"):
        view = turn.perform(review_change, number, EVENTS[decision])
        return request_lines(turn.speech, view)
    if decision != "amend_request":
        return _evidence(turn, number, decision)
    view = turn.perform(review_change, number, Event.AMEND)
    again = turn.say("decision.submitted_again") if view.state in OPEN else ""
    if turn.slots["decision_change"].get("nothing"):
        return [headline(turn.speech, view), again]
    change = line_change(turn.slots["decision_change"])
    preview = turn.perform(preview_amendment, number, change)
    return [
        headline(turn.speech, view),
        *amendment_lines(turn.speech, preview, change),
        again or turn.say("decision.checked_anew"),
    ]


def _evidence(turn: Turn, number: str, decision: str) -> list[str]:
    """What one should know; and which steps a yes takes, kept as what was shown."""
    review = turn.perform(review_decision, number, EVENTS[decision])
    turn.set(last_explanation=review.check_explanation)
    waiting = review.request.waiting
    shown = list(waiting.steps) if waiting else []
    if decision != "approve_request":
        # A no ends the round, whoever had further steps.
        shown = shown[:1] if shown and shown[0].on_behalf_of else []
    turn.set(decision_steps=[to_plain(one) for one in shown])
    return review_lines(turn.speech, review)
