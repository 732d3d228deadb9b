"""What an error is told as: problem details (RFC 9457)."""

from __future__ import annotations

import json
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """`type` is the error's code, which clients may rely on; `detail` a sentence that says
    what to do, in the language the client prefers; `args` what it is about."""

    type: str
    title: str
    status: int
    detail: str
    args: dict[str, Any] = {}


class ProblemAnswer(JSONResponse):
    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        """Of what was given, anything may be told again: also half a character, or no number."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)
        return text.encode("utf-8", "replace")


def problem_answer(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return ProblemAnswer(problem.model_dump(), status_code=problem.status, headers=headers)
