"""How far a table is of a kind: by its headings, its cells, how they repeat, and its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.imports.kinds.kind import Kind, kinds
from engine.imports.recognising import naming, signs
from engine.imports.recognising.assigning import View, assigned
from engine.imports.recognising.headings import is_beside, is_listed
from engine.imports.recognising.wide import fields_of, wide_columns
from engine.imports.sheet_mapping import FieldMap

# What a need that nothing holds leaves of a kind; what one that a name can tell (the sheet's
# course) leaves, where several sheets alike have names, and where one says what it holds.
UNMET, NAMED_SHEET, NAMED_TITLE = 0.12, 0.85, 0.6
# Evidence that makes half of all there can be, and how much more a needed field tells.
HALF, NEEDED = 1.0, 1.5
WIDE_UNDERSTOOD = 0.9
# From here on a column tells that a table is of a kind; numbers may count anything.
TELLING = 0.7
COUNTED = frozenset(("number", "level", "whole", "money"))
# What headings tell that read as something: a month says little, a currency nearly all.
WIDE_WEIGHT = {"currency": 2.0}
WIDE_USUALLY = 0.8
FOR, AGAINST, CALLED = 1.12, 0.6, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A kind that a table could be, with its columns: `columns` by field, `wide` those of which
    each stands for something, `unused` the others. `understood` is the share of all;
    `is_borne_out` is False where nothing but cells says what its wide columns are."""

    kind: Kind
    score: float
    understood: float
    columns: Mapping[str, str]
    wide: tuple[FieldMap, ...] = ()
    unused: tuple[str, ...] = ()
    is_borne_out: bool = True
    unmet: tuple[tuple[str, ...], ...] = field(default=())


def candidates(view: View) -> list[Candidate]:
    """Every kind in its best form, the likeliest first."""
    found = [best(kind, view) for kind in kinds().values()]
    return sorted(found, key=lambda one: -one.score)


def best(kind: Kind, view: View) -> Candidate:
    """A kind in the form that explains most."""
    forms = [(wide_columns(kind, wide, view), wide.read_as) for wide in kind.wide]
    found = [_scored(kind, view, columns, reads) for columns, reads in forms if columns]
    return max([_scored(kind, view, [], ""), *found], key=lambda one: one.score)


def _scored(kind: Kind, view: View, wide: Sequence[FieldMap], reads: str) -> Candidate:
    taken = {one.column for one in wide}
    of = fields_of(wide)
    free = [one for one in view.table.headings if one not in taken]
    columns = {
        name: heading for name, heading in assigned(kind, view, free).items() if name not in of
    }
    scores = {name: view.fits(kind, heading)[name].score for name, heading in columns.items()}
    told = {
        name: match
        for name, match in naming.told_in_title(kind.name, view.table).items()
        if name not in columns and name not in of and kind.fields[name].type not in COUNTED
    }
    met = {
        **{name: match.score for name, match in told.items()},
        **scores,
        **dict.fromkeys(of, WIDE_UNDERSTOOD),
    }
    understood = _understood(kind, view, scores, columns, wide)
    needed = {name for need in kind.needs for name in need}
    weight = sum(
        scores[name] * view.fits(kind, heading)[name].weight * (NEEDED if name in needed else 1.0)
        for name, heading in columns.items()
    )
    weight += sum(match.weight for match in told.values())
    weight += WIDE_WEIGHT.get(reads, WIDE_USUALLY) * bool(wide)
    score = 0.5 * understood + 0.5 * weight / (weight + HALF)
    for need in kind.needs:
        found = max((met.get(name, 0.0) for name in need), default=1.0)
        score *= max(UNMET + (1 - UNMET) * found, _by_name(kind, need, view))
    return Candidate(
        kind=kind,
        score=score * _signs(kind, view),
        understood=understood,
        columns=columns,
        wide=tuple(wide),
        is_borne_out=reads != "any" or _is_borne_out(kind, view, columns, wide),
        unused=tuple(
            one for one in free if one not in columns.values() and not _is_beside(kind, view, one)
        ),
        unmet=tuple(need for need in kind.needs if not met.keys() & set(need)),
    )


def _is_borne_out(
    kind: Kind, view: View, columns: Mapping[str, str], wide: Sequence[FieldMap]
) -> bool:
    """Whether more than numbers says what columns with headings of any sort stand for: what the
    table is called, words for how well a skill is mastered, names that are known, or a column that
    this kind alone has."""
    if naming.calls(kind.name, view.table):
        return True
    mastered = [one for one in wide if view.contents[one.column or ""].share("mastery") >= TELLING]
    if kind.fields[wide[0].field].type == "level" and len(mastered) >= len(wide) / 2:
        return True
    catalogue = kind.fields[next(iter(wide[0].of))].to
    known = [
        one for one in wide if catalogue and view.known.has(catalogue, next(iter(one.of.values())))
    ]
    if len(known) >= len(wide) / 2:
        return True
    return any(
        view.fits(kind, heading)[name].weight >= TELLING
        for name, heading in columns.items()
        if kind.fields[name].type not in COUNTED
    )


def _by_name(kind: Kind, need: Sequence[str], view: View) -> float:
    """What is left where no column holds a need, if a name around the table could tell it."""
    if all(kind.fields[name].type in ("period", "year") for name in need):
        is_said = naming.period_of(view.table) is not None or bool(naming.years_of(view.table))
        return NAMED_SHEET if is_said else 0.0
    if not any(kind.fields[name].to or kind.fields[name].type == "unit" for name in need):
        return 0.0
    if view.own_sheet:
        return NAMED_SHEET
    # What only this kind looks like tells it, whatever it is of.
    if any(signs.holds(one, view) for one in kind.signs.get("tells", ())):
        return NAMED_SHEET
    is_named = any(map(naming.subject_of, naming.names_of(view.table)))
    return NAMED_TITLE if is_named and naming.calls(kind.name, view.table) else 0.0


def _is_beside(kind: Kind, view: View, heading: str) -> bool:
    """Whether such lists have the column as well, or it is reckoned from others that are told."""
    return view.is_part(kind.name, heading) or is_beside(kind.name, view.own[heading])


def _understood(
    kind: Kind,
    view: View,
    scores: Mapping[str, float],
    columns: Mapping[str, str],
    wide: Sequence[FieldMap],
) -> float:
    """The share of the columns that hold something and are told by what they are."""
    counted = [
        heading
        for heading, contents in view.contents.items()
        if contents.filled
        and (
            heading in columns.values()
            or not (
                is_listed("aside", heading)
                or is_listed("sums", heading)
                or _is_beside(kind, view, heading)
            )
        )
    ]
    filled = {one.column for one in wide} & set(counted)
    sure = sum(score for name, score in scores.items() if columns[name] in counted)
    return min(1.0, (sure + WIDE_UNDERSTOOD * len(filled)) / max(1, len(counted)))


def _signs(kind: Kind, view: View) -> float:
    factor = 1.0
    for side, times in (("for", FOR), ("against", AGAINST)):
        for code in kind.signs.get(side, ()):
            factor *= times if signs.holds(code, view) else 1.0
    return factor * (CALLED if naming.calls(kind.name, view.table) else 1.0)
