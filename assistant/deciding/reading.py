"""Which request a message means by its number, and words for what is done with one."""

from __future__ import annotations

import re

from assistant.message import Message

# Stands in the place of a number.
SIGN = "\N{NUMERO SIGN}"
# The last digits, as people quote a number among themselves: "0043".
SHORT = re.compile(r"(?<![\d.,-])0\d{3}(?!\d|[.,%]\d|\s*(?:元|块|人|名|people|yuan))")
ANY_NUMBER = re.compile(r"TR[-\s]?\d{4}[-\s]?\d{4,}", re.IGNORECASE)
NUMBERS = re.compile(f"{ANY_NUMBER.pattern}|{SHORT.pattern}", re.IGNORECASE)
# A clause that only says what to do.
COMMAND = re.compile(
    r"(?:请|麻烦|帮我|先|就|都|把|给|他|她|你|我|们|这个|这份|这单|这条|那个|那份|那条|单子|申请|请求|一下|吧|了|的|去|来|重新|重|"
    r"取消|撤掉|批准|同意|通过|审批|批|准|过|放行|退回|打回|退|返还|返回|驳回|拒绝|否决|不批|不同意|不行|撤回|撤销|修改|改|让|"
    r"please|pls|the|this|that|it|request|one|and|back|to|him|her|them|approved?|reject(?:ed)?|return(?:ed)?|send|withdraw|"
    r"decline[sd]?|deny|denied|cancel|my|ok|okay|yes|no|\W|\d)+",
    re.IGNORECASE,
)
# What is to be done with the request; a clause with it is no comment if others are.
VERB = re.compile(
    r"批准|同意|通过|审批|放行|准了|退回|打回|推回|返还|返回|驳回|拒绝|否决|不批|先退|"
    r"\b(?:approv\w*|reject\w*|return\w*|send (?:it |this |that )?back|declin\w*|den(?:y|ied)|sign off)\b",
    re.IGNORECASE,
)
# All but the one that is named.
EXCLUDED = re.compile(
    r"除(?:了|去|开)?.{0,6}TR.*(?:都|全|其[他余它])|除(?:了|去|开).*(?:都|全|其[他余它])|(?:都|全部?|其[他余它]).*除了?|"
    r"\b(?:all|everything|every|the (?:rest|others)|others|any)\b.*\b(?:but|except|apart from|excluding|besides|without|other than)\b.*\d|"
    r"\b(?:except|apart from|excluding|other than)\b.*\d.*\b(?:all|everything|rest|others)\b",
    re.IGNORECASE,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]{3}")
WORD = re.compile(r"[A-Za-z]{4,}")
COMMON = {"training", "course", "request", "workshop", "basic", "advanced", "approve", "skills"}
RESUBMIT = re.compile(
    r"重新提交|再次提交|再提交|重新报|重报|resubmit|re-submit|submit\b.*\bagain|send\b.*\bin again",
    re.IGNORECASE,
)


def read_number(message: Message) -> str | None:
    """The whole number of a request, or its last digits; None if it is not named by number."""
    if message.facts.request_id:
        return message.facts.request_id
    short = SHORT.search(message.text)
    return short[0] if short else None


def numbers_in(message: Message) -> list[str]:
    """Every request that is named, by its whole number or its last digits."""
    text = ANY_NUMBER.sub(" ", message.text)
    whole = ["-".join(re.findall(r"TR|\d+", one.upper())) for one in _whole(message.text)]
    fact = message.facts.request_id
    return [*([fact] if fact else []), *whole, *SHORT.findall(text)]


def _whole(text: str) -> list[str]:
    return [found[0] for found in re.finditer(r"TR[-\s]?\d{4}[-\s]\d{4,}", text, re.IGNORECASE)]


def excludes(text: str) -> bool:
    """Whether it speaks of all requests but the one that it names."""
    named = ANY_NUMBER.search(text) or SHORT.search(text)
    return bool(named and EXCLUDED.search(text))


def mentions(text: str, name: str) -> bool:
    """Whether a text has a part of a course's name in it: three Chinese characters in a row,
    or an English word that is not one of every course."""
    triples = {name[at : at + 3] for at in range(len(name) - 2)}
    if any(CHINESE.fullmatch(triple) and triple in text for triple in triples):
        return True
    words = {word.lower() for word in WORD.findall(name)} - COMMON
    return bool(words & {word.lower() for word in WORD.findall(text)})


def resubmits(text: str) -> bool:
    """Whether it asks to send the request off as it is."""
    return bool(RESUBMIT.search(text))
