"""Which state of a draft somebody saw, so that no other one is loaded in its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from engine.imports.sheet_report import Fate, SheetReport
from engine.store.tables import ImportLoad


def shown_as(load: ImportLoad, reports: Sequence[SheetReport]) -> str:
    """The same for as long as the draft is read in the same way, with the same answers, and
    loading it does the same."""
    seen = [load.mappings, load.answers, [_figures(one) for one in reports]]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def _figures(report: SheetReport) -> list[Any]:
    fates = {fate.name: report.count(fate) for fate in Fate}
    sums = [
        {code: str(amount) for code, amount in of.items() if amount}
        for of in (report.paid, report.unpaid, report.again)
    ]
    changes = [[one.subject, one.field, one.old, one.new] for one in report.changes]
    refusals = [[one.row, one.column, one.code] for one in report.refusals]
    return [report.file, report.sheet, report.kind, fates, sums, changes, refusals]
