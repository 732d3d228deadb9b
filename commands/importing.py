"""`./peisuan import`: a company's spreadsheets into the store, with a report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import make_url

from commands.failure import Failure
from commands.import_report import question, report_text
from engine.imports.answers import Answers
from engine.imports.mapping import Mapping, load_mappings, propose_mapping, save_mappings
from engine.imports.reader import Table, read_tables
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange
from engine.usecases.import_company import Imported, import_company
from engine.usecases.store import is_demonstration
from engine.values.errors import InvalidInput

ADVICE = {
    "file_missing": "{file}: there is no such file.",
    "file_empty": "{file}: the file is empty. Nothing was loaded.",
    "file_unreadable": "{file}: cannot be read as a table ({why}). Save it as CSV (UTF-8) or XLSX.",
    "columns_missing": "{file}: no column was found for {missing} (it looks like {kind}). Say "
    "which they are in a mapping (README: your own spreadsheets). Its columns: {columns}",
    "several_costs": "{file}: there are several columns of money: {columns}. Only one of them can be "
    "read. Put all costs into one column (with a column of currencies), or say in a mapping which "
    "one is the cost (README: your own spreadsheets). Nothing was loaded.",
    "mapping_unreadable": "{file}: is no mapping ({why}).",
    "mapping_wrong": "the mapping of {file}: kind {kind} with unknown fields {fields}.",
    "mapped_columns_missing": "{file}: the mapping names columns it does not have: {columns}.",
    "no_currency": "the costs carry no currency ({file}: {rows} rows). Say which with --currency, "
    "for example --currency CNY.",
    "unknown_currency": "{currency} is no currency in use; use its three capitals, such as CNY.",
    "unknown_time_zone": "{time_zone} is no time zone; use a name such as Asia/Shanghai.",
    "unknown_month": "{month} is no month; the fiscal year begins in one from 1 to 12.",
    "company_is_set_up": "the company is set up already. Change its settings with "
    "./peisuan company.",
    "rename_unknown": "--rename {old}={new}: there is no unit {old}.",
    "rename_taken": "--rename {old}={new}: there is a unit {new} already.",
    "rename_wrong": "--rename {given}: say it as OLD=NEW.",
    "day_wrong": "--as-of {given}: say the day as 2026-06-30.",
}
SIGNS = {"point": ".", "comma": ","}
Loads = Callable[[str | None, Answers, CompanyChange, bool], Imported]


def import_files(
    files: Annotated[list[Path], typer.Argument(help="CSV or XLSX files")],
    currency: Annotated[str | None, typer.Option(help="of costs without one, such as CNY")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="accept the proposed column mapping")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="report only, store nothing")] = False,
    mapping: Annotated[Path | None, typer.Option(help="a saved (corrected) mapping")] = None,
    save_mapping: Annotated[Path | None, typer.Option(help="write the mapping here")] = None,
    as_of: Annotated[str | None, typer.Option(help="the day a list of people is of")] = None,
    rename: Annotated[list[str] | None, typer.Option(help="a renamed unit: OLD=NEW")] = None,
    new_unit: Annotated[list[str] | None, typer.Option(help="a unit that is new")] = None,
    reused: Annotated[list[str] | None, typer.Option(help="a number given to another")] = None,
    decimal: Annotated[
        Literal["point", "comma"] | None, typer.Option(help="the decimal sign of the costs")
    ] = None,
    home_currency: Annotated[str | None, typer.Option(help="the company's, such as CNY")] = None,
    time_zone: Annotated[str | None, typer.Option(help="such as Asia/Shanghai")] = None,
    fiscal_year_begins: Annotated[int | None, typer.Option(help="its first month, 1–12")] = None,
) -> None:
    """Load employees, trainings with their costs, and surveys; loading twice changes nothing."""
    try:
        answers = Answers(
            as_of=_day(as_of),
            renamed=dict(_renamed(one) for one in rename or ()),
            new_units=frozenset(new_unit or ()),
            reused=frozenset(reused or ()),
            decimal=SIGNS.get(decimal or ""),
        )
        setup = CompanyChange(
            currency=home_currency.upper() if home_currency else None,
            time_zone=time_zone,
            fiscal_first_month=fiscal_year_begins,
        )
        tables = _mapped(files, mapping)
        print(_mapping_text(tables))
        if save_mapping:
            save_mappings(save_mapping, {table.file: one for table, one in tables})
        accepted = yes or mapping is not None
        _run(tables, currency, answers, setup, accepted, dry_run)
    except InvalidInput as error:
        raise Failure(ADVICE[error.code].format(**error.args_by_name)) from error


def _run(
    tables: list[tuple[Table, Mapping]],
    currency: str | None,
    answers: Answers,
    setup: CompanyChange,
    accepted: bool,
    dry_run: bool,
) -> None:
    """Report, ask what has to be asked, and load what was agreed to."""
    asks = sys.stdin.isatty() and not accepted and not dry_run
    load = _loader(tables)
    if accepted and not dry_run:
        print(report_text(load(currency, answers, setup, False), dry_run=False))
        return
    if asks:
        currency, setup, answers = _asked(load, currency, setup, answers)
    print(report_text(load(currency, answers, setup, True), dry_run))
    if dry_run:
        return
    if not (asks and typer.confirm("Load it like this?")):
        raise Failure(
            "nothing was loaded. --yes accepts the mapping; --save-mapping FILE "
            "writes it down to be corrected and given back by --mapping FILE."
        )
    load(currency, answers, setup, False)
    print("Loaded.")


def _asked(
    load: Loads, currency: str | None, setup: CompanyChange, answers: Answers
) -> tuple[str | None, CompanyChange, Answers]:
    """What only the person knows: the currency, the company's settings at the first import, and
    what the files leave open."""
    try:
        found = load(currency, answers, setup, True)
    except InvalidInput as error:
        if error.code != "no_currency":
            raise
        currency = typer.prompt("The costs carry no currency. Which is it (CNY, USD, …)?")
        found = load(currency, answers, setup, True)
    if found.is_first:
        setup = _asked_company(found, setup)
        found = load(currency, answers, setup, True)
    for report in found.reports:
        for one in report.questions:
            if typer.confirm(f"{question(one)}\nIs it so?"):
                answers = _answered(answers, one.code, one.args["new"], dict(one.args))
            elif one.code == "unit_renamed" and typer.confirm(f"Is {one.args['new']} new?"):
                answers = replace(answers, new_units=answers.new_units | {one.args["new"]})
    return currency, setup, answers


def _answered(answers: Answers, code: str, new: str, args: dict[str, str]) -> Answers:
    if code == "unit_renamed":
        return replace(answers, renamed={**answers.renamed, args["old"]: new})
    return replace(answers, reused=answers.reused | {args["emp_no"]})


def _asked_company(found: Imported, setup: CompanyChange) -> CompanyChange:
    """The settings that were not given; the one currency of the files is proposed."""
    paid = [one.currency for one in found.total_costs]
    company = found.company
    likely = paid[0] if len(paid) == 1 else company.currency
    month = company.fiscal.first_month
    return CompanyChange(
        currency=setup.currency or typer.prompt("The company's home currency", likely).upper(),
        time_zone=setup.time_zone or typer.prompt("Its time zone", company.time_zone),
        fiscal_first_month=setup.fiscal_first_month
        or typer.prompt("The first month of its fiscal year", month, type=int),
    )


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InvalidInput("day_wrong", given=given) from error


def _renamed(given: str) -> tuple[str, str]:
    old, equals, new = (part.strip() for part in given.partition("="))
    if not (old and equals and new):
        raise InvalidInput("rename_wrong", given=given)
    return old, new


def _mapped(files: list[Path], saved: Path | None) -> list[tuple[Table, Mapping]]:
    mappings = load_mappings(saved) if saved else {}
    tables = [table for file in files for table in read_tables(file)]
    return [(table, mappings.get(table.file) or propose_mapping(table)) for table in tables]


def _loader(tables: list[tuple[Table, Mapping]]) -> Loads:
    def load(
        currency: str | None, answers: Answers, setup: CompanyChange, dry_run: bool
    ) -> Imported:
        database = _store(dry_run)
        try:
            return import_company(
                database,
                tables,
                currency,
                dry_run,
                answers=answers,
                setup=setup,
                now=datetime.now(UTC),
            )
        finally:
            database.dispose()

    return load


def _store(dry_run: bool) -> Database:
    settings = Settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.store_url)
    database.migrate()
    return _beside_the_sample(database, dry_run) if is_demonstration(database) else database


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


def _mapping_text(tables: list[tuple[Table, Mapping]]) -> str:
    lines = []
    for table, mapping in tables:
        pairs = ", ".join(f"{column} → {field}" for column, field in mapping.columns.items())
        ignored = [column for column in table.columns if column not in mapping.columns]
        lines += [f"{table.file}: {mapping.kind}, {len(table.cells)} rows", f"  {pairs}"]
        if ignored:
            lines.append(f"  not used: {', '.join(ignored)}")
    return "\n".join(lines)
