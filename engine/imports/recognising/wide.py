"""Columns of which each stands for something: a skill, a month, a currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Kind, Wide
from engine.imports.reading.word_parts import meant_by_parts
from engine.imports.recognising import signs
from engine.imports.recognising.assigning import View
from engine.imports.recognising.contents import HIGHEST_LEVEL, number_in
from engine.imports.recognising.fitting import reads_as, spelt
from engine.imports.recognising.headings import asks, is_listed, matches, variants
from engine.imports.recognising.parts import PARTS
from engine.imports.recognising.periods import Found, days_in, period_in
from engine.imports.recognising.reckoned import reckoned_in
from engine.imports.recognising.vocabulary import spellings, words_of
from engine.imports.sheet_mapping import FieldMap
from engine.values.currency_marks import currencies_of

# What is paid or judged is no count of heads or days; a KPI may be.
JUDGED = frozenset(("money", "level"))
COUNTED = JUDGED | {"number"}
# From here on a heading names a field of the kind, and is nothing that stands for another.
NAMED = 0.85
MOSTLY = 0.6
# Of a column whose heading is known for what it stands for.
A_FEW = 0.25
QUOTE, PER = "quote", "per"
# Targets and results of things are of no other kind.
KPIS = "kpi_results"
# 日元(每100), JPY per 100, 100 JPY.
_PER = re.compile(r"(?<![\d.])(10{1,4})(?![\d.])")
_PARTS_OF_YEAR = ("half", "quarter", "month")
ROUNDED = Decimal("0.05")
# So many columns behind the last that is one may be one as well.
BESIDE = 1


def wide_columns(kind: Kind, wide: Wide, view: View) -> list[FieldMap]:
    """The columns that are of a wide form of the kind; none if there are too few."""
    if wide.read_as in ("any", PARTS) and _has_its_own(kind, wide, view):
        return []
    reads = _READINGS[wide.read_as]
    if wide.read_as == "any" and kind.fields[wide.of].to and signs.holds("person_repeats", view):
        return []  # Of whom each has several rows, they say what the columns would.
    found = [one for heading in view.table.headings if (one := reads(kind, wide, view, heading))]
    if wide.read_as == "period":
        found = _without_sums(view, found)
    if wide.read_as == "year":
        # What was spent in years of which nothing else is told is no line of its own.
        told = [one.of for one in found if one.field == wide.cells]
        found = [one for one in found if one.of in told]
    if wide.read_as == "any" and len(found) >= wide.at_least:
        found = _with_siblings(kind, wide, view, found)
        sums = reckoned_in(view.table, [str(one.column) for one in found])
        found = [one for one in found if one.column not in sums]
    different = {tuple(one.of.items()) for one in found}
    return found if len(different) >= wide.at_least else []


def _has_its_own(kind: Kind, wide: Wide, view: View) -> bool:
    """Whether a column of its own names what the others would stand for: a list with a column
    "KPI" has no KPIs in columns."""
    return any(
        match.score >= NAMED
        and view.contents[heading].filled
        and view.contents[heading].share("number") < MOSTLY
        for heading in view.table.headings
        if (match := matches(kind.name, view.own[heading]).get(wide.of)) is not None
    )


def _of_anything(kind: Kind, wide: Wide, view: View, heading: str) -> FieldMap | None:
    own = view.own[heading]
    found = _period_of(view, heading)
    if _is_told_otherwise(kind, own) or (found and found.unit != "day"):
        return None
    if view.contents[heading].counts_rows and len(view.contents[heading].texts) > HIGHEST_LEVEL:
        return None
    if is_listed("forms", heading) or any(view.is_part(one, heading) for one in (kind.name, KPIS)):
        return None
    type = kind.fields[wide.cells].type
    if type in COUNTED and _says_of_things(own, "numbering"):
        return None
    if type in JUDGED and _says_of_things(own, "counting"):
        return None
    if type == "text" and (not _is_asked(view, heading) or _names_people(view, heading)):
        return None
    if wide.of in kind.words and not _is_word(kind, wide.of, own):
        return None
    catalogue = kind.fields[wide.of].to
    is_known = bool(catalogue) and view.known.has(catalogue or "", own)
    if not _holds(kind, wide.cells, view, heading, A_FEW if is_known else MOSTLY):
        return None
    return FieldMap(field=wide.cells, column=heading, of=_of(kind, wide, view.own[heading]))


def _without_sums(view: View, found: Sequence[FieldMap]) -> list[FieldMap]:
    """Without a year (a quarter) that only adds up the quarters (months) beside it."""
    units = {one.column: told.unit for one in found if (told := _period_of(view, one.column or ""))}
    kept = list(found)
    for coarse, finer in (
        ("year", _PARTS_OF_YEAR),
        ("half", ("quarter", "month")),
        ("quarter", ("month",)),
    ):
        for one in [each for each in kept if units.get(each.column) == coarse]:
            parts = [
                [each for each in found if each.field == one.field and units[each.column] in within]
                for within in (finer, *((unit,) for unit in finer))
            ]
            if any(len(each) > 1 and _adds_up(view, one, each) for each in parts):
                kept.remove(one)
    return kept


def _adds_up(view: View, whole: FieldMap, parts: Sequence[FieldMap]) -> bool:
    """Whether a column is on every row the sum of some others that follow each other: all of
    them, or as many as a quarter or a half has."""
    columns = [list(view.table.column(one.column or "") or ()) for one in (whole, *parts)]
    numbers = [[number_in(plain(cell)) or Decimal(0) for cell in column] for column in columns]
    sums, cells = numbers[0], numbers[1:]
    if not any(sums):
        return True
    runs = [(0, len(cells)), *((at, at + n) for n in (2, 3, 6) for at in range(len(cells) - n + 1))]
    return any(
        all(
            abs(total - sum(column[row] for column in cells[first:last])) <= ROUNDED
            for row, total in enumerate(sums)
        )
        for first, last in runs
    )


def _with_siblings(kind: Kind, wide: Wide, view: View, found: Sequence[FieldMap]) -> list[FieldMap]:
    """With the columns among them that have nothing but what stands in them: a list where more
    were absent than there."""
    of = {one.column: one for one in found}
    said = {text for one in found for text in view.contents[one.column or ""].texts}
    columns = view.table.headings
    first, last = (columns.index(one.column or "") for one in (found[0], found[-1]))
    for heading in columns[first : last + 1 + BESIDE]:
        texts = set(view.contents[heading].texts)
        if heading not in of and texts and texts <= said and not _is_told_otherwise(kind, heading):
            of[heading] = FieldMap(
                field=wide.cells, column=heading, of=_of(kind, wide, view.own[heading])
            )
    return [of[heading] for heading in columns if heading in of]


def _of(kind: Kind, wide: Wide, heading: str) -> dict[str, str]:
    """What a heading stands for, with the day that it names (an attendance list: courses and
    their days over a column each)."""
    days = [field.name for field in kind.fields.values() if field.type == "day" and field.is_key]
    said = days_in(heading)
    if not said or not days or days[0] == wide.cells:
        return {wide.of: heading}
    bare = " ".join(heading.replace(said[0], " ").split())
    return {wide.of: bare or heading, days[0]: said[0]}


def _is_word(kind: Kind, name: str, heading: str) -> bool:
    """Whether a heading is a word of the field that it would stand for."""
    return spelt(kind, kind.fields[name])(heading) or bool(
        meant_by_parts(heading, kind.words[name])
    )


def _is_asked(view: View, heading: str) -> bool:
    """Whether a heading over texts, which could be anything, is a question: it asks, or a form
    tool wrote the table, or people rated what the heading names."""
    if asks(heading) or any(is_listed("forms", one) for one in view.table.headings):
        return True
    rates = view.contents[heading].share("level") >= MOSTLY
    return rates and signs.holds("rated_by_many", view) and not signs.of_people(view)


def _names_people(view: View, heading: str) -> bool:
    """Whether a column says who answered, and answers nothing."""
    return view.contents[heading].among(lambda text: view.known.has("person", text)) >= MOSTLY


def _of_period(kind: Kind, wide: Wide, view: View, heading: str) -> FieldMap | None:
    found = _period_of(view, heading)
    if found is None or found.unit == "day" or is_listed("sums", heading):
        return None
    if wide.read_as == "year" and found.unit != "year":
        return None
    name = _field_of(kind, found.rest) if found.rest else wide.cells
    if name is None or not _may_hold(kind, name, view, heading):
        return None
    return FieldMap(field=name, column=heading, of={wide.of: found.said})


def _period_of(view: View, heading: str) -> Found | None:
    """The period that a heading names; of days that begin or end the months of a year each, the
    month."""
    if heading in view.months:
        return Found(view.months[heading], "month", "")
    return period_in(heading)


def _field_of(kind: Kind, rest: str) -> str | None:
    """The field that the rest of a heading names: 目标 in "1月 目标"."""
    found = {
        name: match.score
        for name, match in matches(kind.name, rest).items()
        if match.score >= NAMED
    }
    return max(found, key=lambda name: found[name], default=None)


def _of_currency(kind: Kind, wide: Wide, view: View, heading: str) -> FieldMap | None:
    marks = [word for word in words_of(heading) if currencies_of(word)]
    if not marks or not _may_hold(kind, wide.cells, view, heading):
        return None
    of = {wide.of: _code(marks[0])}
    if len(marks) > 1 and QUOTE in kind.fields:
        of[QUOTE] = _code(marks[1])
    if PER in kind.fields and (many := _PER.search(plain(heading))):
        of[PER] = many[1]
    return FieldMap(field=wide.cells, column=heading, of=of)


def _code(mark: str) -> str:
    """The code of a currency; a mark that several share as it is."""
    found = currencies_of(mark)
    return found[0] if len(found) == 1 else mark.upper()


def _of_number(kind: Kind, wide: Wide, view: View, heading: str) -> FieldMap | None:
    if not any(one.isdigit() for one, _ in variants(heading)):
        return None
    if not _holds(kind, wide.cells, view, heading, MOSTLY):
        return None
    return FieldMap(field=wide.cells, column=heading, of={wide.of: heading})


def _says_of_things(heading: str, ending: str) -> bool:
    """Whether a heading ends like those that number or count things, and name none."""
    return any(
        bare == end or bare.endswith(f" {end}" if end.isascii() else end)
        for bare, _ in variants(heading)
        for end in spellings(ending)
    )


def _is_told_otherwise(kind: Kind, heading: str) -> bool:
    named = (match.score for match in matches(kind.name, heading).values())
    return (
        is_listed("aside", heading) or is_listed("sums", heading) or max(named, default=0) >= NAMED
    )


def _holds(kind: Kind, name: str, view: View, heading: str, least: float) -> bool:
    """Whether most cells are what the field holds; of words, ones that the kind knows."""
    contents, field = view.contents[heading], kind.fields[name]
    if not contents.filled:
        return False
    if name in kind.words:
        return contents.among(spelt(kind, field)) >= least
    return reads_as(kind, field, contents, view.known) >= least


def _may_hold(kind: Kind, name: str, view: View, heading: str) -> bool:
    """An empty month is a month to come."""
    return not view.contents[heading].filled or _holds(kind, name, view, heading, A_FEW)


def _of_parts(kind: Kind, wide: Wide, view: View, heading: str) -> FieldMap | None:
    """One of the fields of what the rest of the heading names, where several are told of it."""
    told = view.parts(kind.name).get(heading)
    if told is None or not _may_hold(kind, told[1], view, heading):
        return None
    return FieldMap(field=told[1], column=heading, of={wide.of: told[0]})


_Reads = Callable[[Kind, Wide, View, str], FieldMap | None]
_READINGS: Mapping[str, _Reads] = {
    "any": _of_anything,
    "period": _of_period,
    "year": _of_period,
    "currency": _of_currency,
    PARTS: _of_parts,
    "number": _of_number,
}


def fields_of(maps: Sequence[FieldMap]) -> set[str]:
    """The fields that columns of a wide form fill."""
    return {name for one in maps for name in (one.field, *one.of)}
