"""Signing in to the web page: by a one-time code, or by the company's own login."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass
from typing import Annotated, Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, HTTPException, Query, Request, Response, status
from fastapi.responses import RedirectResponse
from joserfc.errors import JoseError
from pydantic import BaseModel, Field

from assistant.language import FIRST
from channels.asked_language import AskedLanguage
from channels.dingtalk.login import DingTalkLogin
from channels.door import SendFailed
from channels.inviting import NOT_TAKEN, Inviting
from channels.known_browsers import KnownBrowsers
from engine.access import Right
from engine.api.counted_tries import CountedTries
from engine.api.limits import counted_as
from engine.api.session import csrf_of, visiting_of
from engine.api.setup_code import SetupCode
from engine.settings import Settings
from engine.trust.comparing import same_secret
from engine.trust.sessions import SETUP, Visit
from engine.usecases.context import BudgetEngine
from engine.usecases.signing_in import (
    SignedIn,
    sign_in_by_account,
    sign_in_by_code,
    sign_in_by_login,
)
from engine.usecases.units import may_in_company
from engine.values.errors import EngineError, NotFound

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/web/sign-in", tags=["web page"])
# Codes that one person gets at the asking of one address (or of browsers that know him), and of all;
# those that one address may ask for, and wrong ones that it may try.
CODES, OF_ALL, ASKED, TRIES = "5/hour", "30/hour", "300/hour", "10/hour"
COMPANY = "company"
# Behind TLS; not the cookies, by which a browser knows who signed in before.
FORGOTTEN = '"cache", "storage"'


class CodeWanted(BaseModel):
    person: str = Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")
    language: AskedLanguage = FIRST


@dataclass(frozen=True, slots=True)
class Asking:
    """From where a code is asked for, by which browser, and whether the person signed in there
    before."""

    address: str
    browser: str
    is_known: bool


class SignIn:
    """Proves who visits the page. Never tells which employee numbers there are."""

    def __init__(
        self,
        settings: Settings,
        engine: BudgetEngine,
        inviting: Inviting,
        dingtalk: DingTalkLogin | None,
        setup: SetupCode,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._inviting = inviting
        self._codes = CountedTries(engine.database, CODES, "codes sent")
        self._codes_of_all = CountedTries(engine.database, OF_ALL, "codes sent to one person")
        self._asked = CountedTries(engine.database, ASKED, "codes asked for")
        self._tries = CountedTries(engine.database, TRIES, "wrong codes")
        self.known = KnownBrowsers(settings)
        self._setup = setup
        self.company = _company_login(settings)
        self.dingtalk = dingtalk

    async def send_code(self, wanted: CodeWanted, asking: Asking) -> None:
        """A code to where only that person reads it: his chat account, or his mail. Whoever asks
        for his codes elsewhere leaves him those that he asks for himself: from his own address,
        and in whatever browser he signed in before, however many addresses a stranger has."""
        person = wanted.person
        try:
            if await asyncio.to_thread(self._was_sent_enough, person, asking):
                return
            await self._inviting.send_asked(person, wanted.language, asking.browser)
        except EngineError:
            return
        except NOT_TAKEN:
            logger.exception("a code to sign in could not be sent")

    def _was_sent_enough(self, person: str, asking: Asking) -> bool:
        if asking.is_known:
            return bool(self._codes.take(f"known {person}"))
        if self._codes.take(f"{asking.address} {person}"):
            return True
        return bool(self._codes_of_all.take(person))

    def count_asked(self, address: str) -> None:
        """Nobody uses up the codes of everybody, or has the whole company written to.

        Raises:
            HTTPException: too many were asked for from there.
        """
        if seconds := self._asked.take(address):
            raise _too_many("codes were asked for", seconds)

    def redeem(self, code: str, address: str, browser: str | None = None) -> SignedIn:
        """The person whose code it is, and what it proves.

        Raises:
            NotFound: nobody's.
            HTTPException: too many wrong ones were tried from there.
        """
        self._count_try(address)
        try:
            who = self._engine.perform_as_system(sign_in_by_code, code, browser)
        except NotFound:
            logger.warning("a wrong code to sign in came from %s", address)
            raise
        self._tries.give_back(address)
        return who

    def open_setup(self, code: str, address: str) -> str | None:
        """What a session keeps to set the company up with; None for a wrong code.

        Raises:
            HTTPException: too many wrong ones were tried from there.
        """
        self._count_try(address)
        kept = self._setup.opens(code)
        if kept is None:
            logger.warning("a wrong code to set up with came from %s", address)
        else:
            self._tries.give_back(address)
        return kept

    def end_setup(self, person: str) -> None:
        """The set-up code ends as soon as HR of the whole company is there in person."""
        if not self._setup.is_open:
            return
        try:
            self._engine.perform(may_in_company, person, "web", Right.IMPORT_DATA)
        except EngineError:
            return
        self._setup.end()

    def _count_try(self, address: str) -> None:
        """Counted before it is looked for, so that many at once are no more; a right one is given
        back: colleagues behind one address do not lock each other out."""
        if seconds := self._tries.take(address):
            logger.warning("too many wrong codes were tried from %s", address)
            raise _too_many("wrong codes were tried", seconds)

    def by_login(self, claims: dict[str, Any]) -> SignedIn:
        """The person whom the company's login vouches for.

        Raises:
            NotFound: nobody here.
        """
        number = str(claims.get(self._settings.oidc_number_claim) or "")
        verified = claims.get("email_verified") is True
        email = str(claims.get("email") or "") if verified else ""
        return self._engine.perform_as_system(sign_in_by_login, number, email)

    async def by_dingtalk(self, code: str) -> SignedIn:
        """The person whom DingTalk vouches for.

        Raises:
            SendFailed, NotFound: nobody here.
        """
        assert self.dingtalk is not None
        visitor = await self.dingtalk.visitor(code)
        return await asyncio.to_thread(
            self._engine.perform_as_system,
            sign_in_by_account,
            visitor.account,
            visitor.known.emp_no,
            visitor.known.email,
        )


def _too_many(what: str, seconds: int) -> HTTPException:
    return HTTPException(
        status.HTTP_429_TOO_MANY_REQUESTS,
        f"too many {what}: go on in {seconds} s",
        headers={"Retry-After": str(seconds)},
    )


def _company_login(settings: Settings) -> Any | None:
    """The OpenID Connect client; None where the company has set up none."""
    if not settings.oidc_issuer:
        return None
    return OAuth().register(
        COMPANY,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )


def begin_session(request: Request, person: str, began: str) -> Visit:
    """Another session from now on; nothing of the one before is left."""
    request.session.clear()
    return visiting_of(request).begin(person, began)


def begin_setup(request: Request, code: str) -> bool:
    """A session that may set the company up, and nothing else; whether the code was right."""
    sign_in: SignIn = request.app.state.sign_in
    kept = sign_in.open_setup(code, address_of(request))
    if kept is not None:
        request.session.clear()
        visiting_of(request).begin(None, SETUP, kept)
    return kept is not None


def address_of(request: Request) -> str:
    """From where it comes, as tries are counted."""
    return counted_as(request.client.host) if request.client else ""


def _let_in(request: Request, response: Response, who: SignedIn) -> Visit:
    """Begin the session of somebody who proved who he is; his browser knows him from now on."""
    visit = begin_session(request, who.person, who.proof)
    sign_in: SignIn = request.app.state.sign_in
    sign_in.known.remember(request, response, who.person)
    sign_in.end_setup(who.person)
    return visit


class CodeGiven(BaseModel):
    code: str = Field(min_length=8, max_length=20, pattern=r"^[^\x00]*$")


@router.post("/code", status_code=status.HTTP_202_ACCEPTED)
async def send_code(wanted: CodeWanted, request: Request) -> dict[str, bool]:
    """Send a code to that person. The answer is the same whether there is such a person."""
    sign_in: SignIn = request.app.state.sign_in
    is_known = sign_in.known.knows(request, wanted.person)
    asking = Asking(address_of(request), csrf_of(request), is_known)
    await asyncio.to_thread(sign_in.count_asked, asking.address)
    # Not awaited: how long it takes would tell whether there is somebody to send it to.
    task = asyncio.create_task(sign_in.send_code(wanted, asking))
    request.app.state.background.add(task)
    task.add_done_callback(request.app.state.background.discard)
    return {"sent": True}


@router.post("")
def by_code(given: CodeGiven, request: Request, response: Response) -> dict[str, str]:
    """Sign in with a code that was made for that."""
    sign_in: SignIn = request.app.state.sign_in
    who = sign_in.redeem(given.code, address_of(request), csrf_of(request))
    return {"csrf": _let_in(request, response, who).csrf}


@router.delete("")
def sign_out(request: Request, response: Response) -> dict[str, bool]:
    """The session ends here, too: its cookie opens nothing any more, wherever it was copied to; and
    the browser forgets what it showed."""
    visiting_of(request).end()
    request.session.clear()
    response.headers["Clear-Site-Data"] = FORGOTTEN
    return {"signed_in": False}


@router.get("/company", include_in_schema=False)
async def go_to_login(request: Request) -> Any:
    """To the company's login."""
    back = f"{request.app.state.settings.address}{router.prefix}/company/return"
    return await _login(request).authorize_redirect(request, back)


@router.get("/company/return", include_in_schema=False)
async def come_back(request: Request) -> RedirectResponse:
    """From the company's login; the page says so if that was not to be."""
    sign_in: SignIn = request.app.state.sign_in
    try:
        token = await _login(request).authorize_access_token(request)
        who = await asyncio.to_thread(sign_in.by_login, dict(token["userinfo"]))
    except (OAuthError, JoseError, EngineError, KeyError) as error:
        logger.warning("the company's login did not let somebody in: %s", error)
        return RedirectResponse("/?refused=1")
    home = RedirectResponse("/")
    await asyncio.to_thread(_let_in, request, home, who)
    return home


def _login(request: Request) -> Any:
    company = request.app.state.sign_in.company
    if company is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no company login is set up")
    return company


@router.get("/dingtalk", include_in_schema=False)
def go_to_dingtalk(request: Request) -> RedirectResponse:
    """To DingTalk's login; the state comes back with the visitor, and with nobody else."""
    request.session["state"] = state = secrets.token_urlsafe(16)
    back = f"{request.app.state.settings.address}{router.prefix}/dingtalk/return"
    return RedirectResponse(_dingtalk(request).address(back, state))


@router.get("/dingtalk/return", include_in_schema=False)
async def come_back_from_dingtalk(
    request: Request,
    state: str = "",
    code: str = "",
    auth_code: Annotated[str, Query(alias="authCode")] = "",
) -> RedirectResponse:
    """From DingTalk's login; the page says so if that was not to be."""
    sign_in: SignIn = request.app.state.sign_in
    _dingtalk(request)
    expected = request.session.pop("state", "")
    if not expected or not same_secret(expected, state):
        return RedirectResponse("/?refused=1")
    try:
        who = await sign_in.by_dingtalk(auth_code or code)
    except (SendFailed, EngineError, KeyError) as error:
        logger.warning("DingTalk's login did not let somebody in: %s", error)
        return RedirectResponse("/?refused=1")
    home = RedirectResponse("/")
    await asyncio.to_thread(_let_in, request, home, who)
    return home


def _dingtalk(request: Request) -> DingTalkLogin:
    dingtalk: DingTalkLogin | None = request.app.state.sign_in.dingtalk
    if dingtalk is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no DingTalk login is set up")
    return dingtalk
