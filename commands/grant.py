"""`./peisuan grant`: who heads a unit, and who is HR, finance, management or auditor."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.grant_role import grant_role
from engine.values.errors import EngineError


def grant(
    person: Annotated[str, typer.Argument(help="an employee number")],
    role: Annotated[str, typer.Argument(help="head, hr, finance, management or auditor")],
    unit: Annotated[str | None, typer.Option(help="an org unit's code; else the company")] = None,
) -> None:
    """Give somebody a role over an org unit and all under it."""
    database = Database(Settings().store_url)
    try:
        database.migrate()
        name = grant_role(database, person, role, unit)
    except EngineError as error:
        raise Failure(f"no role was given: {error}") from error
    finally:
        database.dispose()
    print(f"{person} is now {role} of {name}.")
