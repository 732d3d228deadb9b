"""`./peisuan sample`: a company of any size, in an empty store."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from commands.opening import alone, opened
from engine.sample.loading import DEFAULT_EMPLOYEES
from engine.settings import Settings
from engine.usecases.store import company_today, fill_if_empty
from engine.values.errors import InvalidInput


def sample(
    employees: Annotated[int, typer.Option(help="how many people it has")] = DEFAULT_EMPLOYEES,
) -> None:
    """Load the sample company of that size into the (empty) store; always the same one."""
    settings = Settings()
    try:
        with opened(settings) as database, alone(settings):
            today = settings.today or company_today(database)
            if not fill_if_empty(database, today, employees):
                raise Failure(
                    "the store is not empty. Set PEISUAN_HOME (or PEISUAN_DATABASE_URL) to "
                    "another place for this company."
                )
    except InvalidInput as error:
        raise Failure(
            f"a sample company needs at least {error.args_by_name['smallest']} people."
        ) from error
    print(f"Loaded a sample company of {employees} people.")
