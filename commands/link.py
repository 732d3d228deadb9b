"""`./peisuan link`: a code for somebody's chat account, or to sign in to the web page with."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands.failure import Failure
from commands.terminal import tell
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import all_links, issue_link_code_as_operator
from engine.values.errors import EngineError
from engine.values.visible import one_line


def link(
    person: Annotated[str | None, typer.Argument(help="an employee number; nobody: list")] = None,
) -> None:
    """Print a code that links a chat account to PERSON (or signs PERSON in to the page);
    without PERSON, list who is linked."""
    settings = Settings()
    database = Database(settings.store_url)
    try:
        database.migrate()
        engine = BudgetEngine(database, load_policy())
        if person is None:
            _list(engine)
            return
        issued = engine.perform_as_system(issue_link_code_as_operator, person)
        until = engine.company().day_of(issued.expires_at)
    except EngineError as error:
        raise Failure(f"no code was made: {error}") from error
    finally:
        database.dispose()
    tell(f"{issued.code}  for {issued.person.name}, until {until}.")


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
