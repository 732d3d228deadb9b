"""What a kind may have in columns and a table has in one alone: its name is the heading over the
values (a list of results under "scrap rate")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising.assigning import View
from engine.imports.recognising.headings import PART, matches
from engine.imports.recognising.lacking import COLUMN, which_column
from engine.imports.sheet_mapping import FieldMap, SheetMapping


def told_by_heading(kind: Kind, maps: Sequence[FieldMap], view: View) -> dict[str, str]:
    """The fields that the heading of their values names: no word for values (result, level)."""
    columns = {one.field: one.column for one in maps if one.column and not one.of}
    return {
        of: view.own[heading]
        for of, cells in _pairs(kind).items()
        if (heading := columns.get(cells)) is not None
        and not _is_word_for(kind, cells, heading, view)
    }


def asked_by_column(
    kind: Kind,
    questions: Sequence[Question],
    view: View,
    mapping: SheetMapping,
    answers: Answers,
) -> list[Question]:
    """Which column has the values is asked in place of what they are of: its heading tells that."""
    held = {one.field for one in mapping.fields}
    found = []
    for one in questions:
        cells = _pairs(kind).get(one.args["field"]) if one.code != COLUMN else None
        column = None
        if cells is not None and cells not in held:
            column = which_column(kind, [cells], view, mapping, answers)
        found.append(column or one)
    return found


def _pairs(kind: Kind) -> Mapping[str, str]:
    """What stands over columns, and what in them."""
    found: dict[str, str] = {}
    for wide in kind.wide:
        if wide.read_as == "any" and kind.fields[wide.of].to:
            found.setdefault(wide.of, wide.cells)
    return found


def _is_word_for(kind: Kind, field: str, heading: str, view: View) -> bool:
    match = matches(kind.name, view.own[heading]).get(field)
    return match is not None and match.score >= PART
