"""Whom a request of the web page stands for."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import cast

from fastapi import Request
from sqlalchemy.exc import OperationalError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.api.errors import refusal
from engine.settings import Settings
from engine.trust.sessions import DEMONSTRATION, SETUP, Sessions, Visit
from engine.usecases.store import is_demonstration
from engine.values.errors import NotKept

logger = logging.getLogger(__name__)
SESSION_COOKIE = "session"
# Of somebody who has not signed in: signed by the application, kept nowhere else.
VISITOR_COOKIE = "visitor"
VISITOR_SECONDS = 3600
# What the page asks for by itself while nobody sits before it.
UNATTENDED = ("GET", "/web/notices")
STATIC = "/static/"


def cookie_name(name: str, settings: Settings) -> str:
    """Behind TLS, one that neither another host nor an open connection can have set."""
    return f"__Host-{name}" if settings.behind_tls else name


class Visiting:
    """The session of one request, as it was and as it is from then on."""

    def __init__(self, sessions: Sessions, secret: str) -> None:
        self._sessions = sessions
        self.given = self.secret = secret
        self.visit: Visit | None = None

    def look(self, unattended: bool) -> None:
        """Find the session that the cookie names."""
        if not self.secret:
            return
        self.visit = self._sessions.find(self.secret)
        if self.visit is not None and not unattended:
            try:
                self._sessions.seen(self.visit)
            except (OperationalError, NotKept):
                logger.warning("the store takes nothing in: it is not noted that a session is used")

    def begin(self, person: str | None, began: str, setup: str | None = None) -> Visit:
        """Another session, with a name of its own; the one before is over."""
        self.secret = self._sessions.begin(person, began, setup, self.secret)
        self.visit = self._sessions.find(self.secret)
        assert self.visit is not None
        return self.visit

    def end(self) -> None:
        """The session is over, wherever its cookie was copied to; this one is taken back."""
        if self.secret:
            self._sessions.end(self.secret)
        self.secret, self.visit = "", None


class PageSessions:
    """Looks up the session of each request of the page, and sends the cookie of one that began."""

    def __init__(self, app: ASGIApp, sessions: Sessions, settings: Settings) -> None:
        self._app = app
        self._sessions = sessions
        self._cookie = cookie_name(SESSION_COOKIE, settings)
        self._seconds = settings.session_hours * 3600
        self._secure = settings.behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
            return
        secret = HTTPConnection(scope).cookies.get(self._cookie, "")
        visiting = Visiting(self._sessions, secret)
        if secret:
            unattended = (scope["method"], scope["path"]) == UNATTENDED
            try:
                await asyncio.to_thread(visiting.look, unattended)
            except NotKept as error:
                # The pages themselves are shown; what they then ask for is told why it is not there.
                if not _is_page(scope):
                    await refusal(Request(scope), error)(scope, receive, send)
                    return
        scope.setdefault("state", {})["visiting"] = visiting

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visiting.secret != visiting.given:
                MutableHeaders(scope=message).append("Set-Cookie", self._written(visiting.secret))
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _written(self, secret: str) -> str:
        """Lax, not strict: the cookie must come along when the company's login leads back here.
        What changes anything asks for a token besides."""
        answer = Response()
        answer.set_cookie(
            self._cookie,
            secret,
            max_age=self._seconds if secret else 0,
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )
        return answer.headers["set-cookie"]


def _is_page(scope: Scope) -> bool:
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


def visiting_of(request: Request) -> Visiting:
    return cast(Visiting, request.state.visiting)


def demonstrates(request: Request) -> bool:
    """Whether visitors may choose whom to be: never with a company's own store."""
    state = request.app.state
    return bool(state.settings.demonstration) and is_demonstration(state.engine.database)


def visit_of(request: Request) -> Visit | None:
    """The session of somebody who signed in, or chose whom to be; a chosen one counts only as
    long as the demonstration does."""
    visit = visiting_of(request).visit
    if visit is None or visit.person is None:
        return None
    return visit if visit.began != DEMONSTRATION or demonstrates(request) else None


def session_person(request: Request) -> str | None:
    """The person who signed in, or whom the visitor chose."""
    visit = visit_of(request)
    return visit.person if visit is not None else None


def is_setting_up(request: Request) -> bool:
    """Whether the visitor opened the page with the set-up code, and it still holds."""
    visit = visiting_of(request).visit
    return (
        visit is not None
        and visit.began == SETUP
        and bool(request.app.state.setup_code.is_of(visit.setup or ""))
    )


def csrf_of(request: Request) -> str:
    """The token that what the page sends must carry: of its session, or of a visitor's who has
    not signed in."""
    visit = visiting_of(request).visit
    if visit is not None:
        return visit.csrf
    kept: str = request.session.setdefault("csrf", secrets.token_urlsafe(16))
    return kept
