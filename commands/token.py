"""`./peisuan token`: bearer tokens of programs that call the API as somebody, and of the company's
identity provider: made, listed, revoked."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.failure import Failure
from commands.operating import opened_engine
from commands.terminal import tell, tell_table
from engine.trust.tokens import LONGEST_DAYS
from engine.usecases.access.tokens import TokenView, make_token, revoke_token, tokens_held
from engine.values.company import Company

USUAL_DAYS = 30
HEADS = ("Id", "For", "Name", "Since", "Until", "Last used", "Revoked")
token = typer.Typer(invoke_without_command=True)


@token.callback()
def make(
    context: typer.Context,
    person: Annotated[
        str | None, typer.Option("--as", help="an employee number, or a sample handle")
    ] = None,
    scim: Annotated[
        bool, typer.Option("--scim", help="for the identity provider, which may do SCIM alone")
    ] = False,
    name: Annotated[str, typer.Option(help="what it is for")] = "",
    days: Annotated[int | None, typer.Option(help="how long it is valid")] = None,
) -> None:
    """Print a token for the header `Authorization: Bearer …`; it is shown this once."""
    if context.invoked_subcommand is not None:
        return
    if (person is not None) == scim:
        raise Failure("say either whom it is for (--as), or --scim.")
    lasting = days if days is not None else LONGEST_DAYS if scim else USUAL_DAYS
    with opened_engine("no token was made") as engine:
        tell(engine.perform_as_operator(make_token, person, name, lasting).secret)


@token.command("list")
def list_tokens() -> None:
    """All tokens that were made: for whom, until when, and when they were used last."""
    with opened_engine("no token was listed") as engine:
        company, found = engine.company(), engine.perform_as_operator(tokens_held)
    tell_table(HEADS, (_row(one, company) for one in found))


@token.command("revoke")
def revoke(
    number: Annotated[int, typer.Argument(help="the token's id, as the list shows it")],
) -> None:
    """It opens nothing any more."""
    with opened_engine("no token was revoked") as engine:
        engine.perform_as_operator(revoke_token, number)
    tell(f"Token {number} is revoked.")


def _row(one: TokenView, company: Company) -> tuple[str, ...]:
    days = (one.since, one.until, one.last_used, one.revoked_at)
    return (
        str(one.id),
        f"{one.person.code} {one.person.name}" if one.person else "identity provider",
        one.name,
        *(str(company.day_of(day)) if day else "" for day in days),
    )
