"""Reading a message against what was asked: an answer, a correction, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import cn2an

from assistant.capabilities import of_kind
from assistant.language import language_of, writes
from assistant.message import Message
from engine.analysis.cost_estimate import BY_SESSION, PER_PARTICIPANT
from engine.values.money import Money
from engine.values.quotation import EXCLUDED, INCLUDED, Tax

# Capabilities that only look something up: asked in the middle of a form, they are answered
# and the form goes on.
LOOKUPS = of_kind("question", "general", "elsewhere", "courtesy", "outside")
# What is no answer to a question for words, however it is put.
COURTESIES = of_kind("courtesy")
# An order to look something up, as good as a question.
LOOK = re.compile(
    r"^\W*(?:请|麻烦|先|再|你)*(?:帮我|给我|替我)?(?:查|看看|看一?下|列|显示|展示|告诉|算一?下|说说|解释)|"
    r"^\W*(?:please |first |now |pls )*(?:show|list|tell|check|look up|display|explain|calculate|"
    r"give me|let me see)\b",
    re.IGNORECASE,
)
# Questions that any words answer.
WORDS = (
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
# Words that ask for more than a look: what decides a summary when it is the open question.
YES = re.compile(
    r"^(?:好|行|可以|对|是|嗯|没问题|没错|确认|提交|交|同意|登记|就这样|发吧|ok|okay|yes|yep|yeah|sure|"
    r"submit|send|confirm|correct|right|go ahead|store it)",
    re.IGNORECASE,
)
# What may follow: a particle, another assent, a few words of courtesy.
YES_REST = re.compile(
    r"[\W_]*(?:的|了|吧|啊|呀|哦|啦|嘛|就这样|提交|交|确认|办|发|报|登记|没问题|可以|行|好|谢谢|please|it|that'?s it|thats it|"
    r"that|is|right|correct|exactly|submit|send|store|go ahead|do|thanks|thank you|fine|good|sure|yes|\W)*",
    re.IGNORECASE,
)
LONGEST_YES = 24
NARROW = re.compile(
    r"只|窄|少的|省|前者|第一|有差距|narrow|only|smaller|cheaper|first|with the gap", re.IGNORECASE
)
ALL = re.compile(r"全|都|后者|第二|所有|大家|\ball\b|every|second|larger|whole", re.IGNORECASE)
BY_HEAD = re.compile(
    r"人均|按人|前者|第一|少的|便宜|per head|per person|\bheads?\b|first|former|lower|cheaper",
    re.IGNORECASE,
)
BY_SESSION_WORDS = re.compile(
    r"开班|按班|按期|按场|后者|第二|多的|足额|by session|\bsessions?\b|second|latter|higher|full",
    re.IGNORECASE,
)
REASON = re.compile(
    r"因为|由于|原因|理由|为了|总出|老出|常出|出问题|出错|不会|不懂|不熟|不足|不够|不达标|太低|太差|低于|投诉|要求|法规|"
    r"审核|审计|到期|上线|新招|新来|事故|故障|流失|下滑|老(?!师|员工|板|总|客户)|because|\bsince\b|reason|due to|complain|audit|below|"
    r"failing|missed|trouble|problem|keep(?:s)? |don't know|do not know|faults?\b|errors?\b|accident|"
    r"required by|regulation|expire",
    re.IGNORECASE,
)
# Between signs that end a clause; a full stop does so only before a space, and a comma does not
# between the thousands of a number.
CLAUSE = re.compile(r"(?:[。；！？\n;!?]|[,，](?!(?<=\d[,，])\d{3}(?!\d)))+|\.(?=\s|$)")
# Says why, and not only something that may be a reason.
SAYS_WHY = re.compile(
    r"因为|由于|原因|理由|为了|\bbecause\b|\bsince\b|\breasons?\b|\bdue to\b", re.IGNORECASE
)
CORRECTION = re.compile(r"^(?:不对|不是|等等|错了|改|wait|no\b|actually|sorry)", re.IGNORECASE)
LABELLED_REASON = re.compile(
    r"(?:理由|原因|\breasons?)\s*(?:都|均)?(?:是|为|is|are|:|：)\s*(?P<reason>[^。.;；\n]{2,})",
    re.IGNORECASE,
)
# What stands before the reason in its own clause: "for 20 people because …".
BECAUSE = re.compile(r"^.*?(?:因为|由于|\bbecause(?: of)?\b|\bdue to\b)\s*(?=\S{2})", re.IGNORECASE)
REASON_LABEL = re.compile(
    r"^\s*(?:理由|原因|reasons?\b)\s*(?:都|均)?(?:是|为|is|are)?\s*[:：]?\s*", re.IGNORECASE
)


PAUSE = re.compile(
    r"先开会|去开会|开个会|回头(?:再)?(?:说|弄|来|继续)|等会儿?|待会儿?|稍后|晚点再|先忙|"
    r"\b(?:brb|be right back|in a meeting|hold on|one moment|one sec|back in|later)\b",
    re.IGNORECASE,
)
EVERYTHING = re.compile(
    r"全部|全都|都(?:不|取消|算)|所有|两个都|一个都不|\b(?:all|both|everything|whole)\b",
    re.IGNORECASE,
)
REPLACES = re.compile(
    r"改[成为]|改上|换[成为个]?|不[要做上].*?[，, ]*(?:要|做|上)|"
    r"\b(?:instead|make it|change (?:it|that|this)? ?(?:in)?to|switch(?: it)? to|rather|replace)\b",
    re.IGNORECASE,
)
QUESTION_END = re.compile(r"(?:[?？]|吗|呢)\s*[。.!！]*\s*$")
# Whatever is longer says more than a price.
SHORT = 30
STOP = re.compile(
    r"算了|取消|不[弄办报填做要搞提申继]|停|打住|撤|\b(?:cancel|stop|forget|abort|quit|drop|never ?mind)\b",
    re.IGNORECASE,
)

_GIVES_UP = (
    r"算了|取消|停止?|打住|放弃|终止|退出|作废|不用了|[不别](?:想|再)?(?:弄|办|报|填|做|要|搞|提|申请?|继续|需要)了?|"
    r"(?:cancel|abort|stop|quit|exit|never ?mind|call it off)(?!\w)|"
    r"(?:forget|drop|leave|scrap|skip|stop|discard) (?:about )?"
    r"(?:it|this|that|the request|the whole thing|everything|all(?: of (?:it|them))?|both)(?!\w)|"
    r"(?:we |i )?(?:do not|don'?t|no longer) (?:need|want) (?:it|this|that)(?!\w)"
)
_BESIDE = (
    r"还是|那|先|就|都|全部|全都|两个|所有|这个?|次|申请|培训|吧|了|啊|呀|我|请|"
    r"(?:please|pls|the|whole|request|thing|it|this|that|all|both|of|them|everything|"
    r"ok|okay|well|no|then|just|now|any ?more|thanks|thank you|let'?s|i want to|we|to)(?!\w)"
)
# A message that does nothing but give up what is at hand.
PLAIN_CANCEL = re.compile(
    rf"(?:(?:{_BESIDE})|\W)*(?:{_GIVES_UP})(?:(?:{_GIVES_UP}|{_BESIDE})|\W)*", re.IGNORECASE
)


TAX_EXCLUDED = re.compile(
    r"不含税|未税|税前|税另|税外|另加税|不包税|"
    r"\b(?:excl\w*\.?|without|before|plus|net of|ex)\s+(?:the\s+)?(?:vat|tax|gst)|"
    r"\bvat (?:not included|excluded)|\btax (?:not included|excluded)",
    re.IGNORECASE,
)
TAX_INCLUDED = re.compile(
    r"含税|价税合计|税后|包税|\b(?:incl\w*\.?|with|after)\s+(?:the\s+)?(?:vat|tax|gst)|"
    r"\b(?:vat|tax) included|\bgross\b",
    re.IGNORECASE,
)
TAX_FREE = re.compile(
    r"免税|零税率|不用交税|\b(?:tax|vat)[ -](?:free|exempt)\b|\bno (?:tax|vat)\b", re.IGNORECASE
)
RATE = re.compile(
    r"(?<![\d.])(?P<rate>\d{1,2}(?:\.\d{1,4})?)\s*(?:%|％|个点|percent|per cent|$)", re.IGNORECASE
)
SESSIONS = re.compile(
    r"(?P<written>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:期|场|批次|批|轮)(?!间|待|望|限|发|准)|"
    r"\b(?P<spaced>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:sessions?|runs?|rounds?|classes|class|batches|batch)\b",
    re.IGNORECASE,
)
EACH = re.compile(r"[每一]\s*$|\b(?:per|a|each|every|one)\s*$", re.IGNORECASE)
NUMBER_WORDS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        range(1, 11),
        strict=True,
    )
)


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
        if EACH.search(text[: found.start()]) or (found["written"] == "一" and "每" in text):
            continue
        said = (found["written"] or found["spaced"]).lower()
        if said in NUMBER_WORDS:
            return NUMBER_WORDS[said]
        return int(said) if said.isdecimal() else int(cn2an.cn2an(said, "smart"))
    return None


def is_yes(message: Message) -> bool:
    """An assent and hardly more: "好，提交", "yes please"; not "ok, let us go on in Chinese"."""
    if message.act is not None:
        return message.act.get("answer") is True
    if message.facts.anything or message.asks:
        return False
    text = message.text.strip()
    begins = YES.match(text)
    if begins:
        return bool(YES_REST.fullmatch(text[begins.end() :]))
    return message.intent == "affirm" and message.confidence >= SURE and len(text) <= LONGEST_YES


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
    if is_cancel(message, asked):
        return True
    if is_yes(message) or is_no(message) or (answers(message, asked) and not message.asks):
        return False
    if message.likely:
        return stands_beside(message)
    if message.facts.changes_request and not message.asks and asked not in WORDS:
        return False
    if message.intent in LOOKUPS:
        # Short answers to an open question look like anything to the classifier; and a
        # reason ("near misses") speaks of gaps and figures by its nature.
        if asked in WORDS and message.intent not in COURTESIES:
            return message.asks or bool(LOOK.search(message.text))
        return message.asks or message.confidence >= (VERY_SURE if asked in WORDS else SURE)
    return False


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
    bare = [BECAUSE.sub("", clause) if BECAUSE.search(clause) else clause for clause in saying]
    return REASON_LABEL.sub("", joined(bare)) if bare else None


def joined(clauses: Sequence[str]) -> str:
    """Clauses as one text, with the comma of its language."""
    comma: str = writes(language_of(" ".join(clauses), None))["comma"]
    return comma.join(clauses)
