"""A load as it stands, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.errors import say_error
from assistant.imports_told.told import (
    Told,
    ToldAnswer,
    ToldColumn,
    ToldOption,
    ToldQuestion,
    ToldRefusal,
    ToldSheet,
)
from assistant.imports_told.wording import Wording
from engine.imports.questions import Question
from engine.imports.shape.table import Fact
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Change, Fate, SheetReport
from engine.queries.import_totals import CostTotal
from engine.usecases.imports.views import Answered, ImportLook, SheetLook, StoreTotals
from engine.values.company import Company
from engine.values.errors import InvalidInput
from engine.values.money import Money

EXAMPLES = 5
# Told column by column.
UNUSED = "columns_not_used"
# From here on a kind is said without another that it could be.
SURE = 0.8


def told(look: ImportLook, language: str) -> Told:
    """All of it, in that language."""
    wording = Wording(language, look.company.fiscal)
    return Told(
        sheets=tuple(_sheet(wording, one) for one in look.sheets),
        aside=tuple(_aside(wording, one) for one in look.aside),
        unused=tuple(_unused(wording, look)),
        questions=tuple(told_question(wording, one) for one in look.questions),
        offers=tuple(told_question(wording, one) for one in look.offers),
        answered=tuple(_answer(wording, look, one) for one in look.answered),
        totals=tuple(_totals(wording, look.totals, look.company)),
    )


def _aside(wording: Wording, one: Fact) -> str:
    if one.code != "file_refused":
        return wording.fact(one)
    error = InvalidInput(one.args["code"], **one.args["args"])
    return wording.say("imports.fact.file_refused", why=say_error(wording, error))


def _unused(wording: Wording, look: ImportLook) -> Iterator[str]:
    if look.unused:
        yield wording.say("imports.unused", keys=list(look.unused))


def told_question(wording: Wording, one: Question) -> ToldQuestion:
    return ToldQuestion(
        key=one.key,
        text=wording.question(one),
        options=tuple(ToldOption(value, wording.option(one, value)) for value in one.options),
        proposed=one.proposed,
        rows=one.rows,
    )


def _answer(wording: Wording, look: ImportLook, one: Answered) -> ToldAnswer:
    return ToldAnswer(
        question=told_question(wording, one.question),
        value=one.value,
        label=wording.answer(one.question, one.value),
        used=one.question.key not in look.unused,
    )


def place(file: str, sheet: str, part: int = 1) -> str:
    told = f"{file} [{sheet}]" if sheet else file
    return f"{told} #{part}" if part > 1 else told


def _sheet(wording: Wording, look: SheetLook) -> ToldSheet:
    report, kind = look.report, look.mapping.kind
    return ToldSheet(
        file=look.file,
        sheet=look.sheet,
        kind=kind,
        taken_for=_taken_for(wording, look),
        rows=look.rows,
        columns=tuple(_column(wording, look.mapping, one) for one in look.headings),
        facts=tuple(wording.fact(one, kind) for one in report.facts if one.code != UNUSED),
        counts=_counts(wording, report) if kind else "",
        money=tuple(_money(wording, report)),
        changes=tuple(told_changes(wording, report)),
        remarks=tuple(told_remarks(wording, report)),
        refusals=tuple(told_refusals(wording, report)),
    )


def _taken_for(wording: Wording, look: SheetLook) -> str:
    where, kind = place(look.file, look.sheet, look.mapping.part), look.mapping.kind
    others = [name for name, _ in look.likely if name != kind]
    if kind is None:
        return wording.say("imports.not_loaded", where=where, rows=look.rows)
    said = {"where": where, "kind": wording.kind(kind), "rows": look.rows}
    if look.confidence >= SURE or not others:
        return wording.say("imports.taken_for", **said)
    names = wording.people([wording.kind(name) for name in others[:2]])
    return wording.say("imports.likely", others=names, **said)


def _column(wording: Wording, mapping: SheetMapping, heading: str) -> ToldColumn:
    uses = [one for one in mapping.fields if one.column == heading]
    if not uses:
        return ToldColumn(heading, None, wording.say("imports.column_unused"))
    labels = [_used_as(wording, mapping.kind, one) for one in uses]
    return ToldColumn(heading, uses[0].field, wording.people(labels))


def _used_as(wording: Wording, kind: str | None, use: FieldMap) -> str:
    label = wording.field(kind, use.field)
    return f"{label} ({', '.join(use.of.values())})" if use.of else label


def _counts(wording: Wording, report: SheetReport) -> str:
    counts = {
        "read": report.read,
        "added": report.count(Fate.ADDED),
        "changed": report.count(Fate.CHANGED),
        "same": report.count(Fate.SAME),
        "refused": report.count(Fate.REFUSED),
        "left_out": report.count(Fate.LEFT_OUT),
    }
    key = "imports.counts_left_out" if counts["left_out"] else "imports.counts"
    where = place(report.file, report.sheet, report.part)
    return wording.say(key, where=where, **{name: f"{one:,}" for name, one in counts.items()})


def _money(wording: Wording, report: SheetReport) -> Iterator[str]:
    if paid := _sums(wording, report.paid):
        yield wording.say("imports.paid", sums=paid)
    if opened := _sums(wording, report.opened):
        yield wording.say("imports.opened", sums=opened)
    if unpaid := _sums(wording, report.unpaid):
        yield wording.say("imports.unpaid", sums=unpaid)
    if again := _sums(wording, report.again):
        yield wording.say("imports.again", sums=again)


def _sums(wording: Wording, by_currency: dict[str, Decimal]) -> str:
    return sums(
        wording, [Money(amount, code) for code, amount in sorted(by_currency.items()) if amount]
    )


def sums(wording: Wording, amounts: Sequence[Money]) -> str:
    """Sums in each currency by itself."""
    return " + ".join(wording.money(one) for one in amounts)


def told_changes(wording: Wording, report: SheetReport) -> Iterator[str]:
    """Field by field: how many, and the first few from old to new; then what came beside."""
    by_field: dict[str, list[Change]] = defaultdict(list)
    for change in report.changes:
        by_field[change.field].append(change)
    for field, found in by_field.items():
        shown = "; ".join(_change(wording, report.kind, one) for one in found[:EXAMPLES])
        more = len(found) - EXAMPLES
        examples = wording.say("imports.and_more", shown=shown, more=more) if more > 0 else shown
        label = wording.field(report.kind, field)
        yield wording.say("imports.changes", field=label, n=len(found), examples=examples)
    if report.things:
        yield wording.say("imports.also_added", things=wording.counted(report.things))


def _change(wording: Wording, kind: str, one: Change) -> str:
    key = "imports.change" if one.row else "imports.change_of"
    old, new = (wording.held(kind, one.field, value) for value in (one.old, one.new))
    return wording.say(key, row=one.row, subject=one.subject, old=old, new=new)


def told_remarks(wording: Wording, report: SheetReport) -> Iterator[str]:
    counted = Counter(one.code for one in report.remarks)
    shown: Counter[str] = Counter()
    for one in report.remarks:
        shown[one.code] += 1
        if shown[one.code] <= EXAMPLES:
            yield wording.remark(one, report.kind)
        elif shown[one.code] == counted[one.code]:
            yield wording.say("imports.more_like_it", more=counted[one.code] - EXAMPLES)


def told_refusals(wording: Wording, report: SheetReport) -> Iterator[ToldRefusal]:
    lists = ((report.refusals, True), (report.cells_left_out, False))
    for found, whole_row in lists:
        for one in sorted(found, key=lambda one: one.row):
            column = wording.field(report.kind, one.column)
            yield ToldRefusal(
                row=one.row,
                column=column,
                value=one.value,
                why=wording.why(one.code),
                whole_row=whole_row,
            )


def _totals(wording: Wording, totals: StoreTotals, company: Company) -> Iterator[str]:
    cost = sums(wording, totals.total_costs) or wording.say("imports.nothing")
    yield wording.say(
        "imports.totals",
        employees=f"{totals.employees:,}",
        participations=f"{totals.participations:,}",
        cost=cost,
    )
    for title, rows in (("by_course", totals.by_course), ("by_unit", totals.by_unit)):
        if rows:
            yield wording.say(f"imports.totals_{title}")
            yield from (f"  {_total(wording, row)}" for row in rows)
    if totals.outcomes:
        ended = [f"{wording.word(name)} {n:,}" for name, n in sorted(totals.outcomes.items())]
        yield wording.say("imports.outcomes", outcomes=wording.people(ended))
    paid = {one.currency for one in totals.total_costs}
    if len(paid) == 1 and company.currency not in paid:
        yield wording.say("imports.other_currency", home=company.currency, other=paid.pop())


def _total(wording: Wording, row: CostTotal) -> str:
    count, cost = row.participations, sums(wording, row.totals)
    name = wording.name(row.name)
    said = {"name": name, "n": f"{count:,}", "cost": cost or wording.say("imports.nothing")}
    if len(row.totals) != 1 or not count:
        return wording.say("imports.total", **said)
    return wording.say("imports.total_a_head", each=wording.money(row.totals[0].per(count)), **said)
