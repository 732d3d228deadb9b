"""What is asked, or wanted, in few words of the request just shown, or of the list of them: who asked
for it, whether it is worth it, what was cut, that it is to be for fewer people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.base import Turn
from assistant.deciding.asides import answer_aside
from assistant.deciding.pointing import request_meant
from assistant.deciding.waiting import MOST_KNOWN, just_talked_of, talk_of
from assistant.deciding.words import pattern
from assistant.message import Message
from assistant.request_rendering import finding_lines, request_lines, who_acted
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.reviewing import review_request
from engine.usecases.requests.story import SumChange, sum_changes
from engine.usecases.requests.view import RequestView
from engine.values.errors import EngineError
from engine.workflow.life import OPEN, PENDING

FILED, WHO = "filed", "who"
TOPICS = ("cut", "worth", FILED, WHO, "about")
# A longer message says something of its own.
LONGEST = 40
# So many messages later a request is still talked about.
WITHIN = 3
SENT_BACK = ("returned", "rejected", "return", "reject")


def follows_request(turn: Turn) -> bool:
    """Answer it; False where it is about something else. What is to be done with the request stands
    in `turn.message` afterwards, as what it is."""
    message = turn.message
    if message.act is not None or message.retold or len(message.text) > LONGEST:
        return False
    if _changes(message):
        _as_act(turn)
        return False
    return asks_of_request(turn)


def asks_of_request(turn: Turn) -> bool:
    """Answer what is asked of it, also amid a flow; False where it is about something else."""
    message = turn.message
    if message.act is not None or message.retold or len(message.text) > LONGEST:
        return False
    topic = next((one for one in TOPICS if pattern("follows", one).search(message.text)), None)
    views = _meant(turn, vague=topic == "about") if topic else []
    if topic is None or not views:
        return False
    if len(views) > 1 and topic != FILED:
        _ask_which(turn, topic, views)
        return True
    lines = [line for view in views for line in _answer(turn, topic, view)]
    if not lines:
        return False
    turn.reply(*lines)
    if len(views) == 1:
        talk_of(turn, views[0].number)
    return True


# --- which one ---
def _meant(turn: Turn, *, vague: bool) -> list[RequestView]:
    """Those that are pointed at or named; else, unless the words are of anything, what is before
    the person's eyes."""
    named = request_meant(turn) if _are_shown(turn) or turn.message.facts.request_id else None
    if named is not None:
        return _views(turn, [named])
    things = (one for one in turn.message.entities if one["entity"] != "number")
    if any(one.get("code") for one in things) or not _are_shown(turn):
        return []
    just = just_talked_of(turn, within=WITHIN)
    numbers = [just] if just else list(turn.talk.requests)
    return _views(turn, numbers) if len(numbers) == 1 or not vague else []


def _are_shown(turn: Turn) -> bool:
    """Whether requests are what was talked about last, and nothing was asked since."""
    question, talk = turn.talk.question, turn.talk
    at = max(
        turn.slots.get("talked_at") or 0,
        talk.shown.at if talk.rows_are_requests and talk.shown else 0,
    )
    if not at or talk.messages - at > WITHIN:
        return False
    return question is None or question.at <= at


def _views(turn: Turn, numbers: Sequence[str]) -> list[RequestView]:
    known = turn.perform(request_status, size=MOST_KNOWN).requests
    by_number = {one.number: one for one in known}
    return [by_number[one] for one in numbers if one in by_number]


def _ask_which(turn: Turn, topic: str, views: Sequence[RequestView]) -> None:
    choices = [turn.say(f"deciding.ask_{topic}", number=one.number) for one in views]
    turn.ask_back(turn.say("deciding.which_one"), choices=choices)


# --- what is answered ---
def _answer(turn: Turn, topic: str, view: RequestView) -> list[str]:
    return ANSWERS[topic](turn, view)


def _about(turn: Turn, view: RequestView) -> list[str]:
    reasons = [turn.say("summary.reason", reason=one.reason) for one in view.lines if one.reason]
    return [*request_lines(turn.speech, view), *reasons]


def _worth(turn: Turn, view: RequestView) -> list[str]:
    """What the engine finds for and against it."""
    try:
        review = turn.perform(review_request, view.number)
    except EngineError:
        return []
    turn.set(last_explanation=review.check_explanation)
    codes = [one.code for one in review.check.findings]
    found = finding_lines(turn.speech, review, codes)
    key = "deciding.worth_of" if found else "deciding.nothing_found"
    return [turn.say(key, number=view.number), *found]


def _cut(turn: Turn, view: RequestView) -> list[str]:
    changes = turn.perform(sum_changes, view.number)
    said = {"number": view.number, "total": view.total}
    told = [_changed(turn, view, one) for one in changes]
    lines = told or [turn.say("deciding.never_cut", **said)]
    back = [one for one in view.steps if one.decision in SENT_BACK and one.comment]
    for step in back[-1:]:
        by = who_acted(turn.speech, step.by, step.on_behalf_of)
        lines.append(turn.say("deciding.sent_back", by=by, on=step.on, comment=step.comment or ""))
    return lines


def _changed(turn: Turn, view: RequestView, change: SumChange) -> str:
    said = {"number": view.number, "by": change.by, "on": change.on}
    sums = {"before": change.before, "after": change.after}
    if change.after.currency == change.before.currency and change.after > change.before:
        return turn.say("deciding.raised_by", **said, **sums, more=change.after - change.before)
    return turn.say("deciding.cut_by", **said, **sums, less=change.before - change.after)


def _of_aside(topic: str) -> Callable[[Turn, RequestView], list[str]]:
    def lines(turn: Turn, view: RequestView) -> list[str]:
        tried = turn.tried()
        answer_aside(tried, topic, view.number, "")
        return [reply.text for reply in tried.replies if reply.text]

    return lines


ANSWERS: dict[str, Callable[[Turn, RequestView], list[str]]] = {
    "about": _about,
    "worth": _worth,
    "cut": _cut,
    FILED: _of_aside(FILED),
    WHO: _of_aside(WHO),
}


# --- what is to be done ---
def _changes(message: Message) -> bool:
    """Whether it is to be for fewer people, or for more, and nothing is asked."""
    facts = message.facts
    if (
        message.asks
        or not pattern("follows", "counted").search(message.text)
        or facts.course
        or facts.amount
    ):
        return False
    return any(pattern("follows", one).search(message.text) for one in ("fewer", "more"))


def _as_act(turn: Turn) -> None:
    """Who asked for it changes it; who has to decide it returns it, with these words as the reason,
    for he cannot change it himself."""
    views = _meant(turn, vague=False)
    # As it was read, without what the talk has made of it.
    message = turn.heard or turn.message
    if len(views) != 1 or message.facts.request_id is not None:
        return
    view = views[0]
    if view.yours and view.state in (*PENDING, *OPEN):
        intent = "amend_request"
    elif view.waiting is not None and view.waiting.yours:
        intent = "return_request"
    else:
        return
    turn.message = replace(
        message,
        intent=intent,
        confidence=1.0,
        text=_with_number(message.text, view.number),
        facts=replace(message.facts, request_id=view.number),
    )


def _with_number(text: str, number: str) -> str:
    """It goes by the number, where it does not point at it itself."""
    points = pattern("which", "reference").search(text) or pattern("which", "that").search(text)
    return text if points else f"{text} {number}"
