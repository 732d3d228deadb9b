"""Reading what was measured: on which level, before and after, by how many people."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from assistant.deciding.reading import ANY_NUMBER, SHORT
from assistant.statements.wording import pattern, words
from assistant.understanding.patterns import Patterns
from engine.usecases.requests.results import LEVELS

_SAID = Patterns(__file__)
# A grade beside its level's name is no figure: level 2, 第二级.
GRADE = _SAID.compiled("grade")
# Nor is a day: 4月15日, 15 April.
DAY = _SAID.compiled("day")


def level_said(text: str) -> str | None:
    """The level by its number or name, or else by what is measured on it."""
    kinds = words()["result"]["levels"]
    found = {level: pattern(kinds[level]).search(text) for level in LEVELS}
    places = {level: match.start() for level, match in found.items() if match}
    graded = [level for level, match in found.items() if match and GRADE.search(match[0])]
    return next(iter(graded), min(places, key=places.__getitem__, default=None))


def measure_said(text: str) -> str | None:
    """What is measured, in the words of the message."""
    kinds = words()["result"]["measures"]
    found = [match for level in LEVELS if (match := pattern(kinds[level]).search(text))]
    return max((match[0] for match in found), key=len, default=None)


def figures_said(text: str, bare: bool) -> dict[str, Any]:
    """`after` and `before` as plain numbers, whether they are shares, and `n` people; `passed`
    where only so many are said to have passed. `bare`: a number alone is a figure."""
    text = _without_names(text)
    for read in (_before_after, _of_people, _share, _of_all):
        if found := read(text):
            return found
    return _bare(text, bare)


def people_said_of(text: str, bare: bool) -> int | None:
    """Over how many people it was measured."""
    text = _without_names(text)
    found = pattern(words()["result"]["figures"]["people"]).search(text)
    if found:
        return int(next(one for one in found.groups() if one))
    alone = re.fullmatch(r"\s*(\d+)\s*[。.]?\s*", text) if bare else None
    return int(alone[1]) if alone else None


def _without_names(text: str) -> str:
    for one in (ANY_NUMBER, SHORT, GRADE, DAY):
        text = one.sub(" ", text)
    return text


def _figures() -> dict[str, Any]:
    found: dict[str, Any] = words()["result"]["figures"]
    return found


def _compiled(written: str) -> re.Pattern[str]:
    value = _figures()["value"]
    for name in ("before", "after"):
        written = written.replace(f"{{{name}}}", value.replace("{name}", name))
    return pattern(written)


def _before_after(text: str) -> dict[str, Any]:
    for written in _figures()["before_after"]:
        if found := _compiled(written).search(text):
            share = bool(found["before_share"] or found["after_share"])
            figures = {name: _plain(found[name], share) for name in ("before", "after")}
            return {**figures, "share": share}
    return {}


def _of_people(text: str) -> dict[str, Any]:
    for written in _figures()["of_people"]:
        if found := pattern(written).search(text):
            groups = found.groupdict()
            n = int(groups["n"])
            of = int(groups["of"]) if groups.get("of") else n + int(groups["failed"])
            if 0 < of >= n:
                return {"n": of, "passed": n}
    return {}


def _of_all(text: str) -> dict[str, Any]:
    for written in _figures()["of_all"]:
        if found := pattern(written).search(text):
            return {"passed": int(found["n"])}
    return {}


def _share(text: str) -> dict[str, Any]:
    """One percentage is the figure after; said to be of before, it is that one."""
    before = _compiled(_figures()["before"]).search(text)
    for found in _compiled(_figures()["share"]).finditer(text):
        if not found["after_share"]:
            continue
        name = "before" if before and before.end() >= found.end() else "after"
        figure = _plain(found["after"], share=True)
        # A share with nothing beside it says that there is no value of before.
        return {name: figure, "share": True}
    if before:
        return {"before": _plain(before["before"], share=False), "share": False}
    return {}


def _bare(text: str, bare: bool) -> dict[str, Any]:
    """A plain number: after a word for it, or alone where a figure was asked for."""
    found = _compiled(_figures()["mean"]).search(text)
    if found is None and bare:
        found = _compiled(_figures()["alone"]).search(text)
    return {"after": _plain(found["after"], share=False), "share": False} if found else {}


def _plain(number: str, share: bool) -> str:
    value = Decimal(number)
    return str(value / 100 if share else value)
