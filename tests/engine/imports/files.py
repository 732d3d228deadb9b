"""Small files, loaded as a person would load them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import Fate, SheetReport
from engine.policy import load_policy
from engine.queries.import_totals import CostTotal
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import answer_import, begin_import, correct_import
from engine.usecases.imports.load import load_import
from engine.usecases.imports.views import GivenFile, ImportLook
from engine.values.money import Money

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = "工号,姓名,部门\n" + "".join(f"{n},员工{n},生产部\n" for n in range(1, 31))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a load told before it was done."""

    look: ImportLook

    @property
    def reports(self) -> list[SheetReport]:
        return [one.report for one in self.look.sheets]

    @property
    def report(self) -> SheetReport:
        (only,) = self.reports
        return only

    @property
    def total_costs(self) -> tuple[Money, ...]:
        return self.look.totals.total_costs

    @property
    def by_course(self) -> Sequence[CostTotal]:
        return self.look.totals.by_course

    @property
    def by_unit(self) -> Sequence[CostTotal]:
        return self.look.totals.by_unit

    @property
    def employees(self) -> int:
        return self.look.totals.employees

    @property
    def participations(self) -> int:
        return self.look.totals.participations

    @property
    def questions(self) -> list[str]:
        return [one.key for one in self.look.questions]


def give(
    database: Database,
    files: Sequence[GivenFile],
    *,
    answers: Mapping[str, str] | None = None,
    mappings: Sequence[SheetMapping] = (),
    dry_run: bool = False,
    now: datetime = NOW,
) -> Imported:
    """Give files, correct and answer what is said here, and load them."""
    engine = BudgetEngine(database, load_policy(), lambda: now)
    look = engine.perform_as_operator(begin_import, files)
    if mappings:
        look = engine.perform_as_operator(correct_import, look.id, mappings)
    if answers:
        look = engine.perform_as_operator(answer_import, look.id, answers)
    if not dry_run:
        engine.perform_as_operator(load_import, look.id)
    return Imported(look)


def given(*paths: Path) -> list[GivenFile]:
    return [GivenFile(path.name, path.read_bytes()) for path in paths]


def load(
    database: Database,
    folder: Path,
    text: str,
    currency: str | None = None,
    name: str = "file.csv",
    dry_run: bool = False,
    now: datetime = NOW,
    **answers: str,
) -> Imported:
    """Load one CSV file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    said = {**answers, **({"currency": currency} if currency else {})}
    return give(database, given(path), answers=said, dry_run=dry_run, now=now)


def costs(
    database: Database, folder: Path, cells: list[str], dry_run: bool = False, **more: Any
) -> Imported:
    """Thirty people, and a training of the first of them for each cell (quoted if need be)."""
    load(database, folder, PEOPLE)
    return costs_again(database, folder, cells, dry_run=dry_run, **more)


def costs_again(
    database: Database,
    folder: Path,
    cells: list[str],
    heading: str = "费用",
    dry_run: bool = False,
    **more: Any,
) -> Imported:
    rows = "".join(f'{n},谈判,2026-03-0{n % 9 + 1},"{cell}"\n' for n, cell in enumerate(cells, 1))
    return load(database, folder, f"工号,课程,培训日期,{heading}\n{rows}", dry_run=dry_run, **more)


def home(database: Database, currency: str) -> None:
    change_company(database, CompanyChange(currency=currency))


def paid(result: Imported) -> dict[str, str]:
    """What the store's costs add up to, by currency."""
    return {one.currency: f"{one.amount}" for one in result.total_costs}


def refused(result: Imported) -> list[tuple[int, str]]:
    return [(one.row, one.code) for report in result.reports for one in report.refusals]


def counted(result: Imported) -> list[tuple[int, int, int]]:
    """Sheet by sheet the rows that were added, that changed something, that were there."""
    fates = (Fate.ADDED, Fate.CHANGED, Fate.SAME)
    return [
        (added, changed, same)
        for report in result.reports
        for added, changed, same in [tuple(report.count(fate) for fate in fates)]
    ]
