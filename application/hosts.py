"""By which names people may come: a page of a stranger's that had its own name lead to us would
otherwise be one of ours."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from fastapi import status
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from engine.api.problems import Problem, problem_answer

TITLE = "nobody is known here by that name"
DETAIL = (
    "Peisuan is not known by the name in this address. Whoever runs it adds the name to "
    "PEISUAN_ALLOWED_HOSTS, or sets PEISUAN_PUBLIC_URL. "
    "这个网址里的主机名没有登记：请管理员加到 PEISUAN_ALLOWED_HOSTS，或设置 PEISUAN_PUBLIC_URL。"
)


class KnownHosts:
    """Refuses calls that are addressed to another name."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = {name.lower() for name in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_known(scope):
            problem = Problem(
                type="unknown_host",
                title=TITLE,
                status=status.HTTP_421_MISDIRECTED_REQUEST,
                detail=DETAIL,
            )
            await problem_answer(problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        given = HTTPConnection(scope).headers.get("host", "")
        try:
            name = urlsplit(f"//{given}").hostname or ""
        except ValueError:
            return False
        return name in self._hosts
