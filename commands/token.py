"""`./peisuan token`: a bearer token for a program that calls the API as somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from engine.api.tokens import make_token
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.store import employee_number, is_employed


def token(
    person: Annotated[str, typer.Option("--as", help="an employee number, or a sample handle")],
    days: Annotated[int, typer.Option(help="how long it is valid")] = 30,
) -> None:
    """Print a token for the header `Authorization: Bearer …`."""
    settings = Settings()
    database = Database(settings.store_url)
    try:
        database.migrate()
        number = employee_number(database, person)
        if not is_employed(database, number):
            raise Failure(f"nobody with the number {person} works here.")
        print(make_token(number, days, settings.secret("tokens")))
    except ValueError as error:
        raise Failure(f"{error}.") from error
    finally:
        database.dispose()
