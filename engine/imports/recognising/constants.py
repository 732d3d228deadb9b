"""Fields that no column holds and that the names around a table tell: its course, its year, the
status that all of its people have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Field, Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising import naming
from engine.imports.recognising.known import Known
from engine.imports.recognising.periods import canonical
from engine.imports.recognising.vocabulary import spellings
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import FieldMap, place

CODE = "constant"
COUNTED = frozenset(("money", "number", "whole", "level", "share"))
DATED = frozenset(("day", "period", "year"))
TELLING = 0.45


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a field is for every row: certain, or to be asked about (`options` may be none)."""

    options: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A table among the others of its file: `own_sheet` says that it is one of several sheets
    alike, each with a name of its own; `before` are the constants that were accepted for such a
    sheet, by field; `headed` are the headings by which a column of values tells a field."""

    table: Table
    own_sheet: bool
    known: Known
    before: Mapping[str, str] = dataclass_field(default_factory=dict)
    headed: Mapping[str, str] = dataclass_field(default_factory=dict)


@dataclass(slots=True)
class Constants:
    """What the names around a table told, what is said of it, and what only a person can say."""

    maps: tuple[FieldMap, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()


def constants(kind: Kind, held: set[str], around: Around, answers: Answers) -> Constants:
    """The constants of all fields that nothing holds yet."""
    found = Constants()
    where = _place(around.table)
    for field in _missing(kind, held):
        _add(found, kind, field, held, around, answers.to(CODE, f"{where}|{field.name}"))
    return found


def _place(table: Table) -> str:
    return place(table.file, table.sheet, table.part)


def _add(
    found: Constants, kind: Kind, field: Field, held: set[str], around: Around, said: str | None
) -> None:
    proposed = _proposed(kind, field, around, held)
    told = {one.constant for one in found.maps}
    if said is None and proposed and set(proposed.options) & told:
        return  # A name tells one thing.
    if said:
        found.maps += (FieldMap(field=field.name, constant=said),)
    elif said is None and proposed and proposed.certain:
        value = proposed.options[0]
        found.maps += (FieldMap(field=field.name, constant=value),)
        found.facts += (Fact("constant", {"field": field.name, "value": value}),)
    elif said is None and proposed and _is_wanted(kind, field, held, around, found.maps):
        found.questions += (_question(kind, field, around, proposed),)


def _missing(kind: Kind, held: set[str]) -> list[Field]:
    """What nothing holds: words first, for they are known, then what the kind needs."""
    needed = {name for need in kind.needs for name in need}
    missing = [field for name, field in kind.fields.items() if name not in held]
    return sorted(missing, key=lambda one: (one.type != "word", one.name not in needed))


def _is_wanted(
    kind: Kind, field: Field, held: set[str], around: Around, maps: Sequence[FieldMap]
) -> bool:
    """Whether the kind cannot do without, or had it before: nothing else is asked about."""
    if field.required or field.name in around.before:
        return True
    there = held | {one.field for one in maps}
    return any(field.name == need[0] and not there & set(need) for need in kind.needs)


def _question(kind: Kind, field: Field, around: Around, proposed: Proposed) -> Question:
    return Question(
        code=CODE,
        subject=f"{_place(around.table)}|{field.name}",
        args={"kind": kind.name, "field": field.name},
        options=proposed.options,
        proposed=next(iter(proposed.options), None),
        rows=len(around.table),
    )


def _proposed(kind: Kind, field: Field, around: Around, held: set[str]) -> Proposed | None:
    if (named := _named_in_title(kind, field, around)) is not None:
        return Proposed((named,), certain=True)
    if field.type == "unit" and not _needs_unit(kind, field, held):
        return None
    find = _FINDERS.get("name" if field.to else field.type)
    found = find(kind, field, around) if find else None
    kept = around.before.get(field.name)
    if kept is None or (found and found.certain):
        return found
    # What changes from file to file is asked anew; what a person wrote down stays.
    changes = find is not None and field.type != "word"
    return Proposed((kept, *(found.options if found else ())), certain=not changes)


def _named_in_title(kind: Kind, field: Field, around: Around) -> str | None:
    """What a line above the headings says of the field by its very name. An amount there is one
    for all rows together, and a mere "date" may be that of the list, if it is not beside a
    course."""
    if field.type in COUNTED:
        return None
    told = naming.pairs_told(kind.name, around.table)
    if field.name not in told:
        return None
    match, value = told[field.name]
    is_of_rows = match.weight >= TELLING or naming.COURSE in told
    return value if field.type not in DATED or is_of_rows else None


def _needs_unit(kind: Kind, field: Field, held: set[str]) -> bool:
    """Whether it is the first of the fields of units that the kind asks for, and none is there."""
    units = [name for need in kind.needs for name in need if kind.fields[name].type == "unit"]
    return field.name in units[:1] and not held & set(units)


def _word(kind: Kind, field: Field, around: Around) -> Proposed | None:
    """A value that the sheet's name is: 离职, Resigned, 离职人员."""
    sheet = plain(around.table.sheet)
    names = {sheet, *(sheet.removesuffix(one).strip() for one in spellings("persons"))}
    spelt = {
        text: value for value, texts in kind.words.get(field.name, {}).items() for text in texts
    }
    found = [one for one in names if len(one) > 1 and one in spelt]
    return Proposed((found[0],), certain=True) if found else None


def _year(_kind: Kind, field: Field, around: Around) -> Proposed | None:
    years = naming.years_of(around.table)
    if len(years) == 1:
        return Proposed((years[0],), certain=True)
    return Proposed(tuple(years), certain=False)


def _period(_kind: Kind, field: Field, around: Around) -> Proposed | None:
    if not field.is_key:
        return None
    said = naming.period_of(around.table)
    years = naming.years_of(around.table)
    period = canonical(said, years[0] if len(years) == 1 else None) if said else None
    return Proposed((period,), certain=True) if period else Proposed((), certain=False)


def _day(_kind: Kind, field: Field, around: Around) -> Proposed | None:
    if not (field.is_key or field.required):
        return None
    days = naming.days_of(around.table)
    return Proposed(tuple(days), certain=len(days) == 1)


def _name(_kind: Kind, field: Field, around: Around) -> Proposed | None:
    """A course, a KPI: known by its name, or a sheet of its own among others alike."""
    if not (field.required or field.is_key):
        return None
    names = naming.names_of(around.table)
    known = [one for one in map(naming.subject_of, names) if around.known.has(field.to or "", one)]
    if known:
        return Proposed((known[0],), certain=True)
    if (quoted := naming.quoted(around.table)) is not None:
        return Proposed((quoted,), certain=True)
    if (heading := around.headed.get(field.name)) is not None:
        return Proposed((heading,), certain=True)
    sheet = naming.in_full(around.table)
    if sheet and around.own_sheet:
        return Proposed((sheet,), certain=True)
    options = [subject for one in names if (subject := naming.subject_of(one))]
    return Proposed(tuple(dict.fromkeys(options)), certain=False)


def _unit(kind: Kind, field: Field, around: Around) -> Proposed | None:
    """The unit of a sheet's people, where every unit has a sheet."""
    sheet = around.table.sheet
    if around.known.has("unit", sheet):
        return Proposed((sheet,), certain=True)
    if around.own_sheet and not naming.tells_of_others(sheet):
        return Proposed((sheet,), certain=True)
    names = [naming.unit_of(kind.name, one) for one in naming.names_of(around.table)]
    return Proposed(tuple(dict.fromkeys(filter(None, names))), certain=False)


_Finds = Callable[[Kind, Field, Around], Proposed | None]
_FINDERS: Mapping[str, _Finds] = {
    "word": _word,
    "year": _year,
    "period": _period,
    "day": _day,
    "name": _name,
    "unit": _unit,
}
