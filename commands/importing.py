"""`./peisuan import`: a company's files into the store, with a report; `./peisuan imports`: what
was loaded, and taking it back."""

from __future__ import annotations

import locale
import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.errors import say_error
from assistant.imports_told.past import past_text
from assistant.imports_told.wording import Wording
from assistant.language import ABROAD, LANGUAGES, spoken_for
from commands.failure import Failure
from commands.import_talk import Asked, talk_over
from commands.own_store import own_engine
from commands.terminal import tell
from engine.usecases.imports.load import past_loads, undo_import
from engine.usecases.imports.views import GivenFile
from engine.values.errors import EngineError, InvalidInput

SIGNS = {"point": ".", "comma": ","}
Language = Annotated[str | None, typer.Option(help=f"of the report: {', '.join(LANGUAGES)}")]


def import_files(
    files: Annotated[list[Path], typer.Argument(help="XLSX, XLS, ODS or CSV files")],
    yes: Annotated[bool, typer.Option("--yes", help="load it as it was read")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="report only, store nothing")] = False,
    answer: Annotated[
        list[str] | None, typer.Option(help="to a question of the report: KEY=VALUE")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="what a sheet is: SHEET=KIND")] = None,
    mapping: Annotated[Path | None, typer.Option(help="a saved (corrected) mapping")] = None,
    save_mapping: Annotated[Path | None, typer.Option(help="write the mapping here")] = None,
    currency: Annotated[str | None, typer.Option(help="of costs without one, such as CNY")] = None,
    decimal: Annotated[
        Literal["point", "comma"] | None, typer.Option(help="the decimal sign of the costs")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="the day a list of people is of")] = None,
    rename: Annotated[list[str] | None, typer.Option(help="a renamed unit: OLD=NEW")] = None,
    new_unit: Annotated[list[str] | None, typer.Option(help="a unit that is new")] = None,
    reused: Annotated[list[str] | None, typer.Option(help="a number given to another")] = None,
    company_name: Annotated[str | None, typer.Option(help="the company's")] = None,
    home_currency: Annotated[str | None, typer.Option(help="the company's, such as CNY")] = None,
    time_zone: Annotated[str | None, typer.Option(help="such as Asia/Shanghai")] = None,
    fiscal_year_begins: Annotated[int | None, typer.Option(help="its first month, 1–12")] = None,
    language: Language = None,
) -> None:
    """Load a company's files: people, trainings, skills, budgets and more. Loading twice changes
    nothing, and each load can be taken back (./peisuan imports)."""
    wording = Wording(_language(language))
    answers = {
        "currency": currency,
        "decimal": SIGNS.get(decimal or ""),
        "as_of": _day(as_of),
        "company_name": company_name,
        "home_currency": home_currency,
        "time_zone": time_zone,
        "fiscal_year_begins": str(fiscal_year_begins) if fiscal_year_begins else None,
        **{f"unit_renamed:{_renamed(one)[1]}": "renamed" for one in rename or ()},
        **{f"unit_renamed:{one}": "new" for one in new_unit or ()},
        **{f"number_reused:{one}": "yes" for one in reused or ()},
    }
    asked = Asked(
        answers={key: value for key, value in answers.items() if value is not None},
        typed=tuple(answer or ()),
        kinds=tuple(kind or ()),
        mapping=mapping,
        save_mapping=save_mapping,
        accepted=yes or mapping is not None,
        dry_run=dry_run,
    )
    try:
        given = [GivenFile(path.name, _content(path)) for path in files]
        with own_engine(dry_run) as engine:
            talk_over(engine, wording, given, asked)
    except EngineError as error:
        raise Failure(say_error(wording, error)) from error


def imports(
    undo: Annotated[int | None, typer.Option(help="take this load back")] = None,
    language: Language = None,
) -> None:
    """What was loaded, newest first; with --undo, take a load back as a whole."""
    wording = Wording(_language(language))
    try:
        with own_engine() as engine:
            if undo is None:
                loads = engine.perform_as_operator(past_loads)
            else:
                loads = (engine.perform_as_operator(undo_import, undo),)
            tell(past_text(wording, loads, engine.company()))
    except EngineError as error:
        raise Failure(say_error(wording, error)) from error


def _language(given: str | None) -> str:
    """The one that was asked for, else that of the terminal."""
    if given is not None and given not in LANGUAGES:
        raise Failure(f"--language {given}: say {' or '.join(LANGUAGES)}.")
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return given or spoken_for(said, otherwise=ABROAD)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput("file_missing", file=str(path)) from error


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError as error:
        raise Failure(f"--as-of {given}: say the day as 2026-06-30.") from error


def _renamed(given: str) -> tuple[str, str]:
    old, equals, new = (part.strip() for part in given.partition("="))
    if not (old and equals and new):
        raise Failure(f"--rename {given}: say it as OLD=NEW.")
    return old, new
