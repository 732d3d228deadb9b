"""What headings leave open and cells tell together: whether a name is a whole one, whether codes
or names stand in a column, and which of two columns of units is above the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.imports.amounts import is_nothing, plain
from engine.imports.kinds.kind import Kind
from engine.imports.recognising.assigning import View
from engine.imports.recognising.by_people import by_people
from engine.imports.recognising.concepts import meaning_of
from engine.imports.recognising.contents import number_in
from engine.imports.recognising.headings import PART, is_listed, matches, says_nothing_of_itself
from engine.imports.recognising.vocabulary import is_per_head, squashed

NUMBER, NAME, FIRST, LAST = "emp_no", "name", "first_name", "last_name"
BELOW = ("unit_2", "unit_3", "unit_4", "unit_5", "unit_6")
UNIT, ABOVE, CODE, CODES = "unit", "unit_1", "code", "_code"
COST, TOTAL, OTHER = "cost", "total_cost", "cost_other"
HEAD, PART_OF_COST = "cost_per_head", "cost_"
# What says that a heading is of a sort of units, and no unit; and how often a name may stand in
# more than one unit above.
A_SORT, WITHIN, FEW = "kind", 1.3, 2
LOOKED_AT = 50
MOSTLY, NEARLY_ALL, LEAST_ROWS = 0.8, 0.95, 3
# From this share of names with more than one code on, the codes are of something else.
SPLIT = 0.2


def rearranged(
    kind: Kind, view: View, columns: Mapping[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """The columns by field, put right by their cells."""
    found = _surname_told(kind, view, dict(columns))
    found = codes_found(kind, view, found, unused)
    found = _codes_told(kind, view, found)
    found = _numbers_told(kind, view, found, unused)
    found = by_people(kind, view, found, unused)
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


def _numbers_told(
    kind: Kind, view: View, found: dict[str, str], unused: Sequence[str]
) -> dict[str, str]:
    """Different codes left of the names, under a heading that says nothing (列1, Column1), are
    the numbers of the people."""
    if NUMBER not in kind.fields or NUMBER in found or NAME not in found:
        return found
    headings = view.table.headings
    left = headings[: headings.index(found[NAME])]
    codes = [
        one
        for one in left
        if one in unused and says_nothing_of_itself(view.own[one]) and _are_codes(view, one)
    ]
    return {**found, NUMBER: codes[0]} if len(codes) == 1 else found


def _are_codes(view: View, heading: str) -> bool:
    """Whether every row has a code of its own, and they are more than the count of the rows."""
    cells = _cells(view, heading)
    counted = [str(at) for at in range(1, len(cells) + 1)]
    is_own = len(set(cells)) == len(cells) >= LEAST_ROWS
    return is_own and view.contents[heading].share("code") >= NEARLY_ALL and cells != counted


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
    """Of two columns that name units, the one with fewer is above: Division, Department; and a
    department is above the lower level beside it."""
    if UNIT not in found or ABOVE not in kind.fields or ABOVE in found:
        return found
    few = len(_texts(view, found[UNIT]))
    lower = next((name for name in BELOW if name in found), None)
    if lower is not None:
        is_below = _is_lowest(view, found[lower], found[UNIT]) or (
            few <= len(_texts(view, found[lower])) and _is_within(view, found[lower], found[UNIT])
        )
        return {ABOVE if one == UNIT and is_below else one: said for one, said in found.items()}
    for heading in unused:
        match = matches(kind.name, view.own[heading]).get(UNIT)
        if not match or match.score < PART or A_SORT in meaning_of(view.own[heading]).concepts:
            continue
        if _is_lowest(view, heading, found[UNIT]):
            return {**found, ABOVE: found[UNIT], UNIT: heading}
        if 1 < len(_texts(view, heading)) < few and not _is_lowest(view, found[UNIT], heading):
            return {**found, ABOVE: heading}
        if few < len(_texts(view, heading)) and _is_within(view, heading, found[UNIT]):
            return {**found, ABOVE: found[UNIT], UNIT: heading}
    return found


def _is_lowest(view: View, one: str, other: str) -> bool:
    """Whether a column is of units that are below all others by their very word (班组, shift),
    and the other is not; its names may be the same in each: 甲班, 乙班."""
    if any(contents.filled == 0 for contents in (view.contents[one], view.contents[other])):
        return False
    lowest, higher = (is_listed("lowest_units", view.own[heading]) for heading in (one, other))
    return lowest and not higher


def _is_within(view: View, finer: str, coarser: str) -> bool:
    """Whether nearly every name of one column stands with one name of the other alone."""
    rows = zip(_cells(view, finer), _cells(view, coarser), strict=True)
    pairs = {pair for pair in rows if not any(map(is_nothing, pair))}
    names = len({name for name, _ in pairs})
    return len(pairs) <= max(names * WITHIN, names + FEW)


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
