"""What a KPI is counted in, and which way is better: as the file says, as its name tells, else as
somebody answers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from engine.analysis.kpi import HIGHER, LOWER
from engine.imports.amounts import plain
from engine.imports.loading.run import Run
from engine.imports.questions import Question
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport

DIRECTIONS = (HIGHER, LOWER)
COUNT = "count"
UNITS = ("share", COUNT, "money", "hours", "days", "score")
DIRECTION = "kpi_direction"
# An abbreviation, rather than a part of a word.
FEW_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Nature:
    unit: str
    direction: str


@dataclass(slots=True)
class KpiNatures:
    """Decides for new KPIs; what nothing tells is asked, and its rows wait."""

    run: Run
    report: SheetReport
    _waiting: dict[str, set[int]] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def of(self, row: Row, name: str, unit: str | None, direction: str | None) -> Nature | None:
        """`unit` and `direction` are what the row says of them."""
        better = direction or self.run.answers.to(DIRECTION, name) or told(name, "direction")
        if better not in DIRECTIONS:
            self._waiting.setdefault(name, set()).add(row.number)
            self.report.took(row.number, Fate.LEFT_OUT)
            row.ok = False
            return None
        counted = unit or told(name, "unit") or COUNT
        if name not in self._told and not (unit and direction):
            self._told.add(name)
            self.report.remark(
                "kpi_read_as", row.number, kpi=name, counted_in=counted, direction=better
            )
        return Nature(counted, better)

    def ask(self) -> None:
        for name, rows in self._waiting.items():
            self.report.ask(
                Question(
                    code=DIRECTION,
                    subject=name,
                    args={"kpi": name},
                    options=DIRECTIONS,
                    rows=len(rows),
                )
            )


def unit_said(row: Row, name: str) -> str | None:
    """What a row says that a KPI is counted in, if that is a unit that matters; any other (tons,
    pieces) is a count."""
    spelt = row.rows.kind.words[name]
    said = plain(row.raw(name))
    return next((unit for unit, words in spelt.items() if said in words), None)


def told(name: str, what: str) -> str | None:
    """What the words of a name say of its direction or unit; none where they say two things, or
    nothing."""
    said = plain(name)
    words = _words()[what]
    found = {word: value for word, value in words.items() if _stands_in(said, word)}
    longest = {
        word: value
        for word, value in found.items()
        if not any(word in other and word != other for other in found)
    }
    if what == "direction":
        if any(said.endswith(word) and word in longest for word in _list("deciding")):
            return HIGHER
        if any(word in said for word in _list("turning")):
            return None
    values = set(longest.values())
    if what == "unit" and len(values) > 1:
        # The last word of a name says what it is: 成本占比 is a share.
        return longest[max(longest, key=lambda word: (said.rfind(word) + len(word), len(word)))]
    return values.pop() if len(values) == 1 else None


def _stands_in(name: str, word: str) -> bool:
    """Whether a name has a word; one of few letters has to stand on its own (sla, not translated)."""
    if not word.isascii() or len(word) > FEW_LETTERS:
        return word in name
    return re.search(rf"(?<![^\W\d_]){re.escape(word)}s?(?![^\W\d_])", name) is not None


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    read = _read()
    return {
        "unit": {word: unit for unit, words in read["unit"].items() for word in words},
        "direction": {word: one for one in DIRECTIONS for word in read["direction"][one]}
        | dict.fromkeys(read["direction"]["deciding"], HIGHER),
    }


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(_read()["direction"][name])


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "kpi_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
