"""`./peisuan link`: codes to sign in to the web page with, or to link a chat account."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands.failure import Failure
from commands.opening import opened
from commands.operating import engine_over
from commands.terminal import tell
from engine.settings import Settings
from engine.usecases.codes import print_codes
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import all_links
from engine.values.errors import EngineError
from engine.values.visible import one_line

HAND_ON = "Each works once. Hand it to the person alone: it is as good as being him or her."


def link(
    people: Annotated[
        list[str] | None, typer.Argument(help="employee numbers; nobody: list who is linked")
    ] = None,
) -> None:
    """Print a code for each of PEOPLE to sign in to the web page with, and another to link a
    chat account with where there is a chat tool; without PEOPLE, list who is linked."""
    settings = Settings()
    try:
        with opened(settings) as database:
            engine = engine_over(database, settings)
            if people:
                _print(engine, people)
            else:
                _list(engine)
    except EngineError as error:
        raise Failure(f"no code was made: {error}") from error


def _print(engine: BudgetEngine, people: list[str]) -> None:
    company = engine.company()
    table = Table("Employee", "Name", "Page", "Chat account", "Until")
    for person in people:
        made = engine.perform_as_operator(print_codes, person)
        until = str(company.day_of(made.expires_at))
        table.add_row(
            made.person.code, one_line(made.person.name), made.sign_in, made.link or "", until
        )
    Console().print(table)
    tell(HAND_ON)


def _list(engine: BudgetEngine) -> None:
    company = engine.company()
    table = Table("Employee", "Name", "Unit", "Channel", "Account", "Proved by", "Since")
    for one in engine.perform_as_system(all_links):
        said = (
            one.person.code,
            one.person.name,
            one.unit.name,
            one.account.channel,
            one.account.user_id,
            one.linked_by,
            str(company.day_of(one.linked_at)),
        )
        table.add_row(*(Text(one_line(word)) for word in said))
    Console().print(table)
