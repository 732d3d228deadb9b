"""A kept mapping for the file of a new month: what was accepted stays, what is new is proposed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from engine.imports.recognising.vocabulary import squashed
from engine.imports.sheet_mapping import FieldMap, SheetMapping


def kept_constants(kept: SheetMapping | None) -> Mapping[str, str]:
    """What was the same for every row: this month it may be something else."""
    maps = kept.fields if kept else ()
    return {one.field: one.constant for one in maps if one.constant is not None and not one.of}


def renewed(
    kept: SheetMapping, proposed: Sequence[FieldMap], headings: Sequence[str]
) -> list[FieldMap]:
    """What the columns of a sheet with these headings are, where `kept` was accepted before.

    A column that was there before is what it was then, or still unused; a new one is what is
    proposed, unless its field has a column already.
    """
    now = {squashed(one): one for one in headings}
    before = set(map(squashed, kept.headings))
    maps = [
        dataclasses.replace(one, column=now[squashed(one.column)])
        for one in kept.fields
        if one.column is not None and squashed(one.column) in now
    ]
    held = {_place(one) for one in maps}
    return maps + [
        one
        for one in proposed
        if _place(one) not in held and squashed(one.column or "") not in before
    ]


def _place(one: FieldMap) -> tuple[str, tuple[tuple[str, str], ...]]:
    return one.field, tuple(sorted(one.of.items()))
