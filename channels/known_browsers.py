"""Browsers in which somebody signed in before: what strangers ask for elsewhere, in whatever number,
takes nothing from him there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from fastapi import Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from engine.api.session import cookie_name
from engine.settings import Settings

COOKIE = "known"
LIFE = timedelta(days=180)
# Of colleagues at one machine.
MOST_PEOPLE = 5


class KnownBrowsers:
    """By a cookie that names, as hashes, who signed in here; it lets nobody in."""

    def __init__(self, settings: Settings) -> None:
        self._written = URLSafeTimedSerializer(settings.secret("session"), salt=COOKIE)
        self._cookie = cookie_name(COOKIE, settings)
        self._secure = settings.behind_tls

    def knows(self, request: Request, person: str) -> bool:
        """Whether that employee number signed in here before."""
        return _hash(person) in self._people(request)

    def remember(self, request: Request, response: Response, person: str) -> None:
        """From now on it does."""
        others = [one for one in self._people(request) if one != _hash(person)]
        response.set_cookie(
            self._cookie,
            str(self._written.dumps([_hash(person), *others][:MOST_PEOPLE])),
            max_age=int(LIFE.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def _people(self, request: Request) -> Sequence[str]:
        try:
            found = self._written.loads(
                request.cookies.get(self._cookie, ""), max_age=int(LIFE.total_seconds())
            )
        except BadSignature:
            return ()
        return [one for one in found if isinstance(one, str)]


def _hash(person: str) -> str:
    return hashlib.sha256(person.encode()).hexdigest()[:32]
