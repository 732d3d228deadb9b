"""How a question asks for parts, names, and those who lack something."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.capabilities import CAPABILITIES
from assistant.language import compiled, read_toml
from assistant.understanding.taken import took

WORDS = Path(__file__).with_name("words.toml")
# The question about people's levels: who lacks what, and where.
LEVELS = next(one.name for one in CAPABILITIES.values() if one.explained_by == "skill_gap")
# Who has, lacks or took what; what was held; what was held and is planned, by its days.
PEOPLE, HISTORY, CALENDAR = (
    next(one.name for one in CAPABILITIES.values() if one.exports == kind)
    for kind in ("people", "history", "calendar")
)
# Parts of a unit by which a question may be split.
PARTS = ("team", "unit")


def says(what: str, text: str) -> bool:
    return any(took(pattern.search(text)) for pattern in _patterns(what))


def spans(what: str, text: str) -> list[tuple[int, int]]:
    """Where it says so."""
    return [match.span() for pattern in _patterns(what) for match in pattern.finditer(text)]


def part_said(text: str) -> str | None:
    """By which parts of a unit it is split."""
    return next((one for one in PARTS if says(one, text)), None)


@cache
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    return compiled(read_toml(WORDS), what)
