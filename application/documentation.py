"""The API's documentation: Swagger UI from our own files, so that nothing is fetched elsewhere."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse

from application.headers import POLICY
from channels.web import PAGE

router = APIRouter(include_in_schema=False)
# Its symbols are written into its style.
WITH_SYMBOLS = f"{POLICY}; img-src 'self' data:"


@router.get("/docs")
def documentation() -> FileResponse:
    return FileResponse(PAGE / "docs.html", headers={"Content-Security-Policy": WITH_SYMBOLS})
