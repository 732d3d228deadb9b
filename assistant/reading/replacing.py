"""What gives way to what: from A to B, not A but B, A, no, B. Of several words the last wins."""

from __future__ import annotations

from assistant.reading.kinds import COUNTS, MONEY, SHARES, alike
from assistant.reading.line import Line, slots_in
from assistant.reading.mention import NEW, OLD

_PLAIN_FIGURES = COUNTS | MONEY | SHARES


def replacing(line: Line) -> dict[int, str]:
    """`old` and `new` by piece. What is old once stays so: A, no, B, no, C."""
    roles: dict[int, str] = {}
    for match in line.matches("replacing"):
        old = slots_in(match, "old")[0]
        number = slots_in(match, "num")
        new = (number or slots_in(match, "new"))[0]
        if not alike(line.pieces[old], line.pieces[new]):
            continue
        if number and line.pieces[new].kind not in _PLAIN_FIGURES:
            continue
        roles[old] = OLD
        roles.setdefault(new, NEW)
    for match in line.matches("replacing", "news"):
        roles.setdefault(slots_in(match, "new")[0], NEW)
    return roles
