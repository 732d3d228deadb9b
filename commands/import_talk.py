"""Loading files at the command line: what they are read as, what is asked, and the report."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rapidfuzz import fuzz, process

from assistant.errors import say_error
from assistant.imports_told.telling import place as place_told
from assistant.imports_told.telling import told, told_question
from assistant.imports_told.text import mapping_text, report_text
from assistant.imports_told.told import ToldQuestion
from assistant.imports_told.wording import Wording, kind_named
from commands.failure import Failure
from commands.terminal import tell
from engine.imports.mapping_json import from_json, to_json
from engine.imports.recognising.fingerprint import kept_for
from engine.imports.sheet_mapping import SheetMapping
from engine.private_files import opened_for_owner
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import (
    answer_import,
    begin_import,
    correct_import,
    discard_import,
)
from engine.usecases.imports.drafts import with_words
from engine.usecases.imports.keys import no_such_question
from engine.usecases.imports.load import load_import
from engine.usecases.imports.views import GivenFile, ImportLook, SheetLook
from engine.values.errors import InvalidInput

# What can be said of files without being asked.
SAID_UNASKED = ("as_of", "emptied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the person typed: answers by key, answers as KEY=VALUE, kinds as SHEET=KIND, files of
    mappings, and whether to load without asking (`accepted`) or not at all (`dry_run`)."""

    answers: Mapping[str, str]
    typed: tuple[str, ...]
    kinds: tuple[str, ...]
    mapping: Path | None
    save_mapping: Path | None
    accepted: bool
    dry_run: bool


def talk_over(
    engine: BudgetEngine, wording: Wording, files: Sequence[GivenFile], asked: Asked
) -> None:
    """Show the files, ask what has to be asked, and load what was agreed to.

    Raises:
        EngineError: whatever the engine refuses.
        Failure: nothing was loaded.
    """
    look = engine.perform_as_operator(begin_import, files)
    loaded = False
    try:
        look = _as_said(engine, wording, look, asked)
        tell(mapping_text(wording, told(look, wording.language)))
        if asked.save_mapping:
            text = to_json([with_words(one.mapping, look.answers) for one in look.sheets])
            with opened_for_owner(asked.save_mapping) as file:
                file.write(text)
        if _may_ask(asked):
            look = _questions(engine, wording, look)
        tell(report_text(wording, told(look, wording.language)))
        if asked.dry_run:
            tell(wording.say("imports.dry_run"))
            return
        if not (
            asked.accepted or (_may_ask(asked) and typer.confirm(wording.say("imports.load_it")))
        ):
            raise Failure(wording.say("imports.nothing_loaded"))
        past = engine.perform_as_operator(load_import, look.id)
        loaded = True
        tell(wording.say("imports.loaded", id=past.id))
    finally:
        if not loaded:
            engine.perform_as_operator(discard_import, look.id)


def _may_ask(asked: Asked) -> bool:
    return sys.stdin.isatty() and not asked.accepted and not asked.dry_run


def _as_said(engine: BudgetEngine, wording: Wording, look: ImportLook, asked: Asked) -> ImportLook:
    """The draft with all that was typed beside the files."""
    if asked.mapping is not None:
        given = _mappings(asked.mapping, look)
        look = engine.perform_as_operator(correct_import, look.id, given)
    answers = dict(asked.answers)
    answers |= dict(_kind(one, look) for one in asked.kinds)
    answers |= dict(_answer(one, look) for one in asked.typed)
    for key in answers:
        _require_known(wording, key, look)
    if answers:
        look = engine.perform_as_operator(answer_import, look.id, answers)
    return look


def _mappings(path: Path, look: ImportLook) -> list[SheetMapping]:
    """What a file of mappings says of the sheets at hand, known by what they hold, not by name.

    Raises:
        InvalidInput: it is none, or of none of these sheets.
    """
    try:
        given = from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput("mapping_unreadable", file=str(path), why=str(error)[:200]) from error
    found = []
    for one in look.sheets:
        same_place = [kept for kept in given if kept.place == one.mapping.place]
        kept = kept_for(given, one.headings, one.file, one.sheet)
        if kept is not None:
            found.append(_for(kept, one.mapping))
        elif same_place:
            found.append(same_place[0])
    if not found:
        raise InvalidInput("import_unknown_sheet", sheets=[one.place for one in given])
    return found


def _for(kept: SheetMapping, mapping: SheetMapping) -> SheetMapping:
    return replace(
        kept,
        file=mapping.file,
        sheet=mapping.sheet,
        fingerprint=mapping.fingerprint,
        headings=mapping.headings,
    )


def _kind(given: str, look: ImportLook) -> tuple[str, str]:
    """SHEET=KIND as the answer that it is; a sheet by its name, its file, or both."""
    sheet, equals, said = given.rpartition("=")
    places = {one.mapping.own_place for one in look.sheets if sheet in _names(one)}
    if not equals or not places:
        raise InvalidInput("import_unknown_sheet", sheets=[sheet or given])
    if len(places) > 1:
        raise InvalidInput("import_several_sheets", sheet=sheet, sheets=sorted(places))
    kind = kind_named(said) if said else ""
    return f"kind:{places.pop()}", said if kind is None else kind


def _names(sheet: SheetLook) -> set[str]:
    told = place_told(sheet.file, sheet.sheet, sheet.mapping.part)
    return {sheet.sheet, sheet.file, sheet.mapping.place, sheet.mapping.own_place, told} - {""}


def _answer(given: str, look: ImportLook) -> tuple[str, str]:
    """KEY=VALUE; of keys with = in them the one that is asked."""
    for question in (*look.questions, *look.offers):
        if given.startswith(f"{question.key}="):
            return question.key, given[len(question.key) + 1 :]
    key, equals, value = given.rpartition("=")
    if not equals:
        raise Failure(f"--answer {given}: say it as KEY=VALUE.")
    return key, value


def _require_known(wording: Wording, key: str, look: ImportLook) -> None:
    """Refuse an answer to what no file is ever asked.

    Raises:
        InvalidInput: naming the nearest that is.
    """
    code = key.partition(":")[0]
    if code in (*wording.asked, *SAID_UNASKED):
        return
    asked = [one.key for one in look.questions]
    near = process.extractOne(key, [*asked, *wording.asked], scorer=fuzz.ratio)
    raise no_such_question(key, near[0], asked)


def _questions(engine: BudgetEngine, wording: Wording, look: ImportLook) -> ImportLook:
    """Ask one after the other, each once; an empty answer leaves it open."""
    asked: set[str] = set()
    while True:
        waiting = [one for one in look.questions if one.key not in asked]
        if not waiting:
            return look
        question = told_question(wording, waiting[0])
        asked.add(question.key)
        if (answer := _ask(wording, question)) is not None:
            look = _answered(engine, wording, look, {question.key: answer}, asked)


def _answered(
    engine: BudgetEngine,
    wording: Wording,
    look: ImportLook,
    answers: Mapping[str, str],
    asked: set[str],
) -> ImportLook:
    """The draft after an answer; one that cannot be is told, and asked for again."""
    try:
        return engine.perform_as_operator(answer_import, look.id, answers)
    except InvalidInput as error:
        tell(say_error(wording, error))
        asked.difference_update(answers)
        return look


def _ask(wording: Wording, question: ToldQuestion) -> str | None:
    """By number where there are options; the likely one stands ready."""
    tell(question.text)
    values = [one.value for one in question.options]
    for number, option in enumerate(question.options, 1):
        tell(f"  {number}  {option.label}")
    default = question.proposed or ""
    if question.proposed in values:
        default = str(values.index(question.proposed) + 1)
    while True:
        said: str = typer.prompt(wording.say("imports.your_answer"), default=default)
        said = said.strip()
        if said == "" or not values:
            return said or None
        if said in values:
            return said
        if said.isdigit() and 0 < int(said) <= len(values):
            return values[int(said) - 1]
