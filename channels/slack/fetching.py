"""Files that somebody shared with the app in Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from channels.door import FetchFailed, SendFailed
from channels.downloading import Downloaded, download
from channels.message import Attachment
from engine.imports.grid.limits import too_big
from engine.settings import Settings

# The event does not tell about it: it has to be asked for.
TO_BE_ASKED = "check_file_info"
PAGE = "text/html"
HOST = "slack.com"
TIMEOUT = 10


async def fetch(
    settings: Settings,
    info: Callable[[str], Awaitable[Mapping[str, Any]]],
    file: Attachment,
    most: int,
) -> bytes:
    """The content; `info` asks Slack for what it knows of a file.

    Raises:
        FetchFailed: it did not come.
        InvalidInput: it is larger than `most` bytes.
    """
    known: Mapping[str, Any] = file.reference
    if known.get("file_access") == TO_BE_ASKED or not _address(known):
        try:
            known = await info(str(known.get("id") or ""))
        except SendFailed as error:
            raise FetchFailed(str(error), error.for_good) from error
    url = _address(known)
    if not _is_slacks(settings, url):
        # The token is for nobody else.
        raise FetchFailed("the file is not kept at Slack", for_good=True)
    if int(known.get("size") or 0) > most:
        raise too_big(file.name, "bytes", most)
    headers = {"Authorization": f"Bearer {settings.slack_bot_token}"}
    async with httpx.AsyncClient(timeout=TIMEOUT) as http:
        found = await download(http, url, file.name, most, headers)
    _require_file(found, known)
    return found.content


def _address(known: Mapping[str, Any]) -> str:
    return str(known.get("url_private_download") or known.get("url_private") or "")


def _is_slacks(settings: Settings, url: str) -> bool:
    given = httpx.URL(settings.slack_api_url or f"https://{HOST}")
    asked = httpx.URL(url)
    if settings.slack_api_url and (asked.host, asked.port) == (given.host, given.port):
        return True
    return asked.scheme == "https" and f".{asked.host}".endswith(f".{HOST}")


def _require_file(found: Downloaded, known: Mapping[str, Any]) -> None:
    """Without the scope Slack answers 200, with the page where people sign in."""
    if not found.media_type.startswith(PAGE):
        return
    is_page = str(known.get("mimetype") or "").startswith(PAGE)
    if not is_page or len(found.content) != known.get("size"):
        raise FetchFailed("Slack gave a page to sign in: is files:read granted?", for_good=True)
