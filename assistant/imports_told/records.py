"""Single records as people enter them: what a kind asks for, and what became of what was entered."""

from __future__ import annotations

from typing import Any

from assistant.imports_told.telling import (
    told_changes,
    told_question,
    told_refusals,
    told_remarks,
)
from assistant.imports_told.wording import Wording
from engine.imports.kinds.kind import Field, Kind
from engine.imports.shape.table import Fact
from engine.imports.sheet_report import Fate, SheetReport
from engine.usecases.imports.records import Entered
from engine.values.encoding import to_plain


def plain_description(wording: Wording, kind: Kind) -> dict[str, Any]:
    """What a record of the kind looks like; of each of `needs` one field must be filled."""
    return {
        "name": kind.name,
        "label": wording.kind(kind.name),
        "needs": [list(one) for one in kind.needs],
        "fields": [_field(wording, kind, one) for one in kind.fields.values()],
    }


def plain_entered(wording: Wording, entered: Entered) -> dict[str, Any]:
    """The report with its sentences; `text` says it in one."""
    report = entered.report
    refusals = tuple(told_refusals(wording, report))
    return {
        "kind": report.kind,
        "load": entered.load,
        "repeated": entered.repeated,
        "is_taken": entered.is_taken,
        "fates": [report.fates[row].name.lower() for row in sorted(report.fates)],
        "text": _text(wording, entered),
        "facts": [wording.fact(_named(wording, report, one), report.kind) for one in report.facts],
        "changes": list(told_changes(wording, report)),
        "remarks": list(told_remarks(wording, report)),
        "refusals": to_plain(refusals),
        "questions": [to_plain(told_question(wording, one)) for one in report.questions],
    }


def _field(wording: Wording, kind: Kind, field: Field) -> dict[str, Any]:
    words = kind.words.get(field.name, {})
    return {
        "name": field.name,
        "label": wording.field(kind.name, field.name),
        "type": field.type,
        "required": field.required or field.alone or (field.name,) in kind.needs,
        "key": field.is_key,
        "catalogue": field.to,
        "words": [{"value": one, "label": wording.word(one)} for one in words],
        "example": next(iter(field.examples), None),
    }


def _named(wording: Wording, report: SheetReport, one: Fact) -> Fact:
    """The columns of a record are fields."""
    if "column" not in one.args:
        return one
    return Fact(one.code, {**one.args, "column": wording.field(report.kind, one.args["column"])})


def _text(wording: Wording, entered: Entered) -> str:
    report = entered.report
    if report.questions:
        return wording.question(report.questions[0])
    if entered.is_taken:
        counts = {fate.name.lower(): report.count(fate) for fate in Fate}
        return wording.say("imports.record_taken", **counts)
    first = next(told_refusals(wording, report), None)
    if first is None:
        return wording.say("imports.record_says_nothing")
    if not first.value:
        return wording.say("imports.record_lacks", column=first.column, why=first.why)
    said = {"row": first.row, "column": first.column, "value": first.value, "why": first.why}
    return wording.say("imports.record_refused" if report.read == 1 else "imports.refused", **said)
