"""A training the catalogue does not know, named in the words around 培训 or "training"."""

from __future__ import annotations

import re

_STOP = r"[^\s，。,.；;：:！!？?、“”\"'（）()]"
QUOTED = re.compile(r"[“\"「《](?P<topic>[^“”\"」》]{2,30})[”\"」》]")
_VERB = r"(?:做|报(?![关告表])|搞|上|学|参加|组织|办|申请|安排|开|来|培训|要|想|需要|补)"
_MEASURE = r"(?:了?[\d几两三]+[场期次门个]|了|一下|一个|一次|一期|一场|一批|个|次|期|场|点|些)?的?"
CHINESE = re.compile(
    rf"(?:{_VERB}(?:[给让送派帮替为]{_STOP}{{1,8}}?{_VERB})?{_MEASURE})+"
    rf"(?P<topic>{_STOP}{{2,16}}?)(?:方面|相关|技能)?的?(?:培训|课程|课|训练营|训练|认证|考证)"
)
# What a person wants to learn needs no word for a course.
WANTED = re.compile(
    r"(?:想学|学学|学点|学习|学会|提高|提升)(?:一下|习|点|些)?(?P<joined>[^\s，。,.；;！!？?的]{2,12})"
    r"|\b(?:learn|improve|better at|better in)\s+(?:how to\s+|my\s+|about\s+)?"
    r"(?P<spaced>[A-Za-z][\w&+/-]*(?:\s[\w&+/-]+){0,3})",
    re.IGNORECASE,
)
CHINESE_NOT_TOPIC = re.compile(
    r"年度|季度|份|表格|里面|记录|报告|[%\d]|方案|计划|效果|反馈|名额|费用|培训|预算|申请|部门|多少|钱|什么|哪|怎么|我|你|他|们|这|那|人|去年|今年|明年|关于|多|好|些|过|的$"
)
ENGLISH = re.compile(
    r"(?:training|course|workshop|class|certification)s?\s+(?:on|in|about|for)\s+"
    r"(?P<after>[A-Za-z][\w&+/-]*(?:\s[\w&+/-]+){0,3})"
    r"|^(?P<first>[A-Za-z][\w&+/-]*(?:\s[\w&+/-]+){0,2}?)\s+(?:training|course|workshop|certification)\s+(?:for|x)\b"
    r"|(?:\b(?:a|an|the|some|for|need|want|request|budget|our|my|about|proper|new)\s+)+"
    r"(?P<before>[A-Za-z][\w&+/-]*(?:\s[\w&+/-]+){0,2}?)\s+(?:training|course|workshop|certification)",
    re.IGNORECASE,
)
# "need PMP for 3 of us": what is asked for, before those it is for.
ASKED_FOR = re.compile(
    r"\b(?:need|want|request|requesting|book|ask for|asking for|apply for|applying for|enrol in)\s+"
    r"(?!to\b)(?:an?\s+|the\s+|some\s+)?(?P<topic>[A-Za-z][\w&+/-]*(?:\s[\w&+/-]+){0,3}?)\s+for\b",
    re.IGNORECASE,
)
ENGLISH_NOT_TOPIC = re.compile(
    r"^(?:the|a|an|my|our|your|some|any|more|this|that|last|next|budget|staff|\d+)\b|"
    r"\b(?:annual|yearly|two|three|four|five|one|day|days|may|thing|use|team|needs|other|others|same|last|next|previous|in|out|it|people|my|our|budget|money|much|many|how|what)\b|^(?:training|course)$",
    re.IGNORECASE,
)
TRAINING_WORD = re.compile(r"培训|课|training|course|workshop", re.IGNORECASE)


def read_topic(text: str) -> tuple[int, int] | None:
    """Where in `text` an unlisted topic stands; None where no words name one."""
    if TRAINING_WORD.search(text) and (quoted := QUOTED.search(text)):
        return quoted.span("topic")
    for match in CHINESE.finditer(text):
        if not CHINESE_NOT_TOPIC.search(match["topic"]):
            return match.span("topic")
    for match in ENGLISH.finditer(text):
        group = next(name for name in ("after", "first", "before") if match[name])
        if not ENGLISH_NOT_TOPIC.search(match[group]):
            return match.span(group)
    asked = ASKED_FOR.search(text)
    if asked and not ENGLISH_NOT_TOPIC.search(asked["topic"]):
        return asked.span("topic")
    if wanted := WANTED.search(text):
        group = "joined" if wanted["joined"] else "spaced"
        wrong = CHINESE_NOT_TOPIC if wanted["joined"] else ENGLISH_NOT_TOPIC
        return None if wrong.search(wanted[group]) else wanted.span(group)
    return None


def is_set_off(text: str, start: int, end: int) -> bool:
    """Whether a topic stands in quotation marks, or is in Latin words, whose ends are plain."""
    quoted = text[:start].endswith(("“", '"', "「", "《")) and len(text) > end
    return quoted or text[start:end].isascii()
