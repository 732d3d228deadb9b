"""Fetching what somebody sent along, from the address that a chat tool gives."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from channels.door import FetchFailed
from engine.imports.grid.limits import too_big

# A large file over a slow line.
LONGEST = 120
# Asking again, perhaps at a new address, may help.
LATER = {401, 403, 408, 425, 429}


@dataclass(frozen=True)
class Downloaded:
    content: bytes
    media_type: str


async def download(
    http: httpx.AsyncClient,
    url: str,
    name: str,
    most: int,
    headers: Mapping[str, str] | None = None,
) -> Downloaded:
    """What is there, `most` bytes at most. No redirect is followed: a token must not go along.

    Raises:
        FetchFailed: there is nothing, or not at the moment.
        InvalidInput: it is larger.
    """
    try:
        async with asyncio.timeout(LONGEST), http.stream("GET", url, headers=headers) as answer:
            if not answer.is_success:
                late = answer.status_code in LATER or answer.is_server_error
                raise FetchFailed(f"HTTP {answer.status_code} at {answer.url.host}", not late)
            found = bytearray()
            async for part in answer.aiter_bytes():
                found += part
                if len(found) > most:
                    raise too_big(name, "bytes", most)
            return Downloaded(bytes(found), answer.headers.get("content-type", ""))
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        host = httpx.URL(url).host if "://" in url else url
        raise FetchFailed(f"{host}: {str(error) or type(error).__name__}") from error
