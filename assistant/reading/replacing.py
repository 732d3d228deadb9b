"""What gives way to what: from A to B, not A but B, A, no, B. Of several words the last wins."""

from __future__ import annotations

import re

from assistant.reading.kinds import COUNTS, FIGURES, MONEY, SHARES, alike
from assistant.reading.line import Line, slots_in
from assistant.reading.mention import NEW, OLD

_PLAIN_FIGURES = COUNTS | MONEY | SHARES


def replacing(line: Line) -> dict[int, str]:
    """`old` and `new` by piece. What is old once stays so: A, no, B, no, C."""
    roles: dict[int, str] = {}
    for match in line.matches("replacing"):
        old = slots_in(match, "old")[0]
        number = slots_in(match, "num") + slots_in(match, "goal")
        new = (number or slots_in(match, "new"))[0]
        if not alike(line.pieces[old], line.pieces[new]):
            continue
        if number and line.pieces[new].kind not in _PLAIN_FIGURES:
            continue
        roles[old] = OLD
        roles.setdefault(new, NEW)
    for match in line.matches("replacing", "news"):
        for at in slots_in(match, "new") + _of_kind(line, match, "count", FIGURES):
            roles.setdefault(at, NEW)
        for at in set(slots_in(match, "name")) - set(_of_kind(line, match, "name", FIGURES)):
            roles.setdefault(at, NEW)
    for at in range(len(line.pieces)):
        if line.inside(at, "replacing"):
            roles.setdefault(at, NEW)
    return roles


def _of_kind(line: Line, match: re.Match[str], name: str, kinds: frozenset[str]) -> list[int]:
    return [at for at in slots_in(match, name) if line.pieces[at].kind in kinds]
