"""What a page of another site can have a browser send, and what of it is let through.

A browser sends the page's cookie along with whatever goes to us, from whichever site it comes. So
nothing is changed by the cookie alone: it takes the page's token, which only the page can read.
As a second wall, a browser's own word on where a call comes from is believed.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException, Request, status

from engine.api.session import SESSION_COOKIE, cookie_name, csrf_of
from engine.settings import Settings
from engine.trust.comparing import same_secret

TOKEN = "x-csrf-token"
CHANGING_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
# Routes that know people by the page's session and by nothing else.
PAGES = "/web/"
OURS = frozenset({"same-origin", "none"})


def require_same_page(request: Request) -> None:
    """Refuse what another site's page sent, and a change that comes by the cookie without the
    token. Stands before every route."""
    if not _is_from_here(request):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "this came from a page of another site")
    if request.method in CHANGING_NOTHING or not _by_cookie(request):
        return
    if not same_secret(csrf_of(request), request.headers.get(TOKEN, "")):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "the page is too old: load it again")


def _by_cookie(request: Request) -> bool:
    """Whether the cookie may tell who calls. No other site's page can add the headers that tell
    it otherwise: the browser would ask us first, and we never agree."""
    if request.url.path.startswith(PAGES):
        return True
    cookie = cookie_name(SESSION_COOKIE, request.app.state.settings)
    return cookie in request.cookies and not _by_header(request)


def _by_header(request: Request) -> bool:
    """Only where the header tells somebody: with an empty one, the cookie would tell after all."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    by_token = scheme.lower() == "bearer" and bool(token.strip())
    return by_token or bool(request.headers.get("x-peisuan-secret"))


def _is_from_here(request: Request) -> bool:
    """What browsers say of themselves; a link on another site may be followed to here."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in OURS:
        return request.method in CHANGING_NOTHING and _is_followed_link(request)
    origin = request.headers.get("origin")
    return origin is None or _is_own(origin, request)


def _is_followed_link(request: Request) -> bool:
    found = request.headers
    return found.get("sec-fetch-mode") == "navigate" and found.get("sec-fetch-dest") == "document"


def _is_own(origin: str, request: Request) -> bool:
    settings: Settings = request.app.state.settings
    own = urlsplit(settings.address)
    given = urlsplit(origin)
    if own.scheme == "https" and given.scheme != "https":
        return False
    return given.netloc in {own.netloc, request.headers.get("host")}
