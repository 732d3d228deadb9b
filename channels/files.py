"""Files that were made for somebody, fetched by the secret in their link."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from engine.usecases.report_files import fetch_file

router = APIRouter(include_in_schema=False)


@router.get("/files/{secret}/{name}")
def get_file(request: Request, secret: Annotated[str, Path(max_length=64)], name: str) -> Response:
    """The file, to be saved; the secret stands for the person it was given to."""
    found = request.app.state.engine.perform_as_system(fetch_file, secret)
    return Response(
        found.content,
        media_type=found.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
            "Cache-Control": "private, no-store",
        },
    )
