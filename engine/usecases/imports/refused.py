"""The rows that a load did not take, to be mended and given again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.imports.shape.table import Table
from engine.imports.sheet_report import Refusal
from engine.store.tables import ImportBatch, ImportLoad, ImportRefusal
from engine.usecases.context import Context
from engine.usecases.imports.drafts import DRAFT, find_load, found_in, require_importer
from engine.usecases.imports.looking import look_at


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row as it stands in the file, and what of it was not taken."""

    number: int
    cells: tuple[str, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSheet:
    file: str
    sheet: str
    kind: str
    headings: tuple[str, ...]
    rows: tuple[RefusedRow, ...]


def refused_rows(context: Context, load_id: int) -> tuple[RefusedSheet, ...]:
    """Of a draft what would be refused, of a load what was; sheets without any are left out.

    Raises:
        InvalidInput: its files are not kept any more.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id)
    tables = found_in(context.session, load).tables
    refusals = _of_draft(context, load) if load.state == DRAFT else _of_load(context, load)
    return tuple(_sheets(tables, refusals))


Place = tuple[str, str, str]


def _of_draft(context: Context, load: ImportLoad) -> dict[Place, list[Refusal]]:
    return {
        (one.file, one.sheet, one.report.kind): [
            *one.report.refusals,
            *one.report.cells_left_out,
        ]
        for one in look_at(context, load).sheets
    }


def _of_load(context: Context, load: ImportLoad) -> dict[Place, list[Refusal]]:
    rows = context.session.execute(
        select(ImportBatch.file, ImportBatch.sheet, ImportBatch.kind, ImportRefusal)
        .join(ImportRefusal, ImportRefusal.batch_id == ImportBatch.id)
        .where(ImportBatch.load_id == load.id)
        .order_by(ImportRefusal.id)
    )
    found: dict[Place, list[Refusal]] = defaultdict(list)
    for file, sheet, kind, one in rows:
        refusal = Refusal(one.row, one.column, one.value, one.code)
        found[file, sheet or "", kind].append(refusal)
    return found


def _sheets(
    tables: Sequence[Table], refusals: dict[Place, list[Refusal]]
) -> Iterator[RefusedSheet]:
    for (file, sheet, kind), found in refusals.items():
        by_row: dict[int, list[Refusal]] = defaultdict(list)
        for one in found:
            by_row[one.row].append(one)
        for table in tables:
            if (table.file, table.sheet) != (file, sheet):
                continue
            rows = tuple(
                RefusedRow(number, tuple(c[at] for c in table.columns), tuple(by_row[number]))
                for at, number in enumerate(table.numbers)
                if number in by_row
            )
            if rows:
                headings = tuple(table.headings)
                yield RefusedSheet(file=file, sheet=sheet, kind=kind, headings=headings, rows=rows)
