"""Errors as problem details (RFC 9457), whatever went wrong."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from engine.api.body_bounds import BodyRefused
from engine.api.incidents import incident_answer
from engine.api.problems import MEDIA_TYPE, Problem, problem_answer
from engine.values.encoding import to_plain
from engine.values.errors import (
    BudgetExceeded,
    EngineError,
    InvalidInput,
    NotEnoughData,
    NotFound,
    NotKept,
    NotPermitted,
    TookTooLong,
)

AGAIN_SECONDS = 5
STATUS: dict[type[EngineError], int] = {
    InvalidInput: status.HTTP_422_UNPROCESSABLE_CONTENT,
    NotFound: status.HTTP_404_NOT_FOUND,
    NotPermitted: status.HTTP_403_FORBIDDEN,
    NotEnoughData: status.HTTP_409_CONFLICT,
    BudgetExceeded: status.HTTP_409_CONFLICT,
    TookTooLong: status.HTTP_503_SERVICE_UNAVAILABLE,
    NotKept: status.HTTP_503_SERVICE_UNAVAILABLE,
}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": description,
        "model": Problem,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for code, description in (
        (400, "The request cannot be read."),
        (401, "Nobody is signed in."),
        (403, "The person has no right to this."),
        (404, "There is no such thing, as far as the person may know."),
        (413, "More is sent than is read here."),
        (409, "It cannot be done as things stand: no money, or not enough data."),
        (422, "Something given cannot be meant."),
        (429, "Too many calls; Retry-After says when to go on."),
        (
            503,
            "Nothing can be kept just now (the disk is full, the store may only be read, or was replaced), "
            "or it takes longer than one answer may: ask for less.",
        ),
    )
}


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem."""
    app.add_exception_handler(EngineError, refusal)
    app.add_exception_handler(BodyRefused, _body)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    # Of the middlewares; what a route meets with, `Incidents` answers.
    app.add_exception_handler(Exception, incident_answer)


def refusal(request: Request, error: Exception) -> JSONResponse:
    """What the engine refuses, in a sentence."""
    assert isinstance(error, EngineError), "registered for engine errors alone"
    # What passes by itself, unlike what is too much for one answer.
    headers = {"Retry-After": str(AGAIN_SECONDS)} if isinstance(error, NotKept) else None
    return problem_answer(_told(request, error, _status(error)), headers)


def _status(error: EngineError) -> int:
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def _body(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BodyRefused), "registered for refused bodies alone"
    problem = _told(request, error.refusal, error.status_code)
    return problem_answer(problem, dict(error.headers or {}))


def _told(request: Request, error: EngineError, code: int) -> Problem:
    """In the language that the client prefers."""
    preferred = request.headers.get("accept-language", "")
    return Problem(
        type=error.code,
        title=str(error),
        status=code,
        detail=request.app.state.sentence(error, preferred),
        args=to_plain(error.args_by_name),
    )


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException), "registered for HTTP errors alone"
    problem = Problem(
        type="about:blank",
        title=str(error.detail),
        status=error.status_code,
        detail=str(error.detail),
    )
    return problem_answer(problem, dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError), "registered for invalid requests alone"
    places = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]}
        for one in error.errors()
    ]
    first = places[0] if places else {"where": "", "what": "invalid"}
    return problem_answer(
        Problem(
            type="invalid_request",
            title="The request does not fit its schema.",
            status=status.HTTP_422_UNPROCESSABLE_CONTENT,
            detail=f"{first['where']}: {first['what']}",
            args={"errors": jsonable_encoder(places)},
        )
    )
