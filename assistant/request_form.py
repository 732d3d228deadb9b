"""The request form: takes every fact said, proposes, and knows what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.draft import EMPTY, code_of, is_settled, training_of
from assistant.errors import say_error
from assistant.form_questions import answer_about_draft, asks_about_draft
from assistant.message import Facts, Message, read_facts
from assistant.needs import needs_dropped, read_needs
from assistant.one_at_a_time import takes_back
from assistant.proposing import price_totals, proposal_key, propose_if_changed
from assistant.reading.answers import (
    CORRECTION,
    COURTESIES,
    REASON,
    REPLACES,
    SHORT,
    WORDS,
    answers,
    changes_topic,
    drops_all,
    ends_as_question,
    is_cancel,
    is_digression,
    is_no,
    is_yes,
    read_choice,
    read_price_choice,
    read_reason,
    says_of_price,
    says_words,
    whole_reason,
)
from assistant.requesting.called import course_called
from assistant.requesting.carried import carry, take_people_meant
from assistant.requesting.grouping import groups_said
from assistant.requesting.headcount import (
    leaves_open,
    leaves_period_beside,
    means_everyone,
    read_bare_headcount,
)
from assistant.requesting.left_open import is_left_open, leave_open, take_likeliest
from assistant.requesting.lines import (
    codes_of,
    drop_line,
    is_several,
    line_at_hand,
    lines_of,
    name_of,
    turn_to,
    with_line,
)
from assistant.requesting.listed import with_unread
from assistant.requesting.pausing import pause, puts_off
from assistant.requesting.reason_meant import as_it_stands, reason_meant
from assistant.requesting.reasons import (
    added_reason,
    can_be_reason,
    leaves_reason,
    leaves_reason_beside,
    without_assent,
)
from assistant.requesting.several import (
    OF_ALL,
    begin_lines,
    named_lines,
    propose_lines,
    rows_of,
    say_lines,
    take_for_lines,
    tells_lines,
)
from assistant.requesting.submitting import says_submit
from assistant.requesting.taking import COUNTED, is_bare, set_headcount, take_facts
from assistant.requesting.topics import read_topic, says_nothing
from assistant.when import say_taken, take_suggestion
from engine.usecases.courses import course_names
from engine.usecases.units import requesting_roster
from engine.values.errors import EngineError, NotPermitted

REQUESTED = "requested_slot"
# What may be left to the assistant.
LEFT_OPEN = ("course", "headcount", "audience", "period", "reason")


class ValidateRequestForm(PeisuanAction):
    """Rasa runs this for every message while the form is open, before asking further.

    Setting no slot tells Rasa that the message was about something else: its rules answer,
    and the form asks again.
    """

    action_name = "validate_request_form"

    def respond(self, turn: Turn) -> None:
        asked, before = turn.slots.get(REQUESTED), rows_of(turn)
        if asked is None:
            _open(turn)
        elif puts_off(turn.message):
            pause(turn)
            return
        elif is_several(turn.slots) and (which := _dropped(turn)):
            _drop(turn, which)
        elif _drops_one_at_hand(turn, asked):
            _drop(turn, [int(turn.slots["place"])])
        elif (topic := asks_about_draft(turn.message, asked)) is not None and not _leaves_any(
            turn, asked
        ):
            answer_about_draft(turn, topic)
            turn.set(draft_key=turn.slots["draft_key"])
        elif _asks_of_another(turn) or (
            not _tells(turn, asked) and is_digression(turn.message, asked)
        ):
            turn.events.clear()
            turn.set(**{REQUESTED: next_question(turn.slots)})
            return
        else:
            take_for_form(turn, lambda: _take_answer(turn, asked))
        if is_several(turn.slots):
            _go_on_with_lines(turn, before)
        elif turn.slots.get("draft_key"):
            propose_if_changed(turn)
        turn.set(**{REQUESTED: next_question(turn.slots)})

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """Without the right to ask there is no form; anything else is asked again."""
        turn.reply(say_error(turn.speech, error))
        if isinstance(error, NotPermitted):
            turn.set(**EMPTY, department=None)
            turn.set(**{REQUESTED: None})
        else:
            turn.set(**{REQUESTED: next_question(turn.slots)})


def next_question(slots: dict[str, Any]) -> str | None:
    """The slot to ask for next; None when everything is known and confirmed."""
    proposed = slots.get("proposed") or {}
    if not slots.get("draft_key"):
        return None
    if slots.get("unplaced"):
        return "whose"
    if training_of(slots) is None:
        return "course"
    if not slots.get("headcount") or slots.get("group_open"):
        return "headcount"
    if proposed.get("asks"):
        return str(proposed["asks"])
    if proposed.get("doubts") and slots.get("sure") != proposed.get("key"):
        return "sure"
    if proposed.get("narrow") and not slots.get("audience"):
        return "audience"
    if not is_settled(slots.get("period")):
        return "period"
    if not (slots.get("reason") or proposed.get("must_do")):
        return "reason"
    return None if slots.get("confirmed") else "confirmed"


def _open(turn: Turn) -> None:
    """Begin a draft with all that the message says; what was talked about before stays
    only when the message names no training of its own."""
    facts = turn.message.facts
    unit = (facts.department or turn.slots.get("department") or {}).get("code")
    turn.perform(requesting_roster, unit)
    turn.message = _with_unread(turn)
    facts = turn.message.facts
    kept = turn.slots.get("offer") == "request_budget" and not (facts.course or facts.skill)
    if not kept:
        turn.set(**EMPTY)
    turn.set(offer=None, confirmed=None, audience=None, draft_key=turn.message.message_id)
    needs = read_needs(turn.message.entities, turn.message.text)
    if back := takes_back(turn.message.text):
        # Another act than asking for a training: it is not done in passing, and no reason.
        turn.reply(turn.say("decision.not_taken_up", words=[back]))
        turn.message = replace(turn.message, text=turn.message.text.replace(back, ""))
    if len(needs) > 1:
        begin_lines(turn, needs)
        return
    if needs:
        # Another training is named in passing: the figures are not of that.
        facts = read_facts(needs[0], turn.today)
        _say_left_out(turn, needs[0])
    if not (kept and (_choose_audience(turn) or _choose_price(turn))):
        take_facts(turn, facts)
    if leaves_reason_beside(turn.message.text):
        leave_open(turn, "reason")
    elif reason := reason_meant(turn):
        turn.set(reason=reason)
    if not kept:
        carry(turn)


def _say_left_out(turn: Turn, need: Sequence[Mapping[str, Any]]) -> None:
    """A training that is named without how many: the request is not for it."""
    taken = {one["start"] for one in need}
    topics = [one for one in turn.message.entities if one["entity"] in ("course", "skill")]
    named = {str(one["value"]) for one in need}
    others = [str(one["value"]) for one in topics if one["start"] not in taken]
    if left := [one for one in dict.fromkeys(others) if one not in named]:
        turn.reply(turn.say("line.left_out", trainings=left))


def _with_unread(turn: Turn) -> Message:
    """With the trainings and headcounts of a list that were not read as such."""
    message = turn.message
    entities = with_unread(message.text, message.entities, turn.perform(course_names))
    if entities == list(message.entities):
        return message
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


# --- several trainings --------------------------------------------------------------------
def _dropped(turn: Turn) -> Sequence[int]:
    return needs_dropped(turn.message.text, named_lines(turn), turn.message.entities)


def _drops_one_at_hand(turn: Turn, asked: str) -> bool:
    """Whether a plain "drop it" is of the one of several that is asked about."""
    if not is_several(turn.slots) or asked in OF_ALL or drops_all(turn.message):
        return False
    return is_cancel(turn.message, asked)


def _drop(turn: Turn, places: Sequence[int]) -> None:
    """Some of several are dropped: which is said, and the others stay."""
    lines = lines_of(turn.slots)
    if any(place not in [one["place"] for one in lines] for place in places):
        turn.reply(turn.say("queue.not_so_many", count=len(lines)))
    else:
        for place in places:
            name = name_of(turn, drop_line(turn, place))
            turn.reply(turn.say("queue.dropped", training=name))
    turn.set(draft_key=turn.slots["draft_key"])


def _go_on_with_lines(turn: Turn, before: Sequence[str]) -> None:
    """Work out what changed, say it back, and take the first line to hand that something is
    still asked about; the summary says all by itself."""
    propose_lines(turn)
    asked = _open_line(turn)
    if asked is None:
        return
    turn_to(turn, asked["place"])
    if rows_of(turn) != before:
        say_lines(turn, "line.now" if len(before) > 1 else "line.several")


def _open_line(turn: Turn) -> dict[str, Any] | None:
    """The line at hand where something is asked about it, or else the first such."""
    if turn.slots.get("unplaced"):
        return line_at_hand(turn.slots)
    still = [
        one
        for one in lines_of(turn.slots)
        if next_question(with_line(turn.slots, one)) not in (None, "confirmed")
    ]
    at_hand = [one for one in still if one["place"] == turn.slots.get("place")]
    return next(iter([*at_hand, *still]), None)


def _asks_of_another(turn: Turn) -> bool:
    """Whether a question names another training than the one at hand, and puts it nowhere."""
    message, facts = turn.message, turn.message.facts
    named, at_hand = facts.course or facts.skill, training_of(turn.slots)
    if named is None or at_hand is None or message.act is not None or not message.asks:
        return False
    codes = {one["code"] for one in (facts.course, facts.skill) if one and one.get("code")}
    lines = [code for one in lines_of(turn.slots) for code in codes_of(one)]
    text = message.text
    return not (codes & set(lines) or REPLACES.search(text) or CORRECTION.match(text.strip()))


def _tells(turn: Turn, asked: str) -> bool:
    """Whether the message tells something of the draft in words that the classifier may take
    for anything: a bare figure, groups, what to add to the reason, a yes, or that the question
    is left to us."""
    message = turn.message
    if message.act is not None or ends_as_question(message.text):
        return False
    if asked == "confirmed" and says_submit(message.text):
        return True
    if asked == "headcount" and means_everyone(message.text, message.entities):
        return True
    if is_several(turn.slots) and tells_lines(turn):
        return True
    if read_reason(message.text, plainly=True) is not None:
        return True
    if asked not in WORDS and _says_position(message.facts):
        return True
    bare = asked in COUNTED and is_bare(message.facts) and read_bare_headcount(message.text)
    groups = groups_said(turn).said and (asked not in WORDS or _regroups(turn))
    return bool(
        bare
        or leaves_period_beside(message.text)
        or groups
        or added_reason(message.text, turn.slots.get("reason"))
        or _leaves(turn, asked)
    )


def _says_position(facts: Facts) -> bool:
    """Whether it names a position, or what can only be one."""
    unknown = [one for one in facts.unknown if one.kind == "position"]
    return facts.position is not None or any(len(one.candidates) == 1 for one in unknown)


def _take_up_open(turn: Turn, asked: str) -> None:
    """What can be offered is offered first; left to us again, the likeliest is taken, and
    said."""
    if asked == "audience":
        _take_audience(turn, "narrow")
        narrow = (turn.slots.get("proposed") or {}).get("narrow")
        turn.reply(turn.say("ask.audience_taken", headcount=narrow))
    elif not (is_left_open(turn.slots, asked) and take_likeliest(turn, asked)):
        leave_open(turn, asked)


def _leaves_any(turn: Turn, asked: str) -> bool:
    return _leaves(turn, asked) or leaves_period_beside(turn.message.text)


def _regroups(turn: Turn) -> bool:
    """Whether a message, amid the question for a reason, changes groups and gives none."""
    text = turn.message.text
    return bool(groups_said(turn).said) and len(text) <= SHORT and not REASON.search(text)


def _leaves(turn: Turn, asked: str) -> bool:
    """Whether what is asked is left to the assistant."""
    if asked not in LEFT_OPEN or turn.message.act is not None or answers(turn.message, asked):
        return False
    text = turn.message.text
    if asked == "reason":
        return leaves_reason(text)
    any_time = leaves_period_beside(text)
    return (
        (leaves_open(text) or any_time) if asked == "period" else leaves_open(text) and not any_time
    )


def _take_answer(turn: Turn, asked: str) -> None:
    message, facts = turn.message, turn.message.facts
    if asked == "confirmed" and (is_yes(message) or says_submit(message.text)):
        turn.set(confirmed=True)
        return
    if is_several(turn.slots) and take_for_lines(turn, asked):
        return
    if asked == "confirmed" and is_no(message):
        turn.reply(turn.say("summary.change"))
        return
    if asked == "sure" and (is_yes(message) or is_no(message)):
        if is_yes(message):
            turn.set(sure=(turn.slots.get("proposed") or {}).get("key"))
        else:
            turn.reply(turn.say("summary.change"))
        return
    if asked == "audience" and _choose_audience(turn):
        take_facts(turn, Facts(period=facts.period), whole=False)
        return
    # Words may be a reason that speaks of people and sessions; a sum is none.
    if (asked != "reason" or facts.amount or facts.amount_per_head) and _choose_price(turn):
        take_facts(turn, Facts(period=facts.period), whole=False)
        return
    if asked == "headcount" and turn.slots.get("group_open") and is_no(message):
        turn.set(group_open=None)
        return
    everyone = asked == "headcount" and means_everyone(message.text, message.entities)
    if everyone:
        take_facts(turn, facts, asked)
    if everyone or (
        asked == "headcount"
        and is_yes(message)
        and not (turn.slots.get("group_open") or says_submit(message.text))
    ):
        unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
        turn.set(headcount=turn.perform(requesting_roster, unit, position).headcount)
        return
    if asked == "period" and is_yes(message) and take_suggestion(turn):
        return
    if asked == "reason" and turn.slots.get("offered_reason") and _uses_offered(turn):
        turn.set(reason=turn.slots["offered_reason"])
        return
    if (reason := added_reason(message.text, turn.slots.get("reason"))) is not None:
        turn.set(reason=reason)
        return
    if _leaves(turn, asked):
        _take_up_open(turn, asked)
        if not facts.changes_request:
            return
    if asked != "period" and leaves_period_beside(message.text) and facts.period is None:
        leave_open(turn, "period")
        turn.reply(turn.say("ask.period_left"))
        if not facts.changes_request:
            return
    if asked == "reason" and not (
        _regroups(turn)
        or facts.changes_request
        or facts.vague_headcount == message.text.strip()
        or changes_topic(message)
        or says_of_price(message)
    ):
        _take_reason(turn)
        return
    if asked == "period" and facts.period is None and facts.past_period:
        facts = replace(facts, period=facts.past_period)
    before = as_it_stands(turn)
    take_facts(turn, facts, asked)
    if asked not in ("period", "confirmed"):
        say_taken(turn, facts)
    if asked != "course":
        take_people_meant(turn)
    # A correction ("in fact keep May") is no reason; one that was given stays.
    plainly = bool(turn.slots.get("reason"))
    if asked != "reason" and leaves_reason_beside(message.text) and not plainly:
        leave_open(turn, "reason")
    elif reason := reason_meant(turn, before, plainly=plainly):
        turn.set(reason=reason)
    elif (
        asked == "course"
        and says_words(message.text)
        and not (facts.anything or facts.unknown or is_yes(message) or is_no(message))
    ):
        _take_course_in_words(turn)


def _take_course_in_words(turn: Turn) -> None:
    """A topic that the catalogue does not have; where it cannot be one, courses are offered."""
    topic = read_topic(turn.message.text)
    course = course_called(topic, turn.perform(course_names)) if topic else None
    if course is not None:
        turn.set(course={"code": course.code, "name": course.name}, skill=None)
        return
    if says_submit(turn.message.text):
        return
    if topic is None and says_nothing(turn.message.text):
        _take_up_open(turn, "course")
    elif topic is None or turn.message.intent in COURTESIES:
        leave_open(turn, "course")
    else:
        turn.set(course={"topic": topic}, skill=None)


def _uses_offered(turn: Turn) -> bool:
    said = turn.message.text.strip()
    return is_yes(turn.message) or said.lower() == turn.say("ask.reason_use").lower()


def _take_reason(turn: Turn) -> None:
    """The whole message is the reason, whatever names it holds; a bare "yes" is none, and
    neither is a question, or a correction that could not be read."""
    if not says_words(turn.message.text) or ends_as_question(turn.message.text):
        return
    if is_yes(turn.message) or CORRECTION.match(turn.message.text.strip()):
        return
    if can_be_reason(turn.message.text):
        turn.set(reason=whole_reason(without_assent(turn.message.text)))
    else:
        turn.reply(turn.say("ask.reason_not_taken"))


def take_for_form(turn: Turn, take: Callable[[], None]) -> None:
    """Let the form read the message, and tell Rasa that it did: a form that sets no slot
    counts as not concerned, and other actions would answer in its place."""
    before, said = len(turn.events), len(turn.dispatcher.messages)
    act = turn.message.act
    if act is not None and act.get("number") and not turn.slots.get("decision"):
        # A button of another question: it does nothing here, and is not taken for an answer.
        turn.reply(turn.say("decision.finish_first"))
    elif puts_off(turn.message):
        pause(turn)
    else:
        take()
    if len(turn.events) == before and len(turn.dispatcher.messages) == said:
        turn.understood = False
    turn.set(draft_key=turn.slots["draft_key"])


def _choose_audience(turn: Turn) -> bool:
    if leaves_open(turn.message.text) or leaves_period_beside(turn.message.text):
        # 都行 is no "all".
        return False
    proposed = turn.slots.get("proposed") or {}
    choice = read_choice(turn.message, proposed) if proposed.get("narrow") else None
    if choice is None:
        return False
    _take_audience(turn, choice)
    return True


def _take_audience(turn: Turn, choice: str) -> None:
    proposed = turn.slots.get("proposed") or {}
    headcount = proposed["narrow"] if choice == "narrow" else proposed["all"]
    set_headcount(turn, headcount)
    turn.set(
        audience=choice,
        proposed={**proposed, "key": proposal_key({**turn.slots, "headcount": headcount})},
    )


def _choose_price(turn: Turn) -> bool:
    totals = price_totals(turn.slots)
    choice = read_price_choice(turn.message, *totals) if totals else None
    if choice is None:
        return False
    turn.set(basis=choice)
    return True
