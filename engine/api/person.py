"""Who calls, and the engine that answers: what every route depends on."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, status

from engine.api.session import session_person
from engine.usecases.context import BudgetEngine

CHANNEL = "api"


def signed_in(
    request: Request,
    x_peisuan_person: Annotated[str, Header(description="an employee number")] = "",
    x_peisuan_secret: Annotated[str, Header(description="the installation's secret")] = "",
) -> str:
    """The person of the web page's session; or, with the operator's secret, anybody."""
    if x_peisuan_secret:
        expected = request.app.state.settings.secret("operator")
        if secrets.compare_digest(expected, x_peisuan_secret) and x_peisuan_person:
            return x_peisuan_person
    elif person := session_person(request):
        return person
    raise HTTPException(status.HTTP_401_UNAUTHORIZED, "sign in first")


def the_engine(request: Request) -> BudgetEngine:
    engine: BudgetEngine = request.app.state.engine
    return engine


Person = Annotated[str, Depends(signed_in)]
Engine = Annotated[BudgetEngine, Depends(the_engine)]
IdempotencyKey = Annotated[str, Header(min_length=8, max_length=200)]
