"""A kept mapping for the file of a new month: what was accepted stays, what is new is proposed."""

from __future__ import annotations

import dataclasses

from engine.imports.recognising.vocabulary import squashed
from engine.imports.sheet_mapping import FieldMap, SheetMapping


def renewed(kept: SheetMapping, proposed: SheetMapping) -> SheetMapping:
    """The kept mapping for the sheet that `proposed` is for.

    A column that was there before is what it was then, or still unused; a new one is what is
    proposed, unless its field has a column already. A constant comes from the new sheet's
    names where they tell one, else it stays.
    """
    now = {squashed(one): one for one in proposed.headings}
    before = set(map(squashed, kept.headings))
    fields = [
        dataclasses.replace(one, column=now[squashed(one.column)])
        for one in kept.fields
        if one.column is not None and squashed(one.column) in now
    ]
    held = {_place(one) for one in fields}
    fields += [
        one
        for one in proposed.fields
        if _place(one) not in held
        and (one.column is None or not before or squashed(one.column) not in before)
    ]
    held |= {_place(one) for one in fields}
    fields += [one for one in kept.fields if one.column is None and _place(one) not in held]
    return dataclasses.replace(
        proposed,
        fields=tuple(fields),
        words=kept.words,
        joins=proposed.joins or kept.joins,
    )


def _place(one: FieldMap) -> tuple[str, tuple[tuple[str, str], ...]]:
    return one.field, tuple(sorted(one.of.items()))
