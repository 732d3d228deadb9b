"""`./peisuan grant`: who heads a unit, and who is HR, finance, management or auditor."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from commands.opening import opened
from commands.operating import engine_over
from commands.terminal import tell
from engine.settings import Settings
from engine.usecases.setup.roles import give_role
from engine.values.errors import EngineError


def grant(
    person: Annotated[str, typer.Argument(help="an employee number")],
    role: Annotated[str, typer.Argument(help="head, hr, finance, management or auditor")],
    unit: Annotated[str | None, typer.Option(help="an org unit's code; else the company")] = None,
) -> None:
    """Give somebody a role over an org unit and all under it."""
    try:
        settings = Settings()
        with opened(settings) as database:
            engine = engine_over(database, settings)
            name = engine.perform_as_operator(give_role, person, role, unit).name
    except EngineError as error:
        raise Failure(f"no role was given: {error}") from error
    tell(f"{person} is now {role} of {name}.")
