"""Figures at /metrics, for Prometheus.

It asks with `home/secrets/metrics` as its bearer token (`bearer_token_file`).
"""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Info,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.watching.queues import Queues
from engine.settings import Settings
from engine.trust.comparing import same_secret
from engine.usecases.context import BudgetEngine
from engine.watching.metrics import REQUESTS

SECRET = "metrics"
# What no route stands behind: addresses are a stranger's, and would be labels without end.
UNKNOWN = "none"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
router = APIRouter(include_in_schema=False)
_bearer = HTTPBearer(auto_error=False)


def watch(app: FastAPI, engine: BudgetEngine, settings: Settings) -> None:
    """Have `app` count its calls, and tell its figures."""
    registry = CollectorRegistry()
    registry.register(Queues(engine.database, engine.clock))
    model = Info("peisuan_model", "what the model was trained from", registry=registry)
    model.info({"sources": _trained_from(settings)})
    app.state.figures = registry
    app.add_middleware(CountedCalls)
    app.include_router(router)


@router.get("/metrics")
def metrics(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Response:
    """The figures of this process and of the store, as Prometheus reads them."""
    expected = request.app.state.settings.secret(SECRET)
    given = bearer.credentials if bearer else ""
    if not same_secret(expected, given):
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED,
            "figures are told to whoever has the token in home/secrets/metrics",
            headers={"WWW-Authenticate": "Bearer"},
        )
    told = generate_latest(REGISTRY) + generate_latest(request.app.state.figures)
    return Response(told, media_type=CONTENT_TYPE_LATEST)


def _trained_from(settings: Settings) -> str:
    stamp = settings.model_stamp
    return stamp.read_text()[:12] if stamp.exists() else UNKNOWN


class CountedCalls:
    """Times each call, by the route that answered it and the status that it answered with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, answered = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            method = scope["method"] if scope["method"] in METHODS else UNKNOWN
            REQUESTS.labels(method, _route(scope), str(answered)).observe(
                time.perf_counter() - began
            )


def _route(scope: Scope) -> str:
    """The address that was called, with names in the place of what was given. (A route itself
    does not know under which prefix it was included.)"""
    if "route" not in scope:
        return UNKNOWN
    path = str(scope["path"])
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}")
    return path
