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
    """`type` is the error's code, which clients may rely on; `detail` the sentence that the
    application has for it, in the language the client prefers."""
    assert isinstance(error, EngineError), "registered for engine errors alone"
    code = STATUS[type(error)]
    return JSONResponse(
        {
            "type": error.code,
            "title": str(error),
            "status": code,
            "detail": request.app.state.sentence(error, _language(request)),
            "args": to_plain(error.args_by_name),
        },
        status_code=code,
        media_type="application/problem+json",
    )


def _language(request: Request) -> str:
    """English where the client prefers it, else Chinese."""
    preferred = request.headers.get("accept-language", "").lower()
    return "en" if preferred.startswith("en") else "zh"
