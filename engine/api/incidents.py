"""Faults: what nobody thought of is answered too, with a number to quote and nothing else."""

from __future__ import annotations

import logging

from fastapi import Request, status
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.api.problems import Problem, problem_answer
from engine.values.incidents import new_incident

logger = logging.getLogger(__name__)


class Incidents:
    """Middleware next to the routes, so that whatever the others add to an answer is added to
    this one too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if begun:
                raise
            await incident_answer(Request(scope), error)(scope, receive, send)


def incident_answer(request: Request, error: Exception) -> JSONResponse:
    """The fault goes into the log under its number; the answer has the number alone."""
    incident = new_incident()
    logger.error(
        "incident %s: %s %s",
        incident,
        request.method,
        request.url.path,
        exc_info=error,
        extra={"incident": incident},
    )
    said = request.app.state.apology(incident, request.headers.get("accept-language", ""))
    return problem_answer(
        Problem(
            type="incident",
            title="Something went wrong here.",
            status=status.HTTP_500_INTERNAL_SERVER_ERROR,
            detail=said,
            args={"incident": incident},
        )
    )
