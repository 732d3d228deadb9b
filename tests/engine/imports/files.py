"""Small files, loaded as a person would load them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.imports.answers import Answers
from engine.imports.mapping import Mapping, propose_mapping
from engine.imports.reader import Table, read_tables
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.import_company import Imported, import_company

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = "工号,姓名,部门\n" + "".join(f"{n},员工{n},生产部\n" for n in range(1, 31))


def tables(*paths: Path) -> list[tuple[Table, Mapping]]:
    return [(table, propose_mapping(table)) for path in paths for table in read_tables(path)]


def load(
    database: Database,
    folder: Path,
    text: str,
    currency: str | None = None,
    name: str = "file.csv",
    dry_run: bool = False,
    setup: CompanyChange | None = None,
    now: datetime = NOW,
    **answers: Any,
) -> Imported:
    """Load one CSV file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_company(
        database,
        tables(path),
        currency,
        dry_run,
        answers=Answers(**answers),
        setup=setup,
        now=now,
    )


def costs(database: Database, folder: Path, cells: list[str], **more: Any) -> Imported:
    """Thirty people, and a training of the first of them for each cell (quoted if need be)."""
    load(database, folder, PEOPLE)
    return costs_again(database, folder, cells, **more)


def costs_again(
    database: Database, folder: Path, cells: list[str], heading: str = "费用", **more: Any
) -> Imported:
    rows = "".join(f'{n},谈判,2026-03-0{n % 9 + 1},"{cell}"\n' for n, cell in enumerate(cells, 1))
    return load(database, folder, f"工号,课程,培训日期,{heading}\n{rows}", **more)


def home(database: Database, currency: str) -> None:
    change_company(database, CompanyChange(currency=currency))


def paid(result: Imported) -> dict[str, str]:
    """What the store's costs add up to, by currency."""
    return {one.currency: f"{one.amount}" for one in result.total_costs}


def refused(result: Imported) -> list[tuple[int, str]]:
    return [(one.row, one.code) for report in result.reports for one in report.refusals]
