"""What stands around a time: up to it, from it on, without it, instead of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

BEFORE, AFTER, WITHIN, FROM, UNTIL, SINCE = "before", "after", "within", "from", "until", "since"

# Words after a time. 前 excludes a month that it follows, 为止 includes it.
_FOLLOWING = [
    (BEFORE, r"(?:之前|以前|前)(?!年|期|面|天|三|两|几|后|半|端|台|往|景|提|来|期)"),
    (UNTIL, r"(?:为止|截止|止)"),
    (AFTER, r"(?:之后|以后|过后|过完|后)(?!天|年|期|面|台|勤|续|备|端|进|悔|半|来)"),
    (SINCE, r"(?:以来|至今|到现在|到目前)"),
    (FROM, r"(?:开始|起)(?!来|码|步|重|草|诉|点|床)"),
    (WITHIN, r"(?:之内|以内|内)(?!部|容|训|审|勤|控)"),
    (FROM, r"\s(?:onwards?|on(?=[.,;]|$))"),
]
_PRECEDING = [
    (BEFORE, r"(?:早于|赶在)\s?$"),
    (
        UNTIL,
        r"(?:不晚于|不迟于|最晚(?:在|到)?|最迟(?:在|到)?|截至|截止(?:到|日期?(?:是|为)?)?|(?:不|别|不能|不要|不得|勿)(?:晚于|迟于|超过|拖过|晚过))\s?$",
    ),
    (SINCE, r"自从\s?$|\bsince\s(?:the\s)?$"),
    (FROM, r"(?:不早于|最早(?:在|从)?|自|从)\s?$"),
    (AFTER, r"(?<!不)(?:晚于|迟于)\s?$"),
    (
        UNTIL,
        r"\b(?:(?:no|not) later than|by|until|till|up to|not after|at the latest|deadline(?: is)?|due(?: on| by)?)\s(?:the\s)?$",
    ),
    (BEFORE, r"\b(?:before|ahead of|prior to|earlier than)\s(?:the\s)?$"),
    (
        FROM,
        r"\b(?:from|starting(?: from| in| on)?|as of|as from|beginning(?: in| on)?|no earlier than|not before|not earlier than|from the)\s(?:the\s)?$",
    ),
    (AFTER, r"\b(?:after|later than|past)\s(?:the\s)?$"),
    (WITHIN, r"\bwithin\s(?:the\s)?$"),
]
_STANDING = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FOLLOWING]
_LEADING = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PRECEDING]
LONGEST = 40
_EXCLUDED_BEFORE = re.compile(
    r"(?:(?:不要|(?<![分特个类级差])别|不能|不想|不可以|避开|绕开|除了|除|(?<!是)不是|并非)(?:安排|放|排|定|选|约|开|办|搞)?(?:在|到|是)?|(?<![从并])不在|不放在?|不选)\s?$|"
    r"\b(?:(?<!why\s)not(?:\s(?:in|on|during|for|at))?|except(?:\s(?:for|in))?|anything but|any (?:time|month|day) (?:but|except)(?: in)?|instead of|rather than(?: in)?|avoid(?:ing)?|other than|excluding|but not(?: in)?|apart from|can['’]?t (?:do|make)|cannot (?:do|make)|no training in|don['’]t want(?: it)?(?: in)?|isn['’]t)\s(?:the\s)?$",
    re.IGNORECASE,
)
_EXCLUDED_AFTER = re.compile(
    r"(?:份)?(?:肯定|实在|也|都|恐怕|可能|是|就)?(?:不行|不可以|不好(?=去|办|排|开|弄|安排)|不方便|不合适|不能|没空|没时间|来不及|太忙|排不开|排不上|除外|不要|不开|不办|太早|太晚|太赶)|"
    r"(?:以|之)外|"
    r"\s(?:does not|doesn['’]?t|will not|won['’]?t|would not|wouldn['’]?t|can not|can['’]?t)\s(?:work|do|suit|fit)|"
    r"\s(?:is|are)\s(?:not (?:possible|good|ok|okay|convenient)|impossible|out\b|too (?:busy|early|late|soon)|full\b|no good|taken)|\sis excluded|\sexcluded|\sexcepted",
    re.IGNORECASE,
)
# 4月改到6月: what was is not meant any more.
_REPLACED = re.compile(
    r"\s?(?:的)?(?:培训|课)?(?:改成|改到|改为|改在|改|换成|换到|挪到|移到|推到|推迟到|推迟至|延到|延期到|延期至|提前到|提到|调到|调整到|调整为|变成|->|→|=>)(?:了)?\s?|"
    r"\s?(?:instead of|rather than|and not|not)\s(?:in\s)?",
    re.IGNORECASE,
)
# Said wrong, and at once said right.
_CORRECTED = re.compile(
    r"[^。；;.!?！？]{0,20}(?:不对|错了|写错|说错|记错|应该是|\bscratch that|\bno,? wait|\bsorry|\bi mean(?:t)?|\bmake that)[，, ]{0,2}[^。；;.!?！？\d]{0,12}",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(
    r"(?:\b(?:mov|postpon|shift|push|chang|reschedul|bring|brought|delay|put)\w*\b[^.;!?。；]{0,40}\bfrom\s$)|(?:(?:改|挪|移|推|调|换|提前|延)[^。；]{0,6}从\s?$)",
    re.IGNORECASE,
)
_CONNECTED = re.compile(
    r"\s?(?:到|至|-|–|—|~|～|一直到|直到|to|through|thru|until|till|up to)\s?(?:the\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s?(?:and|和|与|跟)\s?(?:the\s)?", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\bbetween\s(?:the\s)?$|介于\s?$|在\s?$", re.IGNORECASE)
_LISTED = re.compile(r"\s?(?:、|，|,|和|或者?|或是|跟|及|/|and|or)?\s?", re.IGNORECASE)
_EACH_ITS_OWN = re.compile(
    r"(?:分别|各自|依次)(?:是|为)?(?:安排|定|放|排|开|办)?(?:在|于|到)?\s?$|\brespectively(?:\s(?:in|for|on))?\s$",
    re.IGNORECASE,
)
_IN_TURN = re.compile(
    r"\s?(?:各自|分别)?(?:依次)?(?:办|开|进行|举行)?(?:,?\s(?:respectively|in that order|in turn)\b)|\s?(?:分别|依次)(?:办|开|进行|举行)?",
    re.IGNORECASE,
)
# The time that runs still: from April until now.
NOW = re.compile(
    r"\s?(?:到|至|一直到|to|until|till|up to)\s?(?:现在|今天|目前|今日|now|today|date\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bound:
    """Which way, and where the words begin and end that say it."""

    name: str
    start: int
    end: int


def bound_of(text: str, start: int, end: int) -> Bound | None:
    """The bound that a time from `start` to `end` is, by the words around it."""
    following = _first(((name, pattern.match(text, end)) for name, pattern in _STANDING))
    begin = max(0, start - LONGEST)
    leading = _first(((name, pattern.search(text, begin, start)) for name, pattern in _LEADING))
    if following and leading:
        # 从4月起, 自4月以来: what follows says more.
        return Bound(following[0], leading[1].start(), following[1].end())
    if following:
        return Bound(following[0], start, following[1].end())
    return Bound(leading[0], leading[1].start(), end) if leading else None


Tried = tuple[str, "re.Match[str] | None"]


def _first(tried: Iterable[Tried]) -> tuple[str, re.Match[str]] | None:
    return next(((name, match) for name, match in tried if match), None)


def is_excluded(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LONGEST) : start]
    return bool(_EXCLUDED_BEFORE.search(before) or _EXCLUDED_AFTER.match(text, end))


def replaces(between: str, before: str) -> str | None:
    """Which of two times that have `between` between them is not meant: first or second."""
    if match := _REPLACED.fullmatch(between):
        return (
            "second" if re.match(r"\s?(?:instead|rather|and not|not)", match.group()) else "first"
        )
    if _CORRECTED.fullmatch(between):
        return "first"
    if _MOVED_FROM.search(before[-2 * LONGEST :]) and _CONNECTED.fullmatch(between):
        return "first"
    return None


def connects(between: str, before: str) -> bool:
    """Whether two times with that between them are the two ends of one."""
    if _CONNECTED.fullmatch(between):
        return True
    return bool(_BETWEEN.fullmatch(between) and _BETWEEN_BEFORE.search(before[-12:]))


def respectively(before: str, after: str) -> bool:
    """Whether several times are told apart, each for one of several things."""
    return bool(_EACH_ITS_OWN.search(before) or _IN_TURN.match(after))


def lists(between: str) -> bool:
    return bool(_LISTED.fullmatch(between))
