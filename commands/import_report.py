"""What an import did (or would do), as plain text for whoever loads the files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from engine.imports.report import ImportReport, Question
from engine.imports.sheet_report import Change, Remark
from engine.queries.import_totals import CostTotal
from engine.usecases.import_company import Imported
from engine.values.money import Money

SHOWN = 20
EXAMPLES = 5
WHY = {
    "empty": "must not be empty",
    "no_date": "is no date",
    "no_number": "is no number",
    "too_long": "is too long",
    "unknown_status": "is no known status",
    "unknown_employee": "is no employee in the store",
    "twice_in_file": "stands twice in the file",
    "out_of_range": "is out of range",
    "no_currency": "has no currency: write it into the file, or give it with --currency",
    "unknown_currency": "is no currency in use: write its code, such as CNY or USD",
    "currency_conflict": "is in another currency than its heading or its currency column says",
    "currency_unclear": "could be in several currencies: write a code, such as MXN or PHP",
    "scale_unclear": "has a currency, and its heading a scale (such as 万 or k): write the scale into "
    "the cell too, or the currency into a column of its own",
    "decimal_unclear": "is written otherwise than the rest of the column: is its comma (or point) "
    "a decimal sign? Write it like the others, or say --decimal point or --decimal comma",
    "too_fine": "has more digits than its currency has: round it, or correct the currency",
    "did_not_take_part": "says that the person did not take part (yet): left out, with its cost",
    "in_future": "lies in the future: load the file again when the day has come",
    "moved_later_already": "is from before a move that is known already: nothing was changed",
    "perhaps_renamed": "may be a unit that was renamed (see below): left out until you say",
    "number_reused": "belonged to somebody else (see below): left out until you say",
}
ASKED = {
    "unit_renamed": "Was {old} renamed to {new}? {came} of the {people} people of {old} are in "
    "{new} now, and the list has no {old} any more. If so: --rename {old}={new} (head, budget and "
    "history stay with it). If {new} is another unit: --new-unit {new}",
    "number_reused": "Is {emp_no} somebody else now? It belonged to {old}, and row {row} says {new}. "
    "If {new} has the number of somebody who left: --reused {emp_no} "
    "(the history stays with {old}). If not, correct the row.",
}
REMARKED = {
    "read_as_thousands": "row {row}: read as {cost}, since three digits behind a point are "
    "thousands where no sum has three decimals; if the point is a decimal point, say "
    "--decimal point",
    "unknown_outcome": "{value!r} is no outcome that is known (rows: {rows}); the people count "
    "as having attended",
    "far_from_the_rest": "row {row}: {cost} is far from the {middle} that is usual here "
    "({others} others); is the amount right, and its unit?",
    "refund_of_nothing": "row {row}: a refund of a training that the store does not know "
    "({subject})",
    "refund_in_another_currency": "row {row}: a refund of {cost} of what was paid in another "
    "currency ({paid})",
    "money_unread": "the column {column} holds money and was not read ({rows} rows)",
    "other_currency": "row {row}: {cost}, as its cell says; the heading says another currency",
    "left_empty": "row {row}: nobody of {old} is left there; {new} is new. If it is {old} renamed, "
    "do not load it like this, but say --rename {old}={new}",
    "not_in_the_list": "{people} who work here are not in the list, and stay: {names}",
    "one_not_in_the_list": "1 who works here is not in the list, and stays: {names}",
}
# What a changed field is called.
CHANGED = {
    "cost": "corrected",
    "outcome": "corrected",
    "attended": "known to have been attended",
    "department": "moved",
    "unit": "renamed",
    "emp_no": "number given to somebody else",
}


def report_text(result: Imported, dry_run: bool) -> str:
    """The reports file by file, what the store holds afterwards, and what to do about it."""
    lines = [line for report in result.reports for line in _file(report)]
    lines += ["", *_store(result)]
    if (hint := _home_currency(result)) is not None:
        lines.append(hint)
    if dry_run:
        lines.append("Dry run: nothing was stored.")
    return "\n".join(lines)


def sums(amounts: Sequence[Money]) -> str:
    """Sums in each currency by itself."""
    return " + ".join(f"{one.amount:,} {one.currency}" for one in amounts) or "nothing"


def _file(report: ImportReport) -> Iterator[str]:
    yield (
        f"{report.file}: {report.read} rows read, {report.added} added, {report.changed} "
        f"changed, {report.known} known already, {report.refused} refused"
    )
    if report.paid:
        paid = [
            f"{sums([Money(amount, currency)])} ({_rows(report.paid_rows[currency])})"
            for currency, amount in sorted(report.paid.items())
        ]
        yield f"  costs: {'; '.join(paid)}"
    if report.without_cost:
        yield f"  without a cost: {_rows(report.without_cost)}"
    yield from _changes(report.changes)
    yield from _refusals(report)
    if report.ambiguous_dates:
        yield (
            f"  {report.ambiguous_dates} dates could be read both ways; they were read month first"
        )
    yield from (f"  {line}" for line in _remarks(report.remarks))
    yield from (f"  {question(one)}" for one in report.questions)


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def question(one: Question) -> str:
    """What has to be answered, and how."""
    return ASKED[one.code].format(**one.args)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    """Field by field: how many, and the first few from old to new."""
    by_field: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_field[change.field].append(change)
    for field, found in by_field.items():
        examples = "; ".join(_change(one) for one in found[:EXAMPLES])
        more = f"; and {len(found) - EXAMPLES} more" if len(found) > EXAMPLES else ""
        yield f"  {len(found)} {CHANGED.get(field, 'changed')}: {examples}{more}"


def _change(one: Change) -> str:
    where = f"row {one.row}, {one.subject}, " if one.row else ""
    return f"{where}{one.field} {one.old} → {one.new}"


def _refusals(report: ImportReport) -> Iterator[str]:
    for one in sorted(report.refusals, key=lambda one: one.row)[:SHOWN]:
        yield f"  row {one.row}, {one.column}: {one.value!r} {WHY[one.code]}"
    if len(report.refusals) > SHOWN:
        yield (
            f"  and {len(report.refusals) - SHOWN} more (all are in the store's table "
            "import_refusal)"
        )


def _remarks(remarks: Sequence[Remark]) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for one in remarks:
        shown[one.code] += 1
        if shown[one.code] <= EXAMPLES:
            yield REMARKED[one.code].format(row=one.row, **one.args)
    for code, count in shown.items():
        if count > EXAMPLES:
            yield f"and {count - EXAMPLES} more like {code.replace('_', ' ')}"


def _store(result: Imported) -> Iterator[str]:
    yield (
        f"{result.employees} employees, {result.participations} participations, "
        f"total cost {sums(result.total_costs)}"
    )
    for title, rows in (("By course", result.by_course), ("By department", result.by_unit)):
        if rows:
            yield f"{title}:"
            yield from (f"  {_total(row)}" for row in rows)
    if result.outcomes:
        ended = ", ".join(f"{name} {count}" for name, count in sorted(result.outcomes.items()))
        yield f"Outcomes: {ended}"


def _total(row: CostTotal) -> str:
    counted = f"{row.name}: {row.participations:,} participations, {sums(row.totals)}"
    if len(row.totals) != 1 or not row.participations:
        return counted
    return f"{counted}, {sums([row.totals[0].per(row.participations)])} a head"


def _home_currency(result: Imported) -> str | None:
    """Budgets are kept in the home currency: say so where all the costs are in another one."""
    paid, home = {one.currency for one in result.total_costs}, result.company.currency
    if len(paid) != 1 or home in paid:
        return None
    (other,) = paid
    return (
        f"The company's home currency is {home}, and all costs are in {other}. If {other} is its "
        f"home currency, say so before there is a budget: ./peisuan company --currency {other}"
    )
