"""Giving files, and saying how to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.imports.recognising.proposing import propose
from engine.imports.sheet_mapping import SheetMapping
from engine.store.tables import ImportLoad
from engine.usecases.context import Context
from engine.usecases.imports.drafts import (
    DRAFT,
    MOST_FILES,
    find_load,
    keep_files,
    kept_mappings,
    mappings_of,
    require_importer,
    set_mappings,
    tables_of_load,
)
from engine.usecases.imports.looking import known_names, look_at
from engine.usecases.imports.views import GivenFile, ImportLook
from engine.values.errors import InvalidInput

LONGEST_ANSWER = 300


def begin_import(context: Context, files: Sequence[GivenFile]) -> ImportLook:
    """Keep the files as a draft, read as they were read the last time or as is proposed, and
    show what loading them would do. Nothing of them is loaded.

    Raises:
        InvalidInput: a file cannot be read, or there are none or too many; the store holds the
            sample company.
        NotPermitted: the actor may not load files.
    """
    require_importer(context)
    if not 1 <= len(files) <= MOST_FILES:
        raise InvalidInput("import_files_count", most=MOST_FILES)
    load = ImportLoad(
        state=DRAFT,
        actor=context.actor.emp_no,
        channel=context.channel,
        created_at=context.now,
        mappings=[],
        answers={},
        options={},
    )
    context.session.add(load)
    context.session.flush()
    keep_files(context, load, files)
    tables = tables_of_load(context.session, load.id)
    if not tables:
        raise InvalidInput("import_no_tables", files=[one.name for one in files])
    known = known_names(context.session)
    proposals = propose(tables, known, kept_mappings(context.session))
    set_mappings(load, [one.mapping for one in proposals])
    return look_at(context, load)


def correct_import(context: Context, load_id: int, mappings: Sequence[SheetMapping]) -> ImportLook:
    """Read these sheets of a draft in this way, and show what that does.

    Raises:
        InvalidInput: it is no draft any more; there is no such sheet, kind, field or column.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    said = {(one.file, one.sheet): one for one in mappings}
    before = mappings_of(load)
    unknown = said.keys() - {(one.file, one.sheet) for one in before}
    if unknown:
        raise InvalidInput("import_unknown_sheet", sheets=sorted("|".join(one) for one in unknown))
    after = [
        replace(said.get((one.file, one.sheet), one), fingerprint=one.fingerprint) for one in before
    ]
    set_mappings(load, after)
    return look_at(context, load)


def answer_import(context: Context, load_id: int, answers: Mapping[str, str]) -> ImportLook:
    """Answer questions of a draft, by their keys (an empty answer takes one back), and show what
    that does.

    Raises:
        InvalidInput: it is no draft any more; an answer is too long.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    if any(len(one) > LONGEST_ANSWER for one in answers.values()):
        raise InvalidInput("import_answer_too_long", most=LONGEST_ANSWER)
    load.answers = {
        key: value for key, value in {**load.answers, **answers}.items() if value is not None
    }
    return look_at(context, load)


def look_at_import(context: Context, load_id: int) -> ImportLook:
    """A draft as it stands.

    Raises:
        InvalidInput: it is no draft any more.
        NotFound: no such load.
    """
    require_importer(context)
    return look_at(context, find_load(context, load_id, DRAFT))
