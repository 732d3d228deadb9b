"""Answers as SCIM has them, and every error in its own schema (RFC 7644, 3.12)."""

from __future__ import annotations

import logging
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from scim2_models import Error, SCIMException
from starlette.exceptions import HTTPException

from engine.api.body_bounds import BodyRefused
from engine.usecases.directory.provisioning import NotKept
from engine.values.incidents import new_incident

MEDIA_TYPE = "application/scim+json"
REFUSALS = Path(__file__).with_name("refusals.toml")
logger = logging.getLogger(__name__)


class ScimAnswer(JSONResponse):
    media_type = MEDIA_TYPE


def install(app: FastAPI) -> None:
    """Make every error of `app` one of SCIM's."""
    app.add_exception_handler(NotKept, _refused)
    app.add_exception_handler(SCIMException, _scim)
    app.add_exception_handler(ValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _refused(_request: Request, error: Exception) -> ScimAnswer:
    assert isinstance(error, NotKept), "registered for what is not kept alone"
    refusal = refusals()[error.code]
    detail = refusal["detail"].format(**error.args_by_name)
    return _answer(Error(status=refusal["status"], scim_type=refusal.get("type"), detail=detail))


def _scim(_request: Request, error: Exception) -> ScimAnswer:
    assert isinstance(error, SCIMException), "registered for SCIM's errors alone"
    return _answer(error.to_error())


def _invalid(_request: Request, error: Exception) -> ScimAnswer:
    assert isinstance(error, ValidationError), "registered for invalid payloads alone"
    return _answer(Error.from_validation_errors(error)[0])


def _http(_request: Request, error: Exception) -> ScimAnswer:
    assert isinstance(error, HTTPException), "registered for HTTP errors alone"
    syntax = (
        "invalidSyntax" if isinstance(error, BodyRefused) and error.status_code == 400 else None
    )
    answer = Error(status=error.status_code, scim_type=syntax, detail=str(error.detail))
    return _answer(answer, dict(error.headers or {}))


def _unforeseen(_request: Request, error: Exception) -> ScimAnswer:
    incident = new_incident()
    noted = {"incident": incident}
    logger.error("incident %s: a SCIM request", incident, exc_info=error, extra=noted)
    code = status.HTTP_500_INTERNAL_SERVER_ERROR
    return _answer(Error(status=code, detail=f"this failed here: incident {incident} in the log"))


def _answer(error: Error, headers: dict[str, str] | None = None) -> ScimAnswer:
    return ScimAnswer(error.model_dump(), status_code=error.status or 500, headers=headers)


@cache
def refusals() -> dict[str, dict[str, Any]]:
    """By the code of a refusal: status, keyword (`type`) and sentence."""
    return tomllib.loads(REFUSALS.read_text(encoding="utf-8"))
