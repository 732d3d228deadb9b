"""Small tables, and what is proposed for them."""

from array import array
from collections.abc import Sequence

from engine.imports.questions import Answers
from engine.imports.recognising.known import Known
from engine.imports.recognising.proposing import Proposal, propose
from engine.imports.shape.table import Column, Table


def a_table(
    headings: str, *rows: str, file: str = "f.xlsx", sheet: str = "", title: Sequence[str] = ()
) -> Table:
    """Headings and cells parted by "|"."""
    cells = [row.split("|") for row in rows]
    columns = []
    for at, heading in enumerate(headings.split("|")):
        texts = tuple(dict.fromkeys(row[at] for row in cells))
        columns.append(Column(heading, texts, array("l", (texts.index(row[at]) for row in cells))))
    numbers = array("l", range(2, len(rows) + 2))
    return Table(
        file=file, sheet=sheet, columns=tuple(columns), numbers=numbers, title=tuple(title)
    )


def proposed(table: Table, known: Known | None = None, answers: Answers | None = None) -> Proposal:
    (one,) = propose([table], known, answers)
    return one


def columns(proposal: Proposal) -> dict[str, str]:
    """The columns by field, of those that stand for nothing else."""
    maps = proposal.mapping.fields
    return {one.field: one.column for one in maps if one.column is not None and not one.of}


def constants(proposal: Proposal) -> dict[str, str]:
    maps = proposal.mapping.fields
    return {one.field: one.constant for one in maps if one.constant is not None}


def facts(proposal: Proposal, code: str) -> list[dict[str, object]]:
    return [dict(one.args) for one in proposal.facts if one.code == code]
