"""The units of a whole table: what its cells say together of companies, levels and paths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.imports.questions import Answers, Question
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport
from engine.imports.values.spelling import folded, unit_key
from engine.imports.values.unit_paths import Paths
from engine.imports.values.units import Said, Units

COMPANY, UNIT = "company", "unit"
LISTED = re.compile(r"\s*[,;、]\s*")
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCells:
    """What a row says of a unit: its company, the names of its levels, its name or path, its
    code."""

    company: str = ""
    levels: tuple[str, ...] = ()
    unit: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.levels or self.unit or self.code)


def unit_cells(row: Row, *, unit: str, code: str, levels: tuple[str, ...]) -> UnitCells:
    """The cells of a row, by the names of its kind's fields."""
    names = (folded(row.raw(level)) for level in levels)
    return UnitCells(
        company=folded(row.raw("company")),
        levels=tuple(name for name in names if name),
        unit=folded(row.raw(unit)),
        code=folded(row.raw(code)),
    )


def read_units(
    counts: Counter[UnitCells], units: Units, report: SheetReport, answers: Answers
) -> Mapping[UnitCells, Said | None]:
    """What all different cells mean (`counts` says in how many rows they stand); None for those
    that wait for an answer."""
    own = _own_units(counts, units, report)
    paths = Paths([own.get(cells.unit, cells.unit) for cells in counts], units.is_known)
    waiting = _settle_slashes(paths, counts, report, answers)
    found = {}
    for cells in filter(None, counts):
        unit = own.get(cells.unit, cells.unit)
        found[cells] = None if unit in waiting else _said(replace(cells, unit=unit), paths)
    if _settle_top(found, counts, units, report, answers):
        return found
    return dict.fromkeys(found)


def _own_units(counts: Counter[UnitCells], units: Units, report: SheetReport) -> Mapping[str, str]:
    """Of cells with several units the first, where each of them is met elsewhere on its own."""
    alone = {cells.unit for cells in counts if not LISTED.search(cells.unit)}
    own = {}
    for cells in counts:
        parts = [part for part in LISTED.split(cells.unit) if part]
        if len(parts) > 1 and all(one in alone or units.is_known(one) for one in parts):
            own[cells.unit] = parts[0]
            report.remark("several_units", said=cells.unit, taken=parts[0])
    return own


def _settle_slashes(
    paths: Paths, counts: Counter[UnitCells], report: SheetReport, answers: Answers
) -> frozenset[str]:
    """Asks once whether slashes part units where nothing proves it; the texts that wait."""
    if paths.kept is not None:
        report.remark("slash_in_name", name=paths.kept)
    unclear = paths.unclear
    if not unclear:
        return unclear
    said = answers.to("unit_paths")
    if said == "yes":
        paths.trust_slashes()
    elif said is not None:
        paths.trust_names()
    else:
        rows = sum(times for cells, times in counts.items() if cells.unit in unclear)
        args = {"example": min(unclear), "names": len(unclear)}
        report.ask(Question(code="unit_paths", args=args, options=YES_NO, rows=rows))
    return paths.unclear


def _said(cells: UnitCells, paths: Paths) -> Said:
    parts = paths.parts(cells.unit)
    names = _once(_joined(cells.levels, parts))
    company = (cells.company,) if cells.company else ()
    if company and [unit_key(name) for name in names[:1]] != [unit_key(cells.company)]:
        names = company + names
    return Said(names, bool(cells.levels or len(parts) > 1), cells.code)


def _joined(levels: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    """Levels and the unit beside them, which may be the last level, any of them, or below."""
    if not levels or not parts:
        return levels or parts
    keys, below = [unit_key(one) for one in levels], [unit_key(one) for one in parts]
    if len(parts) == 1:
        return levels if below[0] in keys else levels + parts
    return parts if keys[0] in below else levels + parts


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without levels that only repeat the one above."""
    kept: list[str] = []
    for name in names:
        if not kept or unit_key(kept[-1]) != unit_key(name):
            kept.append(name)
    return tuple(kept)


def _settle_top(
    found: Mapping[UnitCells, Said | None],
    counts: Counter[UnitCells],
    units: Units,
    report: SheetReport,
    answers: Answers,
) -> bool:
    """Where every path begins alike, that is the company itself: said, and asked about where
    known units lie otherwise. Whether it is settled."""
    paths = [said.names for said in found.values() if said is not None and said.names]
    top = _common_top(paths)
    if top is None or units.is_top(top) or units.is_right_below(top):
        return True
    said = answers.to("unit_top", top)
    if said is None and units.are_there and not _fits(paths, units):
        rows = sum(counts.values())
        options = (COMPANY, UNIT)
        args = {"name": top}
        report.ask(Question(code="unit_top", subject=top, args=args, options=options, rows=rows))
        return False
    if said != UNIT:
        codes = [one.code for one in found.values() if one is not None and one.names == (top,)]
        units.call_top(top, *codes[:1])
        report.remark("unit_top", name=top)
    return True


def _common_top(paths: list[tuple[str, ...]]) -> str | None:
    """The first name of all paths, of which there are several."""
    firsts = {unit_key(names[0]) for names in paths}
    if len(firsts) != 1 or len({names for names in paths if len(names) > 1}) < 2:
        return None
    return paths[0][0]


def _fits(paths: list[tuple[str, ...]], units: Units) -> bool:
    """Whether a known unit right below the company is below the name, too."""
    return any(units.is_right_below(names[1]) for names in paths if len(names) > 1)
