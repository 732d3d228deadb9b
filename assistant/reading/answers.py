"""Reading a message against what was asked: an answer, a correction, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.acting.likeliest import certainty
from assistant.capabilities import of_kind
from assistant.declining.plain import is_declined, is_surely_declined
from assistant.language import language_of, writes
from assistant.message import Message
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import value_of
from engine.analysis.cost_estimate import BY_SESSION, PER_PARTICIPANT
from engine.values.money import Money
from engine.values.quotation import EXCLUDED, INCLUDED, Tax

_SAID = Patterns(__file__)

# Capabilities that only look something up: asked in the middle of a form, they are answered
# and the form goes on.
LOOKUPS = of_kind("question", "general", "elsewhere", "courtesy", "outside")
# What is no answer to a question for words, however it is put.
COURTESIES = of_kind("courtesy")
EXPORTS = of_kind("export")
LOOK = _SAID.compiled("look")
# Questions that any words answer.
WORDS = (
    "survey_answer",
    "reason",
    "decision_comment",
    "request",
    "delegate",
    "delegation",
    "attended",
    "result_line",
    "result_level",
    "result_figure",
)
SURE = 0.5
VERY_SURE = 0.85
# Acts that say something to the flow at hand, and such as leave it as it is.
TOLD = ("fill", "change", "choose", "yes", "no")
BESIDE = ("ask", "vary", "why", "more", "export", "repeat", "knowledge", "social", "outside")
# Which facts answer which question; a bare number answers any that wants a number.
ANSWERS = {
    "course": ("course", "skill"),
    "headcount": ("headcount", "headcount_change", "vague_headcount", "number"),
    "amount": (
        "amount",
        "amount_per_head",
        "amount_per_session",
        "ceiling",
        "vague_amount",
        "number",
    ),
    "tax_rate": ("tax_rate", "number"),
    "sessions": ("number",),
    "audience": ("headcount", "number"),
    "period": ("period", "vague_period", "impossible_day"),
    "decision_number": ("request_id",),
    "source": ("department",),
    "target": ("department",),
    "unit": ("department",),
    "year": ("period", "past_period", "number"),
    "invoice": ("number",),
    "rate": ("number", "amount", "percent_to"),
    "request": ("request_id", "course"),
    "days": ("period", "vague_period", "impossible_day", "past_period"),
    "day": ("period", "past_period", "impossible_day"),
    "attended": ("headcount", "number"),
    "result_line": ("course",),
    "result_figure": ("percent_to", "number"),
    "result_people": ("headcount", "number"),
    "result_day": ("period", "past_period", "impossible_day"),
}
YES = _SAID.compiled("yes")
YES_REST = _SAID.compiled("yes_rest")
NO_YES, THANKS = _SAID.compiled("no_yes"), _SAID.compiled("thanks")
LONGEST_YES = 24
LONGEST_AGREEING = 32
# What shows that an assent goes on with something else.
MORE_THAN_YES = _SAID.compiled("more_than_yes")
NARROW = _SAID.compiled("narrow")
ALL = _SAID.compiled("all")
BY_HEAD = _SAID.compiled("by_head")
BY_SESSION_WORDS = _SAID.compiled("by_session_words")
REASON = _SAID.compiled("reason")
# Between signs that end a clause; a full stop does so only before a space, and a comma does not
# between the thousands of a number.
CLAUSE = re.compile(r"(?:[。；！？\n;!?]|[,，](?!(?<=\d[,，])\d{3}(?!\d)))+|\.(?=\s|$)")
# Says why, and not only something that may be a reason.
SAYS_WHY = _SAID.compiled("says_why")
CORRECTION = _SAID.compiled("correction")
LABELLED_REASON = _SAID.compiled("labelled_reason")
BECAUSE = _SAID.compiled("because")
BEFORE_LABEL = _SAID.compiled("before_label")
REASON_LABEL = _SAID.compiled("reason_label")


PAUSE = _SAID.compiled("pause")
EVERYTHING = _SAID.compiled("everything")
REPLACES = _SAID.compiled("replaces")
QUESTION_END = re.compile(_SAID["question_end"])
# Whatever is longer says more than a price.
SHORT = 30
STOP = _SAID.compiled("stop")

_GIVES_UP = _SAID["gives_up"]
_BESIDE = _SAID["beside"]
# A message that does nothing but give up what is at hand.
PLAIN_CANCEL = re.compile(
    rf"^(?:(?:{_BESIDE})|\W)*(?:{_GIVES_UP})(?:(?:{_GIVES_UP}|{_BESIDE})|\W)*", re.IGNORECASE
)


TAX_EXCLUDED = _SAID.compiled("tax_excluded")
TAX_INCLUDED = _SAID.compiled("tax_included")
TAX_FREE = _SAID.compiled("tax_free")
RATE = _SAID.compiled("rate")
SESSIONS = _SAID.compiled("sessions")
EACH = _SAID.compiled("each")
_ARTICLE = _SAID["article"]
_EACH_WORD = _SAID.compiled("each_word")


def read_tax(text: str) -> Tax | None:
    """Whether a price is said to be with or without value added tax."""
    if TAX_EXCLUDED.search(text):
        return EXCLUDED
    return INCLUDED if TAX_INCLUDED.search(text) else None


def read_rate(text: str) -> Decimal | None:
    """A tax rate in per cent, where it was asked for; 0 for what is free of it."""
    if TAX_FREE.search(text):
        return Decimal(0)
    found = RATE.search(text.strip())
    return Decimal(found["rate"]) if found else None


def read_sessions(text: str) -> int | None:
    """How many sessions are said to be held; "per session" says none."""
    for found in SESSIONS.finditer(text):
        if EACH.search(text[: found.start()]) or (
            found["written"] == _ARTICLE and _EACH_WORD.search(text)
        ):
            continue
        count = value_of(found["written"] or found["spaced"])
        return None if count is None else int(count)
    return None


def is_yes(message: Message) -> bool:
    """An assent and hardly more: "好，提交", "yes please"; not "ok, let us go on in Chinese"."""
    if message.act is not None:
        return message.act.get("answer") is True
    if message.facts.anything or message.asks or NO_YES.fullmatch(message.text.strip()):
        return False
    text = message.text.strip()
    begins = YES.match(text)
    if begins and YES_REST.fullmatch(text[begins.end() :]):
        return True
    if not begins and message.intent == "affirm" and message.confidence >= SURE:
        return len(text) <= LONGEST_YES
    return _surely_agrees(message)


def _surely_agrees(message: Message) -> bool:
    """Whether it is an assent by what it does in this talk, in whatever words ("hit it", 妥妥的),
    and says nothing besides."""
    if not message.likely or message.likely[0].act != "yes":
        return False
    clauses = [one for one in CLAUSE.split(message.text) if one.strip()]
    if len(clauses) > 1 or len(message.text) > LONGEST_AGREEING or not says_words(message.text):
        return False
    sure = message.does("yes") >= certainty("yes", None)
    return sure and not MORE_THAN_YES.search(message.text)


def is_no(message: Message) -> bool:
    if message.act is not None:
        return message.act.get("answer") is False
    return message.intent == "deny" and not message.facts.anything


def is_cancel(message: Message, asked: str | None = None) -> bool:
    """Where any words answer what was `asked`, it has to be said plainly: "turnover" and "too
    much scrap" look like a cancel to the classifier."""
    if asked in WORDS:
        return bool(PLAIN_CANCEL.fullmatch(message.text.strip()))
    return message.intent == "cancel" and not message.facts.anything and not is_pause(message)


def is_stop(message: Message, asked: str | None = None) -> bool:
    """Whether what is at hand is to be dropped, whatever its words were taken for."""
    if message.act is not None or is_no(message):
        return False
    return is_cancel(message, asked) or bool(PLAIN_CANCEL.fullmatch(message.text.strip()))


def drops_all(message: Message) -> bool:
    """Whether everything is to be dropped, and not only what is at hand."""
    return bool(EVERYTHING.search(message.text))


def says_of_price(message: Message) -> bool:
    """Whether a short message says of a price how many sessions it is for, or of its tax."""
    text = message.text.strip()
    told = read_tax(text) or TAX_FREE.search(text) or read_sessions(text)
    return bool(told) and len(text) <= SHORT


def ends_as_question(text: str) -> bool:
    return bool(QUESTION_END.search(text))


def changes_topic(message: Message) -> bool:
    """Whether the message puts another training in the place of the one at hand."""
    facts = message.facts
    return bool((facts.course or facts.skill) and REPLACES.search(message.text))


def is_pause(message: Message) -> bool:
    """Whether somebody goes away for a while and means to come back to it."""
    return bool(PAUSE.search(message.text)) and not STOP.search(message.text)


def answers(message: Message, asked: str | None) -> bool:
    """Whether the message holds a fact of the kind that was asked for."""
    return any(getattr(message.facts, fact) is not None for fact in ANSWERS.get(asked or "", ()))


def stands_beside(message: Message) -> bool:
    """Whether it is rather something beside the flow at hand than said to it."""
    return message.does(*BESIDE) > message.does(*TOLD)


def is_digression(message: Message, asked: str | None) -> bool:
    """Whether the message is about something else than the open form."""
    if message.act is not None:
        return False
    if is_yes(message) or is_no(message) or (answers(message, asked) and not message.asks):
        return False
    if message.intent in EXPORTS and message.confidence >= VERY_SURE and asked not in WORDS:
        return True
    if message.likely and asked not in WORDS:
        asks = message.asks or bool(LOOK.search(message.text))
        return stands_beside(message) and (asks or read_reason(message.text) is None)
    if message.facts.changes_request and not message.asks and asked not in WORDS:
        return False
    if message.intent in LOOKUPS:
        # Short answers to an open question look like anything to the classifier; and a
        # reason ("near misses") speaks of gaps and figures by its nature.
        if asked in WORDS and message.intent not in COURTESIES:
            return message.asks or bool(LOOK.search(message.text))
        return message.asks or message.confidence >= (VERY_SURE if asked in WORDS else SURE)
    return False


def is_none_of_ours(message: Message, asked: str | None) -> bool:
    """Whether it is something to decline, and nothing told to the flow at hand: no date of it, and
    none of its words, is taken for one of the flow's."""
    if message.act is not None or is_yes(message) or is_no(message) or is_cancel(message, asked):
        return False
    tells = message.facts.changes_request and asked not in WORDS
    if tells or answers(message, asked) or read_reason(message.text, plainly=True) is not None:
        return False
    return is_surely_declined(message) or (is_declined(message) and stands_beside(message))


def read_choice(message: Message, proposed: dict[str, Any]) -> str | None:
    """all or narrow, when asked which of the two audiences; None if neither is meant."""
    number = message.facts.headcount or message.facts.number
    if number is not None:
        return {proposed["narrow"]: "narrow", proposed["all"]: "all"}.get(int(number))
    narrow, everyone = NARROW.search(message.text), ALL.search(message.text)
    if bool(narrow) == bool(everyone):
        return None
    return "narrow" if narrow else "all"


def read_price_choice(message: Message, by_head: Money, by_session: Money) -> str | None:
    """The basis that was chosen of the two sums offered, by its sum or in words; None if
    neither is meant."""
    said = message.facts.amount or message.facts.amount_per_head
    if said is not None and said.currency not in (None, by_head.currency):
        return None
    amount = said.value if said is not None else message.facts.number
    if amount is not None:
        sums = {by_head.amount: PER_PARTICIPANT, by_session.amount: BY_SESSION}
        return sums.get(amount)
    heads, sessions = BY_HEAD.search(message.text), BY_SESSION_WORDS.search(message.text)
    if bool(heads) == bool(sessions):
        return None
    return PER_PARTICIPANT if heads else BY_SESSION


def whole_reason(text: str) -> str:
    """The words after 理由是 or "reason is" where there are such; else the whole text."""
    if labelled := LABELLED_REASON.search(text):
        return labelled["reason"].strip()
    return REASON_LABEL.sub("", text.strip())


def says_words(text: str) -> bool:
    """Whether there is more to it than digits, signs and pictures."""
    return any(character.isalpha() for character in text)


def read_reason(text: str, *, plainly: bool = False) -> str | None:
    """The clauses that say why, in the person's own words; `plainly`: only those with a word
    such as 因为 or "because"."""
    says = SAYS_WHY if plainly else REASON
    clauses = [clause.strip() for clause in CLAUSE.split(text)]
    saying = [clause for clause in clauses if says.search(clause)]
    bare = [_bare_reason(clause) for clause in saying]
    return REASON_LABEL.sub("", joined(bare)) if bare else None


def _bare_reason(clause: str) -> str:
    """Without what stands before the reason in its clause: "for 20 people because …"."""
    if BECAUSE.search(clause):
        return BECAUSE.sub("", clause)
    return BEFORE_LABEL.sub("", clause)


def joined(clauses: Sequence[str]) -> str:
    """Clauses as one text, with the comma of its language."""
    comma: str = writes(language_of(" ".join(clauses), None))["comma"]
    return comma.join(clauses)
