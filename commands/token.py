"""`./peisuan token`: a bearer token for a program that calls the API as somebody, or for the
company's identity provider."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from commands.opening import opened
from engine.api.tokens import LONGEST_DAYS, make_scim_token, make_token
from engine.settings import Settings
from engine.usecases.store import employee_number, is_employed

USUAL_DAYS = 30


def token(
    person: Annotated[
        str, typer.Option("--as", help="an employee number, or a sample handle")
    ] = "",
    scim: Annotated[
        bool, typer.Option("--scim", help="for the identity provider, which may do SCIM alone")
    ] = False,
    days: Annotated[int | None, typer.Option(help="how long it is valid")] = None,
) -> None:
    """Print a token for the header `Authorization: Bearer …`."""
    if bool(person) == scim:
        raise Failure("say either whom it is for (--as), or --scim.")
    settings = Settings()
    try:
        if scim:
            print(make_scim_token(LONGEST_DAYS if days is None else days, settings.secret("scim")))
        else:
            print(
                make_token(
                    _number(settings, person),
                    USUAL_DAYS if days is None else days,
                    settings.secret("tokens"),
                )
            )
    except ValueError as error:
        raise Failure(f"{error}.") from error


def _number(settings: Settings, person: str) -> str:
    with opened(settings) as database:
        number = employee_number(database, person)
        if not is_employed(database, number):
            raise Failure(f"nobody with the number {person} works here.")
        return number
