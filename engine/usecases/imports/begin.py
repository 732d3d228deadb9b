"""Giving files, and saying how to read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, select

from engine.imports.kinds.kind import kinds
from engine.imports.loading.training.outcomes import PASS_MARK, is_mark
from engine.imports.sheet_mapping import SheetMapping, place
from engine.store.tables import ImportFile, ImportLoad
from engine.usecases.context import Context
from engine.usecases.imports.drafts import (
    DRAFT,
    MOST_FILES,
    WORD,
    find_load,
    forget_old_files,
    found_in,
    found_in_file,
    keep_files,
    mappings_of,
    refuse_files,
    require_importer,
    set_mappings,
)
from engine.usecases.imports.keys import require_asked
from engine.usecases.imports.looking import CORRECTED, look_at, place_of
from engine.usecases.imports.views import GivenFile, ImportLook
from engine.values.currency_marks import currency_of
from engine.values.errors import InvalidInput

LONGEST_ANSWER = 300
KIND, CURRENCY = "kind:", "currency"
MESSAGE = "message"


def begin_import(
    context: Context, files: Sequence[GivenFile], message: str | None = None
) -> ImportLook:
    """Keep the files as a draft, read as they were read the last time or as is proposed, and
    show what loading them would do. Nothing of them is loaded. A file that cannot be read is
    left aside, and that is said. Files of one `message` of the actor's are one draft, however
    often they are given.

    Raises:
        InvalidInput: none of the files can be read, or there are none or too many; the store
            holds the sample company.
        NotPermitted: the actor may not load files.
    """
    require_importer(context)
    if not 1 <= len(files) <= MOST_FILES:
        raise InvalidInput("import_files_count", most=MOST_FILES)
    if message is not None and (known := _of_message(context, message)) is not None:
        return look_at(context, known)
    forget_old_files(context)
    load = ImportLoad(
        state=DRAFT,
        actor=context.actor.emp_no,
        channel=context.channel,
        created_at=context.now,
        mappings=[],
        answers={},
        options={MESSAGE: message} if message is not None else {},
    )
    context.session.add(load)
    context.session.flush()
    keep_files(context, load, _readable(load, _named_apart(files)))
    if not found_in(context.session, load).tables:
        raise InvalidInput("import_no_tables", files=[one.name for one in files])
    return look_at(context, load)


def correct_import(context: Context, load_id: int, mappings: Sequence[SheetMapping]) -> ImportLook:
    """Read these sheets of a draft in this way, and show what that does. A sheet is known by
    file, name and headings; a mapping without headings is of all tables of its sheet. One in
    which no table was found needs its heading rows.

    Raises:
        InvalidInput: it is no draft any more; there is no such sheet, kind, field or column; a
            field is said twice; no table begins at these heading rows.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    before = mappings_of(load)
    said = {place_of(one): one for one in mappings if one.fingerprint}
    by_sheet = {one.place: one for one in mappings if not one.fingerprint}
    unread = found_in(context.session, load).unread
    begun = [one for one in by_sheet.values() if one.place in unread and one.heading_rows]
    unknown = {
        *(said.keys() - set(map(place_of, before))),
        *(by_sheet.keys() - {one.place for one in (*before, *begun)}),
    }
    if unknown:
        raise InvalidInput("import_unknown_sheet", sheets=sorted(unknown))
    for one in mappings:
        _require_once(one)
    after, corrected = [], set(load.options.get(CORRECTED, ()))
    for old in before:
        new = said.get(place_of(old)) or by_sheet.get(old.place)
        after.append(
            old
            if new is None
            else replace(new, fingerprint=old.fingerprint, headings=old.headings, part=old.part)
        )
        if new is not None:
            corrected.add(place_of(old))
    set_mappings(load, [*after, *begun])
    load.options = {**load.options, CORRECTED: sorted(corrected)}
    look = look_at(context, load)
    for one in mappings:
        _require_table(one, look)
    return look


def answer_import(context: Context, load_id: int, answers: Mapping[str, str | None]) -> ImportLook:
    """Answer questions of a draft, by their keys (None takes an answer back), and show what
    that does.

    Raises:
        InvalidInput: it is no draft any more; an answer is too long, names no kind or
            currency, or is to no question.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    for key, answer in answers.items():
        _require_answer(context, key, answer)
    load.answers = {
        key: value for key, value in {**load.answers, **answers}.items() if value is not None
    }
    again = {place_of(one) for one in mappings_of(load) if f"{KIND}{one.own_place}" in answers}
    corrected = load.options.get(CORRECTED, ())
    load.options = {**load.options, CORRECTED: [one for one in corrected if one not in again]}
    look = look_at(context, load)
    said = [key for key, answer in answers.items() if answer is not None]
    require_asked(said, look.unused, [one.key for one in look.questions])
    return look


def look_at_import(context: Context, load_id: int) -> ImportLook:
    """A draft as it stands.

    Raises:
        InvalidInput: it is no draft any more.
        NotFound: no such load.
    """
    require_importer(context)
    return look_at(context, find_load(context, load_id, DRAFT))


def discard_import(context: Context, load_id: int) -> None:
    """Forget a draft and its files.

    Raises:
        InvalidInput: it is no draft any more.
        NotFound: no such load.
    """
    require_importer(context)
    load = find_load(context, load_id, DRAFT)
    context.session.execute(delete(ImportFile).where(ImportFile.load_id == load.id))
    context.session.delete(load)


def _readable(load: ImportLoad, files: Sequence[GivenFile]) -> list[GivenFile]:
    """Those that can be read; the load remembers why the others cannot.

    Raises:
        InvalidInput: why the first cannot, where none can.
    """
    found, errors = [], []
    for one in files:
        try:
            found_in_file(one.name, one.content, ())
            found.append(one)
        except InvalidInput as error:
            errors.append(error)
    if not found:
        raise errors[0]
    refuse_files(load, errors)
    return found


def _of_message(context: Context, message: str) -> ImportLoad | None:
    """The draft that was begun by it."""
    drafts = select(ImportLoad).where(
        ImportLoad.actor == context.actor.emp_no,
        ImportLoad.state == DRAFT,
        ImportLoad.options[MESSAGE].as_string() == message,
    )
    return context.session.scalars(drafts).first()


def _named_apart(files: Sequence[GivenFile]) -> list[GivenFile]:
    """Two files of one name get numbers: what is said of a sheet names its file."""
    counts: Counter[str] = Counter()
    found = []
    for one in files:
        counts[one.name] += 1
        times = counts[one.name]
        found.append(one if times == 1 else replace(one, name=f"{one.name} ({times})"))
    return found


def _require_once(mapping: SheetMapping) -> None:
    uses = Counter((one.field, tuple(sorted(one.of.items()))) for one in mapping.fields)
    twice = [field for (field, _), times in uses.items() if times > 1]
    if twice:
        where = place(mapping.file, mapping.sheet)
        raise InvalidInput("mapping_field_twice", sheet=where, fields=twice)


def _require_table(mapping: SheetMapping, look: ImportLook) -> None:
    """Below the headings that a person named there must be something."""
    found = {(one.mapping.place, one.heading_rows) for one in look.sheets if one.rows}
    if mapping.heading_rows and (mapping.place, mapping.heading_rows) not in found:
        first, last = mapping.heading_rows
        sheet = f"{mapping.file} [{mapping.sheet}]" if mapping.sheet else mapping.file
        raise InvalidInput("import_no_such_headings", sheet=sheet, first=first, last=last)


def _require_answer(context: Context, key: str, answer: str | None) -> None:
    if answer is None:
        return
    if key == CURRENCY and currency_of(answer, context.currency) is None:
        raise InvalidInput("unknown_currency", currency=answer)
    if len(answer) > LONGEST_ANSWER:
        raise InvalidInput("import_answer_too_long", most=LONGEST_ANSWER)
    if key.partition(":")[0] == PASS_MARK and not is_mark(answer):
        raise InvalidInput("import_answer_no_number", answer=answer)
    if key.startswith(WORD) and answer and answer not in _values(key):
        raise InvalidInput("import_no_such_word", answer=answer, known=sorted(_values(key)))
    if key.startswith(KIND) and answer and answer not in kinds():
        raise InvalidInput("mapping_kind", sheet=key[len(KIND) :], kind=answer, known=list(kinds()))


def _values(key: str) -> set[str]:
    """What the words of the field that a key names can mean."""
    field = key.removeprefix(WORD).partition("=")[0]
    return {value for kind in kinds().values() for value in kind.words.get(field, {})}
