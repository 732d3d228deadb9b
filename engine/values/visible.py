"""People's words as they are seen: nothing in them is invisible, turns a line round, or begins
another one.

A right-to-left override shows "gpj.exe" as "exe.jpg", a line break begins a line that the
assistant never said, a terminal's escape wipes out what stood before. None of them is a letter of
any word; what joins letters (of Persian, of Indic scripts, of emoji) is kept where it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Controls, formats, halves of characters, separators of lines and paragraphs. Rare surnames stand
# in the private area, or are newer than Python's tables: both draw something.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# What draws nothing, though it is a letter or a mark by its category or nothing yet.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufdd0-\ufdef\uffa0\ufff0-\ufff8"
    "\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
NON_JOINER, JOINER, EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
VIRAMA = 9
# Marks upon one letter: no script stacks more, and a tower of them covers the lines around it.
MOST_MARKS = 8
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_AROUND = re.compile(r" *\n[ \n]*")


def visible(text: str) -> str:
    """`text` as it is seen; its lines stay."""
    if not text.replace("\n", "").isprintable() or _BLANK.search(text):
        lines = _BLANK.sub("", _BREAKS.sub("\n", text.replace("\t", " ")))
        text = "".join(one for at, one in enumerate(lines) if one == "\n" or _is_seen(lines, at))
    return "".join(_without_towers(text)) if any(map(unicodedata.combining, text)) else text


def one_line(text: str) -> str:
    """The same as a part of somebody's line: breaks are spaces."""
    return _AROUND.sub(" ", visible(text))


def escaped(text: str) -> str:
    """`text` in one line of a log, where it must be seen what was unseen."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def _without_towers(text: str) -> Iterator[str]:
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.category(one) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            yield one


def _is_seen(text: str, at: int) -> bool:
    if text[at] in (JOINER, NON_JOINER):
        return 0 < at < len(text) - 1 and _joins(text[at], text[at - 1])
    return unicodedata.category(text[at]) not in UNSEEN


def _joins(joiner: str, before: str) -> bool:
    """Whether a joiner makes a difference that can be seen after that."""
    if unicodedata.combining(before) == VIRAMA:
        return True
    if joiner == NON_JOINER:
        return unicodedata.bidirectional(before) == "AL"
    return before == EMOJI_STYLE or unicodedata.category(before) in {"So", "Sk"}
