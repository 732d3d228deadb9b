"""Tables that are templates of ours: what they are, and which column is what, was never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from engine.imports.kinds.kind import Kind, kinds
from engine.imports.recognising.assigning import View
from engine.imports.recognising.scoring import Candidate
from engine.imports.shape.table import Table

# What a browser adds to a name that is there already.
_AGAIN = re.compile(r"\s*\(\d+\)$")


def template_of(view: View) -> Candidate | None:
    """The kind whose template a table is: it is called so, and has its headings and no others."""
    for kind, language in _called(view.table):
        fields = {field.labels[language]: name for name, field in kind.fields.items()}
        headings = view.table.headings
        columns = {fields[one]: one for one in headings if one in fields}
        if len(columns) == len(headings) and all(columns.keys() & set(one) for one in kind.needs):
            return Candidate(kind=kind, score=1.0, understood=1.0, columns=columns)
    return None


def _called(table: Table) -> Iterator[tuple[Kind, str]]:
    names = {table.sheet, _AGAIN.sub("", PurePath(table.file).stem)}
    for kind in kinds().values():
        yield from ((kind, language) for language, name in kind.labels.items() if name in names)
