"""Engine errors as problem details (RFC 9457)."""

from __future__ import annotations

from fastapi import Request, status
from fastapi.responses import JSONResponse

from engine.values.encoding import to_plain
from engine.values.errors import (
    BudgetExceeded,
    EngineError,
    InvalidInput,
    NotEnoughData,
    NotFound,
    NotPermitted,
)

STATUS: dict[type[EngineError], int] = {
    InvalidInput: status.HTTP_422_UNPROCESSABLE_CONTENT,
    NotFound: status.HTTP_404_NOT_FOUND,
    NotPermitted: status.HTTP_403_FORBIDDEN,
    NotEnoughData: status.HTTP_409_CONFLICT,
    BudgetExceeded: status.HTTP_409_CONFLICT,
}


def problem(request: Request, error: Exception) -> JSONResponse:
    """`type` is the error's code, which clients may rely on."""
    assert isinstance(error, EngineError), "registered for engine errors alone"
    code = STATUS[type(error)]
    return JSONResponse(
        {
            "type": error.code,
            "title": str(error),
            "status": code,
            "args": to_plain(error.args_by_name),
        },
        status_code=code,
        media_type="application/problem+json",
    )
