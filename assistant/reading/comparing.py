"""Against what something is held: than sales, vs last year, 跟去年比."""

from __future__ import annotations

from assistant.reading.kinds import FIGURES
from assistant.reading.line import Line, slots_in

# Two measures that are told apart are both what is asked.
_ASKED = ("measure", "state")


def comparing(line: Line) -> set[int]:
    """More than 20 is a bound and no comparison; more than sales is one."""
    found = {at for at in range(len(line.pieces)) if line.inside(at, "comparing")}
    for match in line.matches("comparing"):
        found.update(slots_in(match, "cmp") + slots_in(match, "both"))
        for name in ("name", "when"):
            found.update(at for at in slots_in(match, name) if line.pieces[at].kind not in FIGURES)
    return {at for at in found if line.pieces[at].kind not in _ASKED}
