"""Mapped sheets into the store, in the order in which they need each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from engine.access import Right, scope
from engine.access.rights import roles_with
from engine.imports.collecting import uncollected
from engine.imports.costs import MoneyRules
from engine.imports.kinds.kind import Kind, kinds
from engine.imports.loading.columns_lacking import ask_for_columns
from engine.imports.loading.run import Loader, Run
from engine.imports.loading.scale import scaled, waits
from engine.imports.questions import Question
from engine.imports.reading.filling import filled
from engine.imports.reading.rows import DAY_ORDERS, OPEN_DAY, Rows
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import Fate, SheetReport
from engine.queries.company import whole_company
from engine.values.errors import InvalidInput

Mapped = tuple[Table, SheetMapping]
# Where the month is usually written first.
AMERICA = "America/"


@uncollected()
def load_sheets(run: Run, sheets: Sequence[Mapped]) -> list[SheetReport]:
    """Load all of them in the run's transaction; the reports come in the order of `sheets`.

    Raises:
        InvalidInput: a mapping names columns that its sheet does not have; a sheet would lose
            rows or money without a word (a fault of ours: nothing is loaded then).
    """
    order = sorted(range(len(sheets)), key=lambda at: _order(sheets[at][1]))
    reports = {at: _load(run, *sheets[at]) for at in order}
    for act in run.afterwards:
        act()
    return [reports[at] for at in range(len(sheets))]


def _order(mapping: SheetMapping) -> int:
    return kinds()[mapping.kind].order if mapping.kind else 0


def _load(run: Run, table: Table, mapping: SheetMapping) -> SheetReport:
    report = SheetReport(
        file=table.file, sheet=table.sheet, kind=mapping.kind or "", part=table.part
    )
    table = filled(table, mapping)
    report.facts += table.facts
    if mapping.kind is None:
        return report
    _require_columns(table, mapping)
    kind = kinds()[mapping.kind]
    if not _may(run, kind):
        return _left_to_others(run, table, kind, report)
    table = scaled(run, kind, table, mapping, report)
    if waits(report):
        return report
    rows = Rows(
        table=table,
        mapping=mapping,
        kind=kind,
        report=report,
        rules=MoneyRules(run.company.currency, run.currency, run.decimal),
        answers=run.answers,
    )
    loader = _loader(kind, run, report)
    for row in rows:
        loader.take(row)
        if not row.ok and report.fates.get(row.number) is Fate.REFUSED:
            row.refuse_the_rest()
    loader.finish()
    run.writer.settle()
    _ask_of_amounts(run, report)
    ask_for_columns(run, table, mapping, kind, report)
    _require_conservation(table, report)
    return report


def _may(run: Run, kind: Kind) -> bool:
    """Some kinds (budgets, invoices, wages) are for others than those who load people."""
    held = scope(run.actor, Right(kind.right))
    return whole_company(run.session).startswith(held)


def _left_to_others(run: Run, table: Table, kind: Kind, report: SheetReport) -> SheetReport:
    report.read = len(table)
    for number in table.numbers:
        report.took(number, Fate.LEFT_OUT)
    roles = [role.value for role in roles_with(run.actor, Right(kind.right))]
    report.facts.append(Fact("for_others", {"roles": roles}))
    return report


def _loader(kind: Kind, run: Run, report: SheetReport) -> Loader:
    """The class `Loader` of the kind's module."""
    module = import_module(f"engine.imports.loading.{kind.loader}")
    return cast(Loader, module.Loader(run, report))


def _ask_of_amounts(run: Run, report: SheetReport) -> None:
    """What is the matter with many amounts at once is settled by one answer."""
    lacking = Counter(one.code for one in report.refusals)
    home = run.company.currency
    for code, asked, options in (
        ("no_currency", "currency", ()),
        ("decimal_unclear", "decimal", (".", ",")),
    ):
        if rows := lacking[code]:
            proposed = home if asked == "currency" else None
            report.ask(Question(code=asked, options=options, proposed=proposed, rows=rows))
    unclear = [*report.refusals, *report.cells_left_out]
    if rows := len({one.row for one in unclear if one.code == OPEN_DAY}):
        example = next(one.value for one in unclear if one.code == OPEN_DAY)
        proposed = "month_first" if run.company.time_zone.startswith(AMERICA) else "day_first"
        report.ask(
            Question(
                code="day_order",
                args={"example": example, "rows": rows},
                options=tuple(DAY_ORDERS),
                proposed=proposed,
                rows=rows,
            )
        )


def _require_columns(table: Table, mapping: SheetMapping) -> None:
    used = [one.column for one in mapping.fields if one.column is not None]
    missing = [column for column in used if column not in table.headings]
    if missing:
        raise InvalidInput(
            "mapped_columns_missing", file=table.file, sheet=table.sheet, columns=missing
        )


def _require_conservation(table: Table, report: SheetReport) -> None:
    """Every row became something, and all money that could be read is where the report says."""
    lost = [number for number in table.numbers if number not in report.fates]
    amiss = {
        currency: amount - report.accounted(currency)
        for currency, amount in report.in_file.items()
        if amount != report.accounted(currency)
    }
    if lost or amiss:
        raise InvalidInput(
            "import_not_conserved",
            file=table.file,
            sheet=table.sheet,
            rows=lost[:20],
            amounts={currency: str(amount) for currency, amount in amiss.items()},
        )
