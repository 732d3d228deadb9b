"""`./peisuan import`: a company's spreadsheets into the store, with a report."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid
from sqlalchemy import make_url

from commands.failure import Failure
from engine.imports.mapping import Mapping, load_mappings, propose_mapping, save_mappings
from engine.imports.reader import Table, read_tables
from engine.imports.report import ImportReport
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.import_company import Imported, import_company
from engine.usecases.store import is_demonstration
from engine.values.errors import InvalidInput

SHOWN = 20
WHY = {
    "empty": "must not be empty",
    "no_date": "is no date",
    "no_number": "is no number",
    "too_long": "is too long",
    "unknown_status": "is no known status",
    "unknown_employee": "is no employee in the store",
    "twice_in_file": "stands twice in the file",
    "out_of_range": "is out of range",
    "no_currency": "has no currency",
}
ADVICE = {
    "file_missing": "{file}: there is no such file.",
    "file_empty": "{file}: the file is empty. Nothing was loaded.",
    "file_unreadable": "{file}: cannot be read as a table ({why}). Save it as CSV (UTF-8) or XLSX.",
    "columns_missing": "{file}: no column was found for {missing} (it looks like {kind}). Say "
    "which they are in a mapping (README: your own spreadsheets). Its columns: {columns}",
    "mapping_unreadable": "{file}: is no mapping ({why}).",
    "mapping_wrong": "the mapping of {file}: kind {kind} with unknown fields {fields}.",
    "mapped_columns_missing": "{file}: the mapping names columns it does not have: {columns}.",
    "no_currency": "the costs carry no currency. Say which with --currency, for example "
    "--currency CNY.",
    "unknown_currency": "{currency} is no currency code; use three capitals such as CNY.",
    "mixed_currencies": "the store holds costs in {first}; these are in {second}.",
}


def import_files(
    files: Annotated[list[Path], typer.Argument(help="CSV or XLSX files")],
    currency: Annotated[str | None, typer.Option(help="of costs without one, such as CNY")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="accept the proposed column mapping")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="report only, store nothing")] = False,
    mapping: Annotated[Path | None, typer.Option(help="a saved (corrected) mapping")] = None,
    save_mapping: Annotated[Path | None, typer.Option(help="write the mapping here")] = None,
) -> None:
    """Load employees, trainings with their costs, and surveys; loading twice changes nothing."""
    try:
        tables = _mapped(files, mapping)
        _show_mapping(tables)
        if save_mapping:
            save_mappings(save_mapping, {table.file: one for table, one in tables})
        if not (yes or dry_run or mapping or _agreed("Load it like this?")):
            raise Failure(
                "nothing was loaded. --yes accepts the mapping; --save-mapping FILE "
                "writes it down to be corrected and given back by --mapping FILE."
            )
        result = _load(tables, _currency(tables, currency), dry_run)
    except InvalidInput as error:
        raise Failure(ADVICE[error.code].format(**error.args_by_name)) from error
    _show(result, dry_run)


def _mapped(files: list[Path], saved: Path | None) -> list[tuple[Table, Mapping]]:
    mappings = load_mappings(saved) if saved else {}
    tables = [table for file in files for table in read_tables(file)]
    return [(table, mappings.get(table.file) or propose_mapping(table)) for table in tables]


def _currency(tables: list[tuple[Table, Mapping]], given: str | None) -> str | None:
    needed = any(one.kind == "trainings" and not one.column("currency") for _, one in tables)
    if given is None and needed and sys.stdin.isatty():
        given = typer.prompt("The costs carry no currency. Which is it (CNY, USD, …)?")
    if given is None:
        return None
    if len(given) != 3 or not given.isalpha():
        raise InvalidInput("unknown_currency", currency=given)
    return given.upper()


def _load(tables: list[tuple[Table, Mapping]], currency: str | None, dry_run: bool) -> Imported:
    settings = Settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.store_url)
    database.migrate()
    if is_demonstration(database):
        database = _beside_the_sample(database, dry_run)
    try:
        return import_company(database, tables, currency, dry_run)
    finally:
        database.dispose()


def _beside_the_sample(database: Database, dry_run: bool) -> Database:
    """An empty store in place of the sample company's, which is set aside, not deleted.

    Raises:
        Failure: on a database server, where a store cannot be moved aside.
    """
    url = make_url(database.url)
    database.dispose()
    if dry_run:
        return _migrated("sqlite://")
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Failure(
            "the store holds the sample company. Set PEISUAN_DATABASE_URL to an empty "
            "database for your own."
        )
    path = Path(url.database)
    aside = path.with_name(f"sample-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
    path.rename(aside)
    for leftover in (f"{path}-wal", f"{path}-shm"):
        Path(leftover).unlink(missing_ok=True)
    print(
        f"The sample company was set aside as {aside.name}. If ./peisuan up is running, "
        "start it again.",
        file=sys.stderr,
    )
    return _migrated(database.url)


def _migrated(url: str) -> Database:
    database = Database(url)
    database.migrate()
    return database


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(question)


def _show_mapping(tables: list[tuple[Table, Mapping]]) -> None:
    console = Console()
    for table, mapping in tables:
        pairs = ", ".join(f"{column} → {field}" for column, field in mapping.columns.items())
        ignored = [column for column in table.columns if column not in mapping.columns]
        console.print(f"[bold]{table.file}[/]: {mapping.kind}, {len(table.cells)} rows")
        console.print(f"  {pairs}", highlight=False, soft_wrap=True)
        if ignored:
            console.print(f"  not used: {', '.join(ignored)}", highlight=False, soft_wrap=True)


def _show(result: Imported, dry_run: bool) -> None:
    console = Console()
    for report in result.reports:
        console.print(
            f"{report.file}: {report.read} rows read, {report.added} added, {report.changed} "
            f"changed, {report.known} known already, {report.refused} refused",
            highlight=False,
            soft_wrap=True,
        )
        _show_refusals(console, report)
    currencies = {row.total.currency for row in result.by_course}
    currency = "/".join(sorted(currencies))
    console.print(
        f"\n{result.employees} employees, {result.participations} participations, "
        f"total cost {result.total_cost:,.2f} {currency}",
        highlight=False,
        soft_wrap=True,
    )
    for title, rows in (("Course", result.by_course), ("Department", result.by_unit)):
        grid = Grid(title, "Participations", "Total", "Per head")
        for row in rows:
            grid.add_row(
                row.name,
                f"{row.participations:,}",
                f"{row.total.amount:,.2f}",
                f"{row.total.per(row.participations).amount:,.2f}",
            )
        console.print(grid)
    if result.outcomes:
        ended = ", ".join(f"{name} {count}" for name, count in sorted(result.outcomes.items()))
        console.print(f"Outcomes: {ended}", highlight=False, soft_wrap=True)
    if dry_run:
        console.print("Dry run: nothing was stored.")


def _show_refusals(console: Console, report: ImportReport) -> None:
    for one in report.refusals[:SHOWN]:
        console.print(
            f"  row {one.row}, {one.column}: {one.value!r} {WHY[one.code]}",
            highlight=False,
            soft_wrap=True,
            markup=False,
        )
    if len(report.refusals) > SHOWN:
        console.print(
            f"  and {len(report.refusals) - SHOWN} more (all are in the store's table "
            "import_refusal)",
            highlight=False,
            soft_wrap=True,
        )
    if report.ambiguous_dates:
        console.print(
            f"  {report.ambiguous_dates} dates could be read both ways; they were read month first",
            highlight=False,
            soft_wrap=True,
        )
