"""What a kind lacks while columns that nobody reads could hold it: which of them it is, is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.imports.kinds.kind import Field, Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising.assigning import View
from engine.imports.recognising.contents import Contents
from engine.imports.recognising.fitting import reads_as, spelt
from engine.imports.recognising.headings import is_beside, is_heading, is_listed, tells_of_another
from engine.imports.sheet_mapping import SheetMapping, place

COLUMN = "column"
NONE = ""
# How far the cells of a column must be of the field's type, how many columns are offered.
LEAST, OFFERED = 0.5, 4
# Names of units stand on several rows, texts that tell rows apart do not.
OFTEN, ONCE, SIGNS = 0.7, 0.3, 0.6
# A cell with the names of all who were there.
PARTICIPANTS = "participants"
_NAMES = re.compile(r"[^\W\d_][\w .'-]{1,30}?(?=\s*(?:[、,，;；\n]|$))")
UNTOLD = ("aside", "sums", "heads", "forms")


def unknown_columns(view: View, mapping: SheetMapping) -> list[str]:
    """The columns with something in them that nothing takes, and that no list says to be of no
    use here."""
    used = {one.column for one in mapping.fields} | {one.column for one in mapping.joins}
    return [
        heading
        for heading, contents in view.contents.items()
        if heading not in used
        and contents.filled
        and not any(is_listed(one, view.own[heading]) for one in UNTOLD)
        and not is_beside(mapping.kind or "", view.own[heading])
    ]


def which_column(
    kind: Kind, names: Sequence[str], view: View, mapping: SheetMapping, answers: Answers
) -> Question | None:
    """Which column one of some fields is that nothing holds, if a column that nobody knows could
    be it and nobody said so yet."""
    where = place(mapping.file, mapping.sheet, mapping.part)
    if any(answers.to(COLUMN, f"{where}|{name}") is not None for name in names):
        return None
    unknown = [one for one in unknown_columns(view, mapping) if not is_heading(view.own[one])]
    fits = {name: _could_hold(kind, kind.fields[name], view, unknown) for name in names}
    found = [(max(fit.values()), name) for name, fit in fits.items() if fit]
    if not found:
        return None
    _, name = max(found, key=lambda one: one[0])
    options = sorted(fits[name], key=lambda one: -fits[name][one])[:OFFERED]
    return Question(
        code=COLUMN,
        subject=f"{where}|{name}",
        args={"kind": kind.name, "field": name},
        options=(*options, NONE),
        proposed=options[0],
        rows=len(view.table),
    )


def _could_hold(kind: Kind, field: Field, view: View, columns: Sequence[str]) -> dict[str, float]:
    """The columns whose cells could be the field, with how well they are it."""
    fits = {
        heading: reads_as(kind, field, view.contents[heading], view.known)
        for heading in columns
        if _is_of_its_sort(kind, field, view.contents[heading])
        and not tells_of_another(kind.name, field.name, view.own[heading])
    }
    return {heading: fit for heading, fit in fits.items() if fit >= LEAST}


def _is_of_its_sort(kind: Kind, field: Field, contents: Contents) -> bool:
    """Whether a column tells rows apart, or groups them, as the field does. Words must be known
    ones or signs, and what only counts the rows is nothing."""
    signs = contents.share("yes_no")
    if contents.counts_rows:
        return False
    if field.type == "word":
        return max(signs, contents.among(spelt(kind, field))) >= SIGNS
    if field.name == PARTICIPANTS:
        return contents.among(lambda text: len(_NAMES.findall(text)) > 1) >= SIGNS
    if field.type == "unit":
        return len(contents.texts) > 1 and contents.once <= OFTEN and signs < SIGNS
    if field.type in ("text", "name", "person"):
        if contents.share("number") > contents.share("whole"):
            return False
        return contents.once >= ONCE and signs < SIGNS
    return True
