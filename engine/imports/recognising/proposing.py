"""What the tables of some files are, and which of their columns is what: proposed where it is
clear, asked where it is not."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising import naming
from engine.imports.recognising.assigning import View
from engine.imports.recognising.beside import settled_beside
from engine.imports.recognising.choosing import CODE, Choice, choose
from engine.imports.recognising.constants import Around, constants
from engine.imports.recognising.fingerprint import NEARLY, alike, fingerprint
from engine.imports.recognising.headed import asked_by_column, told_by_heading
from engine.imports.recognising.joins import Catalogue, catalogues_of, facts_of, joins_of
from engine.imports.recognising.keeping import kept_constants, renewed
from engine.imports.recognising.known import Known
from engine.imports.recognising.lacking import which_column
from engine.imports.recognising.periods import canonical, period_in
from engine.imports.recognising.rearranging import codes_found
from engine.imports.recognising.sessions import (
    COURSE,
    TRAININGS,
    Sessions,
    sessions_in,
    told_by_sessions,
)
from engine.imports.recognising.unclear import settled
from engine.imports.recognising.wide import fields_of
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import FieldMap, Join, SheetMapping, place

LIKELY, OFFERED = 0.1, 3
# What columns stand for that are of times.
PERIODS = ("quarter", "period")
NOT_LOADED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`mapping` has no kind where nothing of the sheet is loaded: it holds no data, or which
    kind it is waits for an answer (then it is among `questions`). `likely` are the kinds with
    their scores, `facts` what was found out."""

    table: Table
    mapping: SheetMapping
    confidence: float
    likely: tuple[tuple[str, float], ...] = ()
    questions: tuple[Question, ...] = ()
    facts: tuple[Fact, ...] = ()


def propose(
    tables: Sequence[Table], known: Known | None = None, answers: Answers | None = None
) -> list[Proposal]:
    """A proposal for every table, in their order; they see each other."""
    known, answers = known or Known(), answers or Answers()
    files = Counter(table.file for table in tables)
    views = [
        View(
            _under_its_title(table, tables),
            known,
            _has_own_sheet(table, tables),
            alone=files[table.file] == 1,
        )
        for table in tables
    ]
    choices = [choose(view, answers) for view in views]
    tied = _tied_to_sessions(views, choices, answers)
    catalogues = _catalogues(views, choices)
    return [
        dataclasses.replace(
            _proposal(one.view, one.choice, catalogues, answers, one.joins), table=table
        )
        for table, one in zip(tables, tied, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Tied:
    """A table with what it is taken for, and the joins that this takes."""

    view: View
    choice: Choice
    joins: tuple[Join, ...] = ()


def _tied_to_sessions(
    views: Sequence[View], choices: Sequence[Choice], answers: Answers
) -> list[_Tied]:
    """Tables that are lists of who was in the sessions of another, with these; the others as
    they are."""
    pairs = list(zip(views, choices, strict=True))
    known = [one for view, choice in pairs for one in sessions_in(view.table, choice.chosen)]
    return [_tied(view, choice, known, answers) for view, choice in pairs]


def _tied(view: View, choice: Choice, known: Sequence[Sessions], answers: Answers) -> _Tied:
    chosen = choice.chosen
    if chosen is not None and COURSE in chosen.columns:
        return _Tied(view, choice)
    table, joins = told_by_sessions(view.table, known)
    if not joins:
        return _Tied(view, choice)
    wider = dataclasses.replace(view, table=table)
    again = choose(wider, answers)
    of_trainings = again.chosen is not None and again.chosen.kind.name == TRAININGS
    return _Tied(wider, again, joins) if of_trainings else _Tied(view, choice)


def _under_its_title(table: Table, tables: Sequence[Table]) -> Table:
    """The second half of a table in two halves, under the title of the first."""
    if table.title:
        return table
    halves = (
        one
        for one in tables
        if (one.file, one.sheet, one.headings) == (table.file, table.sheet, table.headings)
    )
    return dataclasses.replace(table, title=tuple(naming.above(next(halves))))


def _has_own_sheet(table: Table, tables: Sequence[Table]) -> bool:
    """Whether its file has another sheet with about its headings, and both have names."""
    if naming.is_nameless(table.sheet) or naming.tells_of_others(table.sheet):
        return False
    return any(
        one.file == table.file
        and one.sheet != table.sheet
        and not naming.is_nameless(one.sheet)
        and alike(one.headings, table.headings) >= NEARLY
        for one in tables
    )


def _catalogues(views: Sequence[View], choices: Sequence[Choice]) -> list[Catalogue]:
    """What tables may name by key in others, whether these are loaded or not."""
    found = []
    for view, choice in zip(views, choices, strict=True):
        looked = [choice.chosen] if choice.chosen else choice.found[:OFFERED]
        for one in looked:
            is_loaded = choice.chosen is not None
            columns = codes_found(one.kind, view, one.columns, one.unused)
            found += catalogues_of(view.table, one.kind.name, columns, is_loaded)
    return found


def _proposal(
    view: View,
    choice: Choice,
    catalogues: Sequence[Catalogue],
    answers: Answers,
    tied: tuple[Join, ...] = (),
) -> Proposal:
    if choice.chosen is None:
        return _without_kind(view.table, choice)
    kind, table = choice.chosen.kind, view.table
    # What was accepted before is clear.
    unused = choice.chosen.unused if choice.kept is None else ()
    clear, unclear = settled(choice.chosen, view, unused, answers)
    joins, columns = joins_of(table, kind, clear, catalogues)
    maps = [FieldMap(field=name, column=heading) for name, heading in columns.items()]
    wide, beside = settled_beside(kind, view, choice.chosen.wide, choice.chosen.unused, answers)
    maps += wide
    if choice.kept is not None:
        maps = renewed(choice.kept, maps, table.headings)
    around = Around(
        table=table,
        own_sheet=view.own_sheet,
        known=view.known,
        before=kept_constants(choice.kept),
        headed=told_by_heading(kind, maps, view),
    )
    fixed = constants(kind, fields_of(maps) | _years_told(kind, maps), around, answers)
    year = _year(kind, fixed.maps, naming.years_of(view.table))
    mapping = dataclasses.replace(
        _empty(table),
        kind=kind.name,
        fields=(*(_dated(kind, one, year) for one in maps), *fixed.maps),
        words=choice.kept.words if choice.kept else {},
        joins=(*tied, *joins) or (choice.kept.joins if choice.kept else ()),
    )
    # A column is likelier than one value for all rows.
    asked = [
        which_column(kind, [one.args["field"]], view, mapping, answers) or one
        for one in fixed.questions
    ]
    asked = asked_by_column(kind, asked, view, mapping, answers)
    facts = [*fixed.facts, *facts_of((*tied, *joins))]
    if choice.kept is not None:
        facts.append(Fact("mapping_kept", {"file": choice.kept.file, "sheet": choice.kept.sheet}))
    return Proposal(
        table=table,
        mapping=mapping,
        confidence=choice.confidence,
        likely=_likely(table, choice),
        questions=(*unclear, *beside, *asked),
        facts=(*facts, *_told(view, mapping)),
    )


def _year(kind: Kind, fixed: Sequence[FieldMap], named: Sequence[str]) -> str | None:
    """The year of all rows: a field of it, or the only one that a name around the table tells."""
    said = [one.constant for one in fixed if kind.fields[one.field].type == "year"]
    return (said or (list(named) if len(named) == 1 else [None]))[0]


def _dated(kind: Kind, one: FieldMap, year: str | None) -> FieldMap:
    """A column of a period under the period as it is kept, where its year is known."""
    of = {}
    for name, text in one.of.items():
        type = kind.fields[name].type
        period = canonical(text, year) if type in ("period", "year", "day") else None
        of[name] = (f"{period}-01" if type == "day" else period) if period else text
    return dataclasses.replace(one, of=of)


def _years_told(kind: Kind, wide: Sequence[FieldMap]) -> set[str]:
    """The fields of years, where columns of periods name their years themselves."""
    periods = [
        text for one in wide for name, text in one.of.items() if kind.fields[name].type == "period"
    ]
    if not periods or not all(map(canonical, periods)):
        return set()
    return {name for name, field in kind.fields.items() if field.type == "year"}


def _without_kind(table: Table, choice: Choice) -> Proposal:
    questions: tuple[Question, ...] = ()
    facts: tuple[Fact, ...] = ()
    if choice.nothing is None:
        questions = (_which_kind(table, choice),)
    else:
        facts = (Fact("no_data", {"why": choice.nothing}),)
    return Proposal(
        table=table,
        mapping=_empty(table),
        confidence=choice.confidence,
        likely=_likely(table, choice),
        questions=questions,
        facts=facts,
    )


def _which_kind(table: Table, choice: Choice) -> Question:
    likely = [name for name, _ in _likely(table, choice)]
    # What a sheet is called by is likelier than what its columns have in common with others.
    offered = sorted(likely, key=lambda name: not naming.calls(name, table))
    return Question(
        code=CODE,
        subject=place(table.file, table.sheet, table.part),
        args={"headings": tuple(table.headings)},
        options=(*offered, NOT_LOADED),
        proposed=next(iter(offered), None),
        rows=len(table),
    )


def _empty(table: Table) -> SheetMapping:
    return SheetMapping(
        file=table.file,
        sheet=table.sheet,
        fingerprint=fingerprint(table.headings),
        kind=None,
        headings=tuple(table.headings),
        part=table.part,
    )


def _likely(table: Table, choice: Choice) -> tuple[tuple[str, float], ...]:
    first = [one for one in choice.found[:OFFERED] if one.score >= LIKELY]
    called = [one for one in choice.found[OFFERED:] if naming.calls(one.kind.name, table)]
    return tuple((one.kind.name, round(one.score, 3)) for one in (*first, *called[:1]))


def _stands_for(one: FieldMap) -> Iterator[str]:
    """What a column of many is for; of periods, how long they are."""
    for name, text in one.of.items():
        found = period_in(text) if name in PERIODS else None
        yield found.unit if found is not None and found.unit != "day" else name


def _told(view: View, mapping: SheetMapping) -> list[Fact]:
    """What is said of the columns: those of which each stands for something, those not used."""
    facts = []
    if wide := [one for one in mapping.fields if one.of]:
        names = sorted({name for one in wide for name in _stands_for(one)})
        facts.append(Fact("wide", {"of": names, "columns": len(wide)}))
    used = {one.column for one in mapping.fields}
    unused = [one for one in view.table.headings if one not in used and view.contents[one].filled]
    if unused:
        facts.append(Fact("columns_not_used", {"columns": unused}))
    return facts
