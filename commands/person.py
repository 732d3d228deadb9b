"""`./peisuan person`: what is kept of somebody, handed out and erased; and what is kept at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.personal_told.telling import page
from assistant.speech import Speech
from channels.forgetting import forget_dialogues
from commands.operating import opened_engine
from commands.terminal import tell, terminal_language
from engine.private_files import opened_for_owner
from engine.settings import Settings
from engine.usecases.personal import erase_person, personal_record
from engine.values.encoding import to_plain

person = typer.Typer(
    no_args_is_help=True, help="Personal data: hand out, erase, tell what is kept."
)
Number = Annotated[str, typer.Argument(help="an employee number")]


@person.command("record")
def record(number: Number, file: Annotated[Path, typer.Argument(help="where to, as JSON")]) -> None:
    """Write all that is kept of a person to FILE, which only you can read."""
    with opened_engine("nothing was done") as engine:
        found = engine.perform_as_operator(personal_record, number)
    text = json.dumps(to_plain(found), ensure_ascii=False, indent=1)
    with opened_for_owner(file) as written:
        written.write(text)
    tell(f"{sum(map(len, found.tables.values()))} rows of {number} are in {file}.")


@person.command("erase")
def erase(
    number: Number,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask again")] = False,
) -> None:
    """Erase a person who has left. It cannot be taken back; make a backup that ends first."""
    if not yes:
        typer.confirm(f"Erase {number} for good?", abort=True)
    with opened_engine("nothing was done") as engine:
        erased = engine.perform_as_operator(erase_person, number)
    forget_dialogues(Settings().home, erased.dialogues)
    tell(f"{number} is erased; requests and the ledger name {erased.pseudonym}.")


@person.command("kept")
def kept(
    language: Annotated[str, typer.Option(help="of the page: zh or en")] = "",
) -> None:
    """Print the page for the company's lawyer: what is kept, why, how long, who sees it."""
    with opened_engine("nothing was done") as engine:
        speech = Speech(terminal_language(language), engine.company().fiscal)
        tell(page(speech, engine.policy.retention).strip())
