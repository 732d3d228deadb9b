"""A told load as plain data, for the API and the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.imports_told.past import told_load
from assistant.imports_told.telling import told
from assistant.imports_told.told import ToldSheet
from assistant.imports_told.wording import Wording
from engine.imports.kinds.kind import Kind, kinds
from engine.imports.mapping_json import to_json
from engine.imports.sheet_report import Fate
from engine.usecases.imports.views import ImportLook, PastLoad, SheetLook
from engine.values.company import Company
from engine.values.encoding import to_plain

# More are in the file of refused rows.
MOST_REFUSALS = 200


def plain_look(look: ImportLook, language: str) -> dict[str, Any]:
    """Figures and mapping as they are, sentences in the language."""
    said = told(look, language)
    return {
        "id": look.id,
        "state": look.state,
        "files": list(look.files),
        "is_first": look.is_first,
        "answers": dict(look.answers),
        "sheets": [
            _sheet(one, sheet, Wording(language))
            for one, sheet in zip(look.sheets, said.sheets, strict=True)
        ],
        "aside": list(said.aside),
        "unread": to_plain(look.unread),
        "questions": to_plain(said.questions),
        "offers": to_plain(said.offers),
        "answered": to_plain(said.answered),
        "totals": list(said.totals),
    }


def plain_past(loads: Sequence[PastLoad], company: Company, language: str) -> list[dict[str, Any]]:
    wording = Wording(language, company.fiscal)
    return [{**to_plain(one), **to_plain(told_load(wording, one, company))} for one in loads]


def plain_kinds(language: str) -> list[dict[str, Any]]:
    """Every kind with its fields, as they can be chosen."""
    wording = Wording(language)
    return [
        {"name": kind.name, "label": wording.kind(kind.name), "fields": _fields(kind, wording)}
        for kind in kinds().values()
    ]


def _fields(kind: Kind, wording: Wording) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": wording.field(kind.name, name), "required": field.required}
        for name, field in kind.fields.items()
    ]


def _sheet(look: SheetLook, said: ToldSheet, wording: Wording) -> dict[str, Any]:
    return {
        **to_plain(said),
        "refusals": to_plain(said.refusals[:MOST_REFUSALS]),
        "refusals_in_all": len(said.refusals),
        "place": look.mapping.own_place,
        "confidence": look.confidence,
        "likely": [
            {"name": name, "label": wording.kind(name), "score": score}
            for name, score in look.likely
        ],
        "top": [list(row) for row in look.top],
        "heading_rows": list(look.heading_rows),
        "first_rows": [list(row) for row in look.first_rows],
        "fates": {fate.name.lower(): look.report.count(fate) for fate in Fate},
        "mapping": json.loads(to_json([look.mapping]))["sheets"][0],
    }
