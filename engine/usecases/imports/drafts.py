"""A load between being given and being loaded: its files, mappings and answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Right, require
from engine.imports.grid.reading import read_sheets
from engine.imports.kinds.kind import kinds
from engine.imports.recognising.headings import is_heading
from engine.imports.shape.finding import tables_of
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import SheetMapping, mapping_from, plain_mapping
from engine.store.tables import ImportFile, ImportLoad, ImportMapping, OrgUnit, StoreInfo
from engine.usecases.context import Context
from engine.usecases.imports.views import GivenFile
from engine.values.errors import InvalidInput, NotFound

DRAFT, LOADED, UNDONE = "draft", "loaded", "undone"
MOST_FILES = 20


def require_importer(context: Context) -> None:
    """Loading is for HR, and into a company's own store.

    Raises:
        InvalidInput: the store holds the sample company.
        NotPermitted: the actor may not load files.
    """
    require(context.actor, Right.IMPORT_PEOPLE, _whole_company(context.session))
    if context.session.scalar(select(StoreInfo.kind)) == "sample":
        raise InvalidInput("store_holds_sample")


def require_rights(context: Context, mappings: Sequence[SheetMapping]) -> None:
    """Some kinds (budgets, payroll, invoices) are for others than HR.

    Raises:
        NotPermitted: naming who may.
    """
    for name in {one.kind for one in mappings if one.kind}:
        right = Right(kinds()[name].right)
        require(context.actor, right, _whole_company(context.session))


def _whole_company(session: Session) -> str:
    root = select(OrgUnit.path).where(OrgUnit.parent_id.is_(None)).limit(1)
    return session.scalar(root) or "/"


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


def find_load(context: Context, load_id: int, state: str | None = None) -> ImportLoad:
    """The load, locked until the transaction ends.

    Raises:
        InvalidInput: it is not in `state` (any more).
        NotFound: there is none.
    """
    statement = select(ImportLoad).where(ImportLoad.id == load_id).with_for_update()
    load = context.session.scalars(statement).first()
    if load is None:
        raise NotFound("unknown_import", id=load_id)
    if state is not None and load.state != state:
        raise InvalidInput(f"import_is_{load.state}", id=load_id)
    return load


def tables_of_load(session: Session, load_id: int) -> list[Table]:
    """All tables of its files.

    Raises:
        InvalidInput: a file cannot be read; its content is not kept any more.
    """
    files = select(ImportFile).where(ImportFile.load_id == load_id).order_by(ImportFile.id)
    mappings = mappings_of(session.get_one(ImportLoad, load_id))
    found: list[Table] = []
    for file in session.scalars(files):
        if file.content is None:
            raise InvalidInput("import_files_gone", id=load_id, file=file.name)
        found += tables_in(file.name, file.content, _headings_said(mappings, file.name))
    return found


@lru_cache(maxsize=8)
def tables_in(
    name: str, content: bytes, headings: tuple[tuple[str, tuple[int, int]], ...] = ()
) -> tuple[Table, ...]:
    """The tables of a file; `headings` are the rows of headings that a person named, by sheet."""
    said = dict(headings)
    return tuple(
        table
        for sheet in read_sheets(name, content)
        for table in tables_of(sheet, is_heading, said.get(sheet.name))
    )


def _headings_said(
    mappings: Sequence[SheetMapping], file: str
) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple(
        (one.sheet, one.heading_rows)
        for one in mappings
        if one.file == file and one.heading_rows is not None
    )


def mappings_of(load: ImportLoad) -> list[SheetMapping]:
    return [mapping_from(one) for one in load.mappings]


def set_mappings(load: ImportLoad, mappings: Sequence[SheetMapping]) -> None:
    load.mappings = [plain_mapping(one) for one in mappings]


def kept_mappings(session: Session) -> dict[str, SheetMapping]:
    """How sheets were read before, by their headings' fingerprint."""
    rows = session.execute(select(ImportMapping.fingerprint, ImportMapping.body))
    return {str(fingerprint): mapping_from(body) for fingerprint, body in rows}


def keep_mappings(context: Context, mappings: Sequence[SheetMapping]) -> None:
    """For next month's files of the same headings."""
    known = {one.fingerprint: one for one in context.session.scalars(select(ImportMapping))}
    for mapping in mappings:
        body: Any = plain_mapping(mapping)
        if (row := known.get(mapping.fingerprint)) is not None:
            row.body, row.used_at = body, context.now
        else:
            row = ImportMapping(fingerprint=mapping.fingerprint, body=body, used_at=context.now)
            known[mapping.fingerprint] = row
            context.session.add(row)
