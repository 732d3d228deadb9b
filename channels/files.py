"""Files that were made for somebody, fetched by the secret in their link."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from channels.stored_files import stored_file

router = APIRouter(include_in_schema=False)


@router.get("/files/{secret}/{name}")
def get_file(request: Request, secret: Annotated[str, Path(max_length=64)], name: str) -> Response:
    """The file, to be saved (pictures to be seen); the secret stands for the person it was
    given to."""
    found = stored_file(request.app.state.engine, secret)
    how = "inline" if found.media_type == "image/png" else "attachment"
    return Response(
        found.content,
        media_type=found.media_type,
        headers={
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(found.name)}",
            "Cache-Control": "private, no-store",
            # Opened in a browser it is nothing but what is seen.
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
