"""Rows that are refused, or say nothing, for want of a column: which one it is, is asked; and
columns that nobody knows are told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.imports.kinds.kind import Kind, Wanted
from engine.imports.loading.run import Run
from engine.imports.recognising.assigning import View
from engine.imports.recognising.headings import is_heading
from engine.imports.recognising.known import Known
from engine.imports.recognising.lacking import unknown_columns, which_column
from engine.imports.recognising.unclear import holds_money
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport

EMPTY = "empty"
# From this share of the rows on.
MANY = 0.5
# Of a column, so many cells are shown, and so much of each.
EXAMPLES, LONGEST = 3, 30


def ask_for_columns(
    run: Run, table: Table, mapping: SheetMapping, kind: Kind, report: SheetReport
) -> None:
    """Ask for fields that no column holds, if an unknown one could; tell of columns that nobody
    knows, and of rows that said nothing."""
    if not len(table):
        return
    view = View(table, Known())
    for names in _lacking(kind, mapping, table, report):
        question = which_column(kind, names, view, mapping, run.answers)
        if question is not None:
            report.ask(question)
    left_out = report.count(Fate.LEFT_OUT)
    if left_out >= MANY * len(table) and not (report.questions or report.remarks):
        report.remark("rows_left_out", rows=left_out)
    _tell_of_unknown(view, mapping, report)


def _tell_of_unknown(view: View, mapping: SheetMapping, report: SheetReport) -> None:
    """Money that nothing reads, and columns whose headings nobody knows, may be what somebody
    wanted."""
    asked = {one for question in report.questions for one in question.options}
    unused = [one for one in unknown_columns(view, mapping) if one not in asked]
    money = [one for one in unused if holds_money(view, one)]
    for heading in money:
        report.remark("money_unread", column=heading, rows=len(view.table))
    unknown = [one for one in unused if one not in money and not is_heading(view.own[one])]
    if unknown:
        columns = [_shown(view, one) for one in unknown]
        report.remark("columns_unknown", columns=columns)


def _shown(view: View, heading: str) -> str:
    examples = [one[:LONGEST] for one in list(view.contents[heading].texts)[:EXAMPLES]]
    return f"{heading} ({', '.join(examples)})"


def _lacking(
    kind: Kind, mapping: SheetMapping, table: Table, report: SheetReport
) -> Iterator[Sequence[str]]:
    """The fields that nothing holds: those for want of which rows were refused, and those that the
    kind wants one of."""
    held = {name for one in mapping.fields for name in (one.field, *one.of)}
    refused = [name for name in _refused_for(report) if name in kind.fields]
    yield from ([name] for name in refused if name not in held)
    yield from ([one.field] for one in mapping.fields if _is_a_guess(kind, one, table))
    wanted = [*kind.wanted, *(Wanted(need) for need in kind.needs)]
    yield from (one.fields for one in wanted if not held & {*one.fields, *one.unless})


def _is_a_guess(kind: Kind, one: FieldMap, table: Table) -> bool:
    """Whether a title alone says of what unit all rows are, where a column could."""
    if one.constant is None or kind.fields[one.field].type != "unit":
        return False
    return one.constant != table.sheet


def _refused_for(report: SheetReport) -> Iterator[str]:
    empty = [one.column for one in report.refusals if one.code == EMPTY]
    return (name for name in dict.fromkeys(empty) if empty.count(name) >= MANY * report.read)
