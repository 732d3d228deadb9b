"""Questions amid a decision: answered of the request at hand, and never taken for a comment."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.base import Turn
from assistant.deciding.commenting import is_labelled
from assistant.deciding.meaning import CLAUSE, INTENTS, meaning_of, words_of
from assistant.deciding.pointing import request_meant
from assistant.deciding.queue import QUEUE
from assistant.deciding.waiting import talk_of, waiting_for
from assistant.deciding.words import pattern
from assistant.knowledge.answering import asks_topic, tell, the_book
from assistant.language import LANGUAGES
from assistant.message import Message
from assistant.reading.answers import ends_as_question
from assistant.request_rendering import finding_lines, still_waits, waiting_lines
from engine.usecases.budget_status import budget_status
from engine.usecases.requests.deciding import review_decision
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.errors import EngineError
from engine.values.money import Money
from engine.values.period import Period
from engine.workflow.life import PENDING, Event

TOPICS = ("part", "undo", "told", "money", "until", "filed", "gap", "sum", "left", "price", "who")
# Of these one may ask also before anything is to be decided.
OF_REQUESTS = ("filed", "gap", "left", "price", "who", "until")
FREES = ("return_request", "reject_request", "withdraw_request")
ABOUT = {
    "gap": ("gap_is_there", "more_than_have_the_gap", "gap_unknown"),
    "price": ("price_as_history", "price_above_history", "price_unchecked"),
}


def is_question(message: Message) -> bool:
    """Whether it asks something; an order that is put as a question ("can you approve it?") is
    none, and neither is a comment that says it is one."""
    text = message.text
    if message.act is not None or is_labelled(text) or is_order(text):
        return False
    if message.retold and message.does("ask") > 0:
        return True
    clauses = [one.strip() for one in CLAUSE.split(text)]
    return message.asks or any(pattern("asides", "asked").search(one) for one in clauses)


def is_order(text: str) -> bool:
    """Whether it says what is to be done: put politely, or with a "what" in it that asks nothing
    ("approve what they want")."""
    polite = any(words_of(language).polite.search(text) for language in LANGUAGES)
    return meaning_of(text) in INTENTS and (polite or not ends_as_question(text))


def topic_of(text: str) -> str | None:
    """What it asks about the request at hand; None for anything else."""
    return next((one for one in TOPICS if pattern("asides", one).search(text)), None)


def answer_aside(turn: Turn, topic: str, number: str | None, decision: str) -> bool:
    """Answer it; False where it cannot be said of this request."""
    view = _view(turn, number) if number else None
    lines = ANSWERS[topic](turn, view, decision)
    turn.reply(*lines)
    return bool(lines)


def answer_about_request(turn: Turn) -> bool:
    """A question about a request that was listed or is talked about, with nothing to decide at
    hand. False where it is about something else."""
    message = turn.message
    topic = topic_of(message.text) if is_question(message) else None
    listed = turn.talk.requests and turn.talk.rows_are_requests
    if topic == "sum" and (listed or len(_named(message)) > 1):
        return answer_aside(turn, topic, None, "")
    number = request_meant(turn) if topic in OF_REQUESTS else None
    if topic is None or number is None or not answer_aside(turn, topic, number, ""):
        return False
    talk_of(turn, number)
    return True


def answer_in_general(turn: Turn) -> bool:
    """Answer from the book of what is asked in general; False where it is none of that."""
    if not asks_topic(turn):
        return False
    tell(turn, the_book().nearest(turn.message.text, turn.speech.language)[0].topic)
    return True


def _view(turn: Turn, number: str) -> RequestView | None:
    try:
        return turn.perform(request_status, number).requests[0]
    except EngineError:
        return None


def _part(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    return [turn.say("deciding.no_part")]


def _undo(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    return [turn.say(f"deciding.undo_{decision}")]


def _told(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    if view is None:
        return []
    key = "deciding.told_own" if view.yours else "deciding.told"
    return [turn.say(key, number=view.number, requester=view.requester)]


def _money(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    if view is None:
        return []
    if decision not in FREES:
        return [turn.say("deciding.money_bound", number=view.number, total=view.total)]
    freed = turn.say("deciding.money_free", number=view.number, total=view.total)
    return [freed, _left_then(turn, view)]


def _left_then(turn: Turn, view: RequestView) -> str:
    """What the unit will have then; nothing for who may not see it."""
    try:
        left = turn.perform(budget_status, view.unit.code, view.fiscal_year).balance.available
    except EngineError:
        return ""
    if left.currency != view.total.currency:
        return ""
    then = left + view.total
    return turn.say(
        "deciding.money_then", unit=view.unit, year=view.fiscal_year, now=left, then=then
    )


def _filed(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    if view is None:
        return []
    said = {"number": view.number, "requester": view.requester, "on": view.submitted_on}
    reasons = [line.reason for line in view.lines if line.reason]
    why = [turn.say("summary.reason", reason=reason) for reason in reasons]
    return [turn.say("deciding.filed", **said), *(why or [turn.say("deciding.no_reason")])]


def _left(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    """What the unit has left in the year of the request, which holds its own money already."""
    unit = turn.message.facts.department
    if view is None or (unit is not None and unit.get("code") != view.unit.code):
        return []
    try:
        status = turn.perform(budget_status, view.unit.code, view.fiscal_year).balance
    except EngineError:
        return []
    said = {"unit": view.unit, "year": view.fiscal_year, "left": status.available}
    budget = status.allocated
    share = status.available.amount / budget.amount if budget.amount else Decimal(0)
    key = "deciding.left_with" if view.state in PENDING else "deciding.left_of"
    more = {"number": view.number, "total": view.total, "budget": budget, "share": share}
    return [turn.say(key, **said, **more)]


def _named(message: Message) -> list[str]:
    """The requests that are named by their whole numbers."""
    said = [one["value"] for one in message.entities if one["entity"] == "request_id"]
    return list(dict.fromkeys(said))


def _sum(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    """What those come to that are named, dealt with, or were listed last."""
    queue = [one["number"] for one in turn.slots.get(QUEUE) or ()]
    here = turn.slots.get("decision_number")
    wanted = [here, *queue] if here and queue else list(turn.talk.requests)
    found = [one for one in waiting_for(turn) if one.number in wanted] or waiting_for(turn)
    if len(named := _named(turn.message)) > 1:
        found = [one for one in (_view(turn, number) for number in named) if one is not None]
    totals = [one.total for one in found]
    if len(totals) < 2 or len({one.currency for one in totals}) > 1:
        return []
    total = Money(sum((one.amount for one in totals), Decimal(0)), totals[0].currency)
    numbers = [one.number for one in found]
    return [turn.say("deciding.sum", count=len(found), numbers=numbers, total=total)]


def _until(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    return [still_waits(turn.speech, view)] if view is not None else []


def _who(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
    return waiting_lines(turn.speech, view) if view is not None else []


def _of_check(topic: str) -> Callable[[Turn, RequestView | None, str], list[str]]:
    def lines(turn: Turn, view: RequestView | None, decision: str) -> list[str]:
        if view is None or view.yours:
            return []
        try:
            review = turn.perform(review_decision, view.number, Event.APPROVE)
        except EngineError:
            # It is decided, or somebody else's to decide.
            return []
        turn.set(last_explanation=review.check_explanation)
        return finding_lines(turn.speech, review, ABOUT[topic])

    return lines


ANSWERS: dict[str, Callable[[Turn, RequestView | None, str], list[str]]] = {
    "part": _part,
    "undo": _undo,
    "told": _told,
    "money": _money,
    "until": _until,
    "who": _who,
    "filed": _filed,
    "left": _left,
    "sum": _sum,
    "gap": _of_check("gap"),
    "price": _of_check("price"),
}


# How many messages later "undo that" still means the decision.
FADES_AFTER = 6


def answer_undo(turn: Turn) -> bool:
    """Where something that was just decided is to be undone: whether it can be, and what can be
    done instead. False where it is about something else."""
    last, message = turn.slots.get("last_decision"), turn.message
    if last is None or message.act is not None or turn.talk.messages - last["at"] > FADES_AFTER:
        return False
    named, decision = message.facts.request_id, last["decision"]
    if named not in (None, last["number"]) or not _wants_undone(message.text, decision):
        return False
    view = _view(turn, last["number"])
    pending = decision == "approve_request" and view is not None and view.state in PENDING
    key = "deciding.undone_pending" if pending else f"deciding.undone_{decision}"
    again = [_anew(turn, view)] if decision == "withdraw_request" and view is not None else []
    turn.reply(turn.say(key, number=last["number"]), choices=again)
    return True


def _wants_undone(text: str, decision: str) -> bool:
    again = decision == "withdraw_request" and pattern("telling", "orders").search(text)
    return bool(again or pattern("undoing", "says").search(text))


def _anew(turn: Turn, view: RequestView) -> str:
    """The words that ask for the same again."""
    first = view.lines[0]
    days = Period(first.start, first.end)
    return turn.say("deciding.anew", topic=first.topic, headcount=first.headcount, period=days)
