"""What headings leave open and cells tell together: whether a name is a whole one, whether codes
or names stand in a column, and which of two columns of units is above the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Kind
from engine.imports.recognising.assigning import View
from engine.imports.recognising.contents import number_in
from engine.imports.recognising.headings import PART, matches
from engine.imports.recognising.vocabulary import is_per_head, squashed

NAME, FIRST, LAST = "name", "first_name", "last_name"
UNIT, ABOVE, CODE, CODES = "unit", "unit_1", "code", "_code"
COST, TOTAL, OTHER = "cost", "total_cost", "cost_other"
HEAD, PART_OF_COST = "cost_per_head", "cost_"
LOOKED_AT = 50
MOSTLY, LEAST_ROWS = 0.8, 3
# From this share of names with more than one code on, the codes are of something else.
SPLIT = 0.2


def rearranged(
    kind: Kind, view: View, columns: Mapping[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """The columns by field, put right by their cells."""
    found = _surname_told(kind, view, dict(columns))
    found = codes_found(kind, view, found, unused)
    found = _codes_told(kind, view, found)
    found = _without_strange_codes(view, found)
    found = _price_of_one_told(kind, found)
    found = _part_told(kind, view, found, unused)
    return _unit_above_told(kind, view, found, unused)


def _surname_told(kind: Kind, view: View, found: dict[str, str]) -> dict[str, str]:
    """A name beside first names that it does not contain is the family name: Name, Vorname."""
    if not {NAME, FIRST} <= found.keys() or LAST in found or LAST not in kind.fields:
        return found
    pairs = list(zip(_cells(view, found[NAME]), _cells(view, found[FIRST]), strict=True))
    if any(first and first in name for name, first in pairs[:LOOKED_AT]):
        return found
    return {LAST if name == NAME else name: heading for name, heading in found.items()}


def codes_found(
    kind: Kind, view: View, found: Mapping[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """A column that tells the rows apart and has whatever stands in a column of parents is that of
    their codes, whatever it is called."""
    if CODE not in kind.fields or CODE in found or UNIT not in found:
        return dict(found)
    names = {squashed(one) for one in _texts(view, found[UNIT])}
    for name, heading in found.items():
        said = {squashed(one) for one in _texts(view, heading)}
        if f"{name}{CODES}" not in kind.fields or not said or said <= names:
            continue
        fits = [one for one in unused if said <= {squashed(text) for text in _texts(view, one)}]
        if len(fits) == 1 and view.contents[fits[0]].once == 1:
            return {**found, CODE: fits[0]}
    return dict(found)


def _codes_told(kind: Kind, view: View, found: dict[str, str]) -> dict[str, str]:
    """A column of parents in which codes of the table itself stand."""
    if CODE not in found:
        return found
    own = {squashed(one) for one in _texts(view, found[CODE])}
    moved = {}
    for name, heading in found.items():
        said = {squashed(one) for one in _texts(view, heading)}
        is_free = f"{name}{CODES}" in kind.fields and f"{name}{CODES}" not in found
        moved[f"{name}{CODES}" if is_free and said and said <= own else name] = heading
    return moved


def _without_strange_codes(view: View, found: dict[str, str]) -> dict[str, str]:
    """Without codes of which the names beside them have many: they are of something else."""
    strange = set()
    for name, heading in found.items():
        bare = name.removesuffix(CODES)
        if bare == name or bare not in found:
            continue
        codes: dict[str, set[str]] = {}
        for text, code in zip(_cells(view, found[bare]), _cells(view, heading), strict=True):
            if text and code:
                codes.setdefault(text, set()).add(code)
        if sum(len(one) > 1 for one in codes.values()) > SPLIT * len(codes):
            strange.add(name)
    return {name: heading for name, heading in found.items() if name not in strange}


def _unit_above_told(
    kind: Kind, view: View, found: dict[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """Of two columns that name units, the one with fewer is above: Division, Department."""
    if UNIT not in found or ABOVE not in kind.fields or ABOVE in found:
        return found
    few = len(_texts(view, found[UNIT]))
    for heading in unused:
        match = matches(kind.name, view.own[heading]).get(UNIT)
        if match and match.score >= PART and 1 < len(_texts(view, heading)) < few:
            return {**found, ABOVE: heading}
    return found


def _price_of_one_told(kind: Kind, found: dict[str, str]) -> dict[str, str]:
    """What a heading says to be of one person is no sum of all, whatever else it is called."""
    if HEAD not in kind.fields or HEAD in found:
        return found
    told = next((name for name in (COST, TOTAL) if is_per_head(found.get(name, ""))), None)
    return {HEAD if name == told else name: heading for name, heading in found.items()}


def _part_told(
    kind: Kind, view: View, found: dict[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """A column of numbers that, with the parts beside it, makes the total on every row is a part
    of it too, whatever it is called."""
    parts = [one for name, one in found.items() if name.startswith(PART_OF_COST) and name != HEAD]
    if TOTAL not in found or not parts or OTHER not in kind.fields or OTHER in found:
        return found
    total = _numbers(view, found[TOTAL])
    known = [_numbers(view, one) for one in parts]
    if _make(total, known):
        return found
    fits = [
        one
        for one in unused
        if view.contents[one].share("number") >= MOSTLY
        and _make(total, [*known, _numbers(view, one)])
    ]
    return {**found, OTHER: fits[0]} if len(fits) == 1 else found


def _numbers(view: View, heading: str) -> list[Decimal | None]:
    return [number_in(plain(cell)) for cell in _cells(view, heading)]


def _make(total: Sequence[Decimal | None], parts: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether the parts add up to the total on every row that has one, and not by chance."""
    rows = [at for at, one in enumerate(total) if one]
    return len(rows) >= LEAST_ROWS and all(
        total[at] == sum((part[at] or Decimal(0) for part in parts), Decimal(0)) for at in rows
    )


def _texts(view: View, heading: str) -> set[str]:
    column = view.table.column(heading)
    return {text for text in column.texts if text} if column else set()


def _cells(view: View, heading: str) -> list[str]:
    return list(view.table.column(heading) or ())
