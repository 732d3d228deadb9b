"""A load between being given and being loaded: its files, mappings and answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from engine.access import Right, Role, scope
from engine.access.rights import roles_with
from engine.imports.collecting import uncollected
from engine.imports.grid.reading import read_sheets
from engine.imports.kinds.kind import kinds
from engine.imports.mapping_json import VERSION, from_json, to_json
from engine.imports.recognising.fingerprint import fingerprint
from engine.imports.recognising.headings import is_heading
from engine.imports.shape.finding import sheet_left_out, tables_of
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import SheetMapping, parts, place
from engine.queries.company import whole_company
from engine.store.tables import ImportBatch, ImportFile, ImportLoad, ImportMapping, StoreInfo
from engine.usecases.context import Context, asks_whether
from engine.usecases.imports.views import GivenFile, Top
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound, NotPermitted

DRAFT, LOADED, UNDONE = "draft", "loaded", "undone"
MOST_FILES = 20
# So much of a sheet is shown as it stands, for a person to say where its headings are.
TOP_ROWS, TOP_COLUMNS = 12, 12
# How long the content of files stays.
KEPT_FOR = timedelta(days=30)
WORD = "word:"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of some files, what is said of their sheets that hold none, and the first rows
    of every sheet as they stand, by its place."""

    tables: tuple[Table, ...] = ()
    aside: tuple[Fact, ...] = ()
    tops: Mapping[str, Top] = field(default_factory=dict)

    @property
    def unread(self) -> Mapping[str, Top]:
        """Those in which no table was found, though there is something in them."""
        read = {place(one.file, one.sheet) for one in self.tables}
        return {
            where: top
            for where, top in self.tops.items()
            if where not in read and any(map(any, top))
        }


@asks_whether
def require_importer(context: Context) -> None:
    """Loading is for whoever may load some kind, in the whole company (what files say is not of
    one unit), and into a company's own store.

    Raises:
        InvalidInput: the store holds the sample company.
        NotPermitted: the actor may load nothing.
    """
    everywhere = whole_company(context.session)
    rights = {Right(kind.right) for kind in kinds().values()}
    if not any(everywhere.startswith(scope(context.actor, right)) for right in rights):
        require_company(context, Right.IMPORT_DATA)
    if context.session.scalar(select(StoreInfo.kind)) == "sample":
        raise InvalidInput("store_holds_sample")


def require_rights(context: Context, load: ImportLoad) -> None:
    """Who takes back what was loaded must be one who may load it.

    Raises:
        NotPermitted: naming who may, and what of it is theirs.
    """
    loaded = select(ImportBatch.kind).where(ImportBatch.load_id == load.id).distinct()
    rights = {name: Right(kinds()[name].right) for name in context.session.scalars(loaded)}
    for name, right in rights.items():
        try:
            require_company(context, right)
        except NotPermitted as error:
            raise _not_undone_by(context, load, name, [*rights.values()]) from error


def _not_undone_by(
    context: Context, load: ImportLoad, loaded: str, rights: Sequence[Right]
) -> NotPermitted:
    """Whoever may load all of it, if one role may."""
    first, *others = (roles_with(context.actor, one) for one in rights)
    able = [role for role in first if all(role in one for one in others)]
    if not able:
        return NotPermitted("undo_import_of_several", Role.HR.value, id=load.id, loaded=loaded)
    return NotPermitted("undo_import", able[0].value, id=load.id, loaded=loaded)


def keep_files(context: Context, load: ImportLoad, files: Sequence[GivenFile]) -> None:
    context.session.add_all(
        ImportFile(
            load_id=load.id,
            name=one.name[:300],
            sha256=hashlib.sha256(one.content).hexdigest(),
            content=one.content,
        )
        for one in files
    )
    context.session.flush()


def forget_old_files(context: Context) -> None:
    """The content of files of long ago: their loads stay in the history."""
    old = select(ImportLoad.id).where(ImportLoad.created_at < context.now - KEPT_FOR)
    forgotten = update(ImportFile).where(ImportFile.load_id.in_(old)).values(content=None)
    context.session.execute(forgotten.execution_options(synchronize_session=False))


def loads_seen(context: Context) -> Select[ImportLoad]:
    """One's own, and those of kinds alone that one may load; all for who loads the company's
    people, and so may see what files say of them."""
    everywhere = whole_company(context.session)
    if everywhere.startswith(scope(context.actor, Right.IMPORT_DATA)):
        return select(ImportLoad)
    may = [
        name
        for name, kind in kinds().items()
        if everywhere.startswith(scope(context.actor, Right(kind.right)))
    ]
    some = select(ImportBatch.load_id).where(ImportBatch.kind.in_(may))
    others = select(ImportBatch.load_id).where(ImportBatch.kind.not_in(may))
    is_theirs = and_(ImportLoad.id.in_(some), ImportLoad.id.not_in(others))
    return select(ImportLoad).where(or_(ImportLoad.actor == context.actor.emp_no, is_theirs))


def find_load(context: Context, load_id: int, state: str | None = None) -> ImportLoad:
    """The load, locked until the transaction ends.

    Raises:
        InvalidInput: it is not in `state` (any more).
        NotFound: there is none that the actor may see.
    """
    wanted = loads_seen(context).where(ImportLoad.id == load_id).with_for_update()
    load = context.session.scalars(wanted).first()
    if load is None:
        raise NotFound("unknown_import", id=load_id)
    if state is not None and load.state != state:
        raise InvalidInput(f"import_is_{load.state}", id=load_id)
    return load


def files_of(session: Session, load_id: int) -> Sequence[ImportFile]:
    files = select(ImportFile).where(ImportFile.load_id == load_id).order_by(ImportFile.id)
    return session.scalars(files).all()


def found_in(session: Session, load: ImportLoad) -> Found:
    """All tables of its files, and the sheets that have none.

    Raises:
        InvalidInput: a file cannot be read; its content is not kept any more.
    """
    mappings = mappings_of(load)
    found = Found()
    for file in files_of(session, load.id):
        if file.content is None:
            raise InvalidInput("import_files_gone", id=load.id, file=file.name)
        one = found_in_file(file.name, file.content, _headings_said(mappings, file.name))
        tops = {**found.tops, **one.tops}
        found = Found(found.tables + one.tables, found.aside + one.aside, tops)
    return found


def _parted(tables: Sequence[Table]) -> list[Table]:
    said = [(place(one.file, one.sheet), fingerprint(one.headings)) for one in tables]
    return [
        one if part == one.part else replace(one, part=part)
        for one, part in zip(tables, parts(said), strict=True)
    ]


@lru_cache(maxsize=8)
@uncollected()
def found_in_file(
    name: str, content: bytes, headings: tuple[tuple[str, tuple[int, int]], ...]
) -> Found:
    """`headings` are the rows of headings that a person named, by sheet."""
    said = dict(headings)
    tables: list[Table] = []
    aside: list[Fact] = []
    tops: dict[str, Top] = {}
    for sheet in read_sheets(name, content):
        here = tables_of(sheet, is_heading, said.get(sheet.name))
        tables += _parted(here)
        tops[place(name, sheet.name)] = tuple(
            tuple(row[:TOP_COLUMNS]) for row in sheet.rows[:TOP_ROWS]
        )
        if not here:
            aside.append(sheet_left_out(sheet))
    return Found(tuple(tables), tuple(aside), tops)


def refuse_files(load: ImportLoad, errors: Sequence[InvalidInput]) -> None:
    """Remember which files were given with the load and could not be read."""
    said = [{"code": one.code, "args": dict(one.args_by_name)} for one in errors]
    load.options = {**load.options, REFUSED: said}


def refused_files(load: ImportLoad) -> list[Fact]:
    return [Fact("file_refused", one) for one in load.options.get(REFUSED, ())]


def _headings_said(
    mappings: Sequence[SheetMapping], file: str
) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple(
        (one.sheet, one.heading_rows)
        for one in mappings
        if one.file == file and one.heading_rows is not None
    )


def mappings_of(load: ImportLoad) -> list[SheetMapping]:
    read = _read(load.mappings)
    numbers = parts([(one.place, one.fingerprint) for one in read])
    return [replace(one, part=part) for one, part in zip(read, numbers, strict=True)]


def set_mappings(load: ImportLoad, mappings: Sequence[SheetMapping]) -> None:
    load.mappings = _plain(mappings)


def _plain(mappings: Sequence[SheetMapping]) -> list[object]:
    sheets: list[object] = json.loads(to_json(mappings))["sheets"]
    return sheets


def _read(sheets: object) -> list[SheetMapping]:
    return from_json(json.dumps({"version": VERSION, "sheets": sheets}))


def kept_mappings(session: Session) -> list[SheetMapping]:
    """How sheets were read before, the newest first."""
    latest = select(ImportMapping.body).order_by(ImportMapping.used_at.desc(), ImportMapping.id)
    return _read(list(session.scalars(latest)))


def keep_mappings(
    context: Context, mappings: Sequence[SheetMapping], answers: Mapping[str, str]
) -> None:
    """For next month's files of the same headings; what words were said to mean is kept too,
    and which sheets are not to be loaded."""
    known = {one.fingerprint: one for one in context.session.scalars(select(ImportMapping))}
    for mapping in mappings:
        if not mapping.kind and f"kind:{mapping.own_place}" not in answers:
            continue
        (body,) = _plain([with_words(mapping, answers)])
        if (row := known.get(mapping.fingerprint)) is not None:
            row.body, row.used_at = body, context.now
        else:
            row = ImportMapping(fingerprint=mapping.fingerprint, body=body, used_at=context.now)
            known[mapping.fingerprint] = row
            context.session.add(row)


def forget_mappings(context: Context, load: ImportLoad) -> None:
    """What is taken back may have been read wrongly: files are not read so again by themselves."""
    kept = {one.fingerprint: one for one in context.session.scalars(select(ImportMapping))}
    for mapping in mappings_of(load):
        row = kept.pop(mapping.fingerprint, None)
        if row is not None and [row.body] == _plain([with_words(mapping, load.answers)]):
            context.session.delete(row)


def with_words(mapping: SheetMapping, answers: Mapping[str, str]) -> SheetMapping:
    """The mapping with the meanings of words that were answered."""
    words = {name: dict(meant) for name, meant in mapping.words.items()}
    used = {one.field for one in mapping.fields}
    for key, value in answers.items():
        name, _, text = key.removeprefix(WORD).partition("=")
        if key.startswith(WORD) and name in used:
            words.setdefault(name, {})[text] = value
    return replace(mapping, words=words)
