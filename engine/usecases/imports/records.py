"""Single records, entered one by one: a table of a row or a few, through the loaders of files."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.imports.kinds.kind import Kind
from engine.imports.loading.fields import YES
from engine.imports.questions import Question
from engine.imports.shape.table import Column, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import TABLES
from engine.store.tables import ImportLoad
from engine.usecases.context import Context
from engine.usecases.imports.drafts import DRAFT, require_importer
from engine.usecases.imports.filled import kind_for
from engine.usecases.imports.load import keep_load
from engine.usecases.imports.looking import RECORD, load_tables, trying
from engine.values.errors import InvalidInput

MOST_RECORDS = 200
# Whoever types a level means it as it is kept, out of five.
LEVELS = {"scale": "0-5"}
# Things that people call by name.
NAMED = frozenset((*TABLES, "unit", "survey"))
ALSO_NEW = "also_new"
# By field, as it would stand in a file.
Record = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of the records, which are the rows 1, 2, … of the report; `load` is the number
    under which the history has them, none where nothing was kept. `repeated`: it was entered
    before, with the same key."""

    report: SheetReport
    load: int | None = None
    repeated: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether all of every record was: nobody sees what of a form is left out."""
        report = self.report
        lost = report.questions or report.refusals or report.cells_left_out
        return not lost and min(report.fates.values()) > Fate.LEFT_OUT


class NotTaken(InvalidInput):
    """Nothing was kept: something is asked, or was refused (see the report of `entered`)."""

    def __init__(self, entered: Entered) -> None:
        super().__init__("record_asks" if entered.report.questions else "record_refused")
        self.entered = entered

    @property
    def is_asked(self) -> bool:
        """Whether answers settle it."""
        return bool(self.entered.report.questions)


def enter_records(
    context: Context, name: str, records: Sequence[Record], answers: Mapping[str, str], key: str
) -> Entered:
    """Keep records of a kind: new ones, or those that are there corrected. All of them or none;
    the same key once.

    Raises:
        InvalidInput: none, too many, or a field that the kind does not have; the store holds the
            sample company.
        NotFound: there is no such kind.
        NotPermitted: the actor may not load the kind.
        NotTaken: something of them is asked or refused.
    """
    kind = _kind(context, name, records)
    load = _load(context, kind, answers)
    entered = _lacking(kind, records)
    if entered is None:
        loaded = load_tables(context, load, [_table(kind, records)], [_mapping(kind, records)])
        _ask_of_new(kind, loaded.reports[0], answers)
        entered = Entered(report=loaded.reports[0], load=load.id)
    if not entered.is_taken:
        raise NotTaken(entered)
    keep_load(context, load, loaded)
    return entered


def look_at_records(
    context: Context, name: str, records: Sequence[Record], answers: Mapping[str, str]
) -> Entered:
    """What entering them would do; nothing is kept.

    Raises:
        InvalidInput, NotFound, NotPermitted: as for entering them.
    """
    kind = _kind(context, name, records)
    if (lacking := _lacking(kind, records)) is not None:
        return lacking
    with trying(context):
        load = _load(context, kind, answers)
        tables, mappings = [_table(kind, records)], [_mapping(kind, records)]
        loaded = load_tables(context, load, tables, mappings)
        loaded.writer.journal.stop()
    _ask_of_new(kind, loaded.reports[0], answers)
    return Entered(report=loaded.reports[0])


def _kind(context: Context, name: str, records: Sequence[Record]) -> Kind:
    kind = kind_for(context, name)
    require_importer(context)
    if not 1 <= len(records) <= MOST_RECORDS:
        raise InvalidInput("records_count", most=MOST_RECORDS)
    if unknown := sorted({field for one in records for field in one} - set(kind.fields)):
        raise InvalidInput("record_fields", kind=name, unknown=unknown, known=list(kind.fields))
    return kind


def _load(context: Context, kind: Kind, answers: Mapping[str, str]) -> ImportLoad:
    is_of_levels = any(field.type == "level" for field in kind.fields.values())
    load = ImportLoad(
        state=DRAFT,
        actor=context.actor.emp_no,
        channel=context.channel,
        created_at=context.now,
        mappings=[],
        answers={**(LEVELS if is_of_levels else {}), **answers},
        options={RECORD: kind.name},
    )
    context.session.add(load)
    context.session.flush()
    return load


def _lacking(kind: Kind, records: Sequence[Record]) -> Entered | None:
    """The records that lack what every one of the kind must say."""
    report = SheetReport(file=RECORD, sheet="", kind=kind.name, read=len(records))
    alone = [(name,) for name, field in kind.fields.items() if field.alone]
    for number, record in enumerate(records, 1):
        report.took(number, Fate.LEFT_OUT)
        for need in (*kind.needs, *alone):
            if not any(record.get(name, "").strip() for name in need):
                report.refuse(number, need[0], "", "empty")
    return Entered(report=report) if report.refusals else None


def _ask_of_new(kind: Kind, report: SheetReport, answers: Mapping[str, str]) -> None:
    """What a record brings into being beside itself by naming it may be a slip of the pen."""
    new = {name: n for name, n in report.things.items() if n and name in NAMED}
    others = {name: n for name, n in new.items() if name not in kind.holds}
    if others and not report.questions and answers.get(ALSO_NEW) != YES:
        report.ask(
            Question(
                code="also_new", args={"things": others}, options=(YES,), rows=len(report.fates)
            )
        )


def _fields(kind: Kind, records: Sequence[Record]) -> list[str]:
    return [name for name in kind.fields if any(name in one for one in records)]


def _table(kind: Kind, records: Sequence[Record]) -> Table:
    columns = tuple(
        _column(name, [one.get(name, "").strip() for one in records])
        for name in _fields(kind, records)
    )
    numbers = array("l", range(1, len(records) + 1))
    return Table(file=RECORD, sheet="", columns=columns, numbers=numbers)


def _column(heading: str, cells: Sequence[str]) -> Column:
    texts = tuple(dict.fromkeys(cells))
    places = {text: at for at, text in enumerate(texts)}
    return Column(heading, texts, array("l", [places[text] for text in cells]))


def _mapping(kind: Kind, records: Sequence[Record]) -> SheetMapping:
    """Every field is under its own name; a word may be said by the value that it means."""
    names = _fields(kind, records)
    return SheetMapping(
        file=RECORD,
        sheet="",
        fingerprint="",
        kind=kind.name,
        fields=tuple(FieldMap(field=name, column=name) for name in names),
        words={name: dict(zip(words, words, strict=True)) for name, words in kind.words.items()},
        headings=tuple(names),
    )
