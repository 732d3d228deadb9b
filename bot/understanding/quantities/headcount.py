"""How many people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.quantities.numbers import NUMBER, parse_number
from bot.understanding.quantities.quantity import Quantity

_PEOPLE = (
    r"(?:个人|人次|号人|位同事|名员工|个员工|口人|来号人|个|名|位|人)(?!均|月|小时|工|天|季度|单元|问题|部门|亿|万|"
    r"课程|需求|申请|多月|半月|事|力)"
)
# 一个 is an article more often than one person.
CHINESE = re.compile(
    rf"(?<![第\d.,万千百元块])(?!一个(?!人))(?P<number>{NUMBER})(?P<vague>来|多|几)?\s*{_PEOPLE}"
)
VAGUE = re.compile(
    r"(?:[一二两三四五六七八九]?十几|几十|[一两三四五六七八]{2}十?|十来|几)(?:个|名|位|号)?人?(?=[吧，。,\s]|$|人|个|名|位)"
)
_NOT_PEOPLE = (
    r"(?:days?|hours?|hrs?|weeks?|months?|years?|minutes?|sessions?|courses?|classes|"
    r"requests?|points?|percent|thousand|hundred|million|yuan|dollars|euros?|rmb|cny|usd|eur|"
    r"per|each|times|groups?|of them|pm|am|half|quarters?|stores?|teams?|th|st|nd|rd)"
)
ENGLISH = re.compile(
    rf"(?P<number>(?<![\w.,-])(?:{NUMBER}))\s+(?!{_NOT_PEOPLE}\b)"
    r"(?:of (?:my|our|the) )?(?:(?:new|senior|junior|more|line|shop|sales|store|team|java|"
    r"floor|first-line|front-line|customer|project|account) )?"
    rf"(?!{_NOT_PEOPLE}\b)(?P<noun>people|persons?|pax|heads?|staff|[a-z]{{3,}}s|men|women)\b",
    re.IGNORECASE,
)
OF_THEM = re.compile(
    rf"(?P<number>(?<![\w.,-])(?:{NUMBER}))\s+of\s+(?:them|us|my|our|the)\b", re.IGNORECASE
)
FOR_ENGLISH = re.compile(
    r"(?:\b(?:make it|only|just|for|so|now|back to|down to|up to|headcount(?: of| is)?)\s+(?:the\s+)?)(?P<number>\d{1,7})"
    r"(?=\s*(?:$|[,.!?;]|please|instead|then|now|again|in\b|not\b))",
    re.IGNORECASE,
)

AS_MANY = re.compile(rf"按(?P<number>{NUMBER})(?=报|算|来|做|吧|$)")
NAMED = re.compile(
    rf"人数(?:是|为|改成|改为|调整为|调到|变成|[:：])?\s*(?P<number>{NUMBER})(?!\d*[-到至])"
)


def read_headcount(text: str) -> Iterator[Quantity]:
    """Each headcount in `text`; a vague one (十几个) has no value of its own."""
    for match in VAGUE.finditer(text):
        yield Quantity("vague_headcount", match.start(), match.end(), match.group())
    for pattern in (NAMED, AS_MANY, CHINESE, ENGLISH, OF_THEM, FOR_ENGLISH):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = parse_number(match["number"])
            if value is None:
                continue
            if groups.get("vague"):
                yield Quantity("vague_headcount", match.start(), match.end(), match.group())
            else:
                yield Quantity("headcount", match.start("number"), match.end(), value)
