"""Which column holds which field: all columns of a table at once, each one field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.imports.kinds.kind import Kind
from engine.imports.recognising.contents import Contents, contents_of
from engine.imports.recognising.fitting import Fit, fits
from engine.imports.recognising.groups import own_headings
from engine.imports.recognising.headings import is_listed
from engine.imports.recognising.known import Known
from engine.imports.recognising.parts import Part, parts_of
from engine.imports.recognising.periods import month_of
from engine.imports.shape.table import Table

# Below it a column is rather not used than used wrongly.
LEAST = 0.3
# So many days at the edges of months are months.
MONTHS = 3
# Of two fields that a column fits alike, the one that the kind needs, then the first.
NEEDED, LATER = 0.01, 0.0001


@dataclass(frozen=True, eq=False)
class View:
    """A table as it is looked at: its columns' cells, and what is known beside it. `own_sheet`
    says that it is one of several sheets alike of its file, each with a name of its own, `alone`
    that its file has no other."""

    table: Table
    known: Known
    own_sheet: bool = False
    alone: bool = True

    @cached_property
    def contents(self) -> Mapping[str, Contents]:
        return {column.heading: contents_of(column) for column in self.table.columns}

    @cached_property
    def own(self) -> Mapping[str, str]:
        """Every heading without the name of the group that its column is in."""
        return own_headings(self.table)

    def parts(self, kind: str) -> Mapping[str, Part]:
        """By heading, of which thing it tells which field, where several are told of it."""
        return parts_of(kind, tuple(self.table.headings))

    def is_part(self, kind: str, heading: str) -> bool:
        """Whether a column is a part of a thing that has several: one that the kind has, or what
        is reckoned from them (合格率 得分 beside its target and result)."""
        parts = self.parts(kind)
        return heading in parts or any(
            heading.startswith(f"{thing} ") for thing, _ in parts.values()
        )

    @cached_property
    def months(self) -> Mapping[str, str]:
        """The headings that are the first days (or the last) of several months, with these."""
        days = {one: month for one in self.table.headings if (month := month_of(one)) is not None}
        return days if len(set(days.values())) >= MONTHS else {}

    def fits(self, kind: Kind, heading: str) -> Mapping[str, Fit]:
        if (kind.name, heading) not in self._fits:
            contents, own = self.contents[heading], self.own[heading]
            found = dict(fits(kind, own, contents, self.known))
            # What is of no use by itself is of none in a group.
            is_useful = heading != own and not is_listed("aside", own)
            whole = fits(kind, heading, contents, self.known) if is_useful else {}
            for name, fit in whole.items():
                if name not in found or fit.score > found[name].score:
                    found[name] = fit
            self._fits[kind.name, heading] = found
        return self._fits[kind.name, heading]

    @cached_property
    def _fits(self) -> dict[tuple[str, str], Mapping[str, Fit]]:
        return {}


def assigned(kind: Kind, view: View, headings: Sequence[str]) -> Mapping[str, str]:
    """The column of each field that is found among `headings`."""
    if not headings:
        return {}
    fields = list(kind.fields)
    needed = {name for need in kind.needs for name in need}
    scores = np.zeros((len(fields), len(headings)))
    for at, heading in enumerate(headings):
        for name, fit in view.fits(kind, heading).items():
            row = fields.index(name)
            likes = (name in needed or kind.fields[name].required) * NEEDED - row * LATER
            scores[row, at] = fit.score + likes if fit.score >= LEAST else 0.0
    # It takes half a second to load, which most commands need not.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(scores, maximize=True)
    return {
        fields[int(row)]: headings[int(column)]
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] > 0
    }
