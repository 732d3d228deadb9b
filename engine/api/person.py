"""Who calls, and the engine that answers: what every route depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Concatenate, ParamSpec, TypeVar

from fastapi import Depends, Header, HTTPException, Request, Response, status
from fastapi.security import APIKeyCookie, APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from engine.api.limits import count_call
from engine.api.session import SESSION_COOKIE, is_setting_up, visit_of
from engine.columnar.age import ages
from engine.trust.audit import OPERATOR, Way
from engine.trust.comparing import same_secret
from engine.trust.tokens import API, InvalidToken
from engine.usecases.context import SETUP, BudgetEngine, Context

CHANNEL = "api"
# Of which moment what is answered is, where something has changed since.
AS_OF = "X-Peisuan-As-Of"
P = ParamSpec("P")
R = TypeVar("R")
_bearer = HTTPBearer(auto_error=False, description="made with ./peisuan token")
_secret = APIKeyHeader(
    name="X-Peisuan-Secret", auto_error=False, description="the installation's own secret"
)
_cookie = APIKeyCookie(name=SESSION_COOKIE, auto_error=False, description="the web page's session")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who calls, and what he came in with."""

    person: str
    began: str


def signed_in(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    secret: Annotated[str | None, Depends(_secret)],
    _session: Annotated[str | None, Depends(_cookie)],
    x_peisuan_person: Annotated[
        str, Header(description="an employee number; with the secret alone", max_length=64)
    ] = "",
) -> SignedIn:
    """The person of the token or of the web page's session; or, with the operator's secret,
    anybody. Each may make so many calls in a while."""
    found = signed_in_by(request, bearer, secret, x_peisuan_person)
    count_call(request, found.person)
    return found


def signed_in_by(
    request: Request, bearer: HTTPAuthorizationCredentials | None, secret: str | None, named: str
) -> SignedIn:
    """Whom these stand for, or else the page's session.

    Raises:
        HTTPException: nobody.
    """
    state = request.app.state
    if bearer is not None:
        try:
            found = state.tokens.bearer(bearer.credentials, API)
        except InvalidToken as error:
            raise _unauthorized(str(error)) from error
        return SignedIn(found.person, found.proof)
    if secret:
        if same_secret(state.settings.secret("operator"), secret) and named:
            return SignedIn(named, OPERATOR)
    elif visit := visit_of(request):
        return SignedIn(str(visit.person), visit.proof)
    raise _unauthorized("sign in first")


def _unauthorized(detail: str) -> HTTPException:
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED, detail, headers={"WWW-Authenticate": "Bearer"}
    )


def the_engine(request: Request) -> BudgetEngine:
    engine: BudgetEngine = request.app.state.engine
    return engine


Person = Annotated[SignedIn, Depends(signed_in)]
Engine = Annotated[BudgetEngine, Depends(the_engine)]
IdempotencyKey = Annotated[str, Header(min_length=8, max_length=128, pattern=r"^[\x21-\x7e]+$")]


@dataclass(frozen=True, slots=True)
class Asking:
    """The person who calls, over the engine; `told` is how the answer says how old it is."""

    engine: BudgetEngine
    who: SignedIn
    told: Response | None = field(default=None, kw_only=True)

    def perform(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        way = Way(CHANNEL, self.who.began)
        with ages() as found:
            result = self.engine.perform(usecase, self.who.person, way, *args, **kwargs)
        if found and self.told is not None:
            self.told.headers[AS_OF] = min(found).isoformat()
        return result


@dataclass(frozen=True, slots=True)
class Commanding(Asking):
    """The same, with the key under which what he wants is done once."""

    key: str


@dataclass(frozen=True, slots=True)
class SettingUp(Commanding):
    """Whoever has the set-up code, before anybody can sign in as himself."""

    def perform(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return self.engine.perform_as_setter(usecase, *args, **kwargs)


def asking(person: Person, engine: Engine, response: Response) -> Asking:
    return Asking(engine, person, told=response)


def commanding(person: Person, engine: Engine, idempotency_key: IdempotencyKey) -> Commanding:
    return Commanding(engine, person, idempotency_key)


def setting_up(
    request: Request,
    engine: Engine,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    secret: Annotated[str | None, Depends(_secret)],
    session: Annotated[str | None, Depends(_cookie)],
    x_peisuan_person: Annotated[str, Header(max_length=64)] = "",
) -> Asking:
    """The person who calls; or whoever has the set-up code, on the page."""
    if bearer is None and secret is None and is_setting_up(request):
        count_call(request, SETUP)
        return SettingUp(engine, SignedIn(SETUP, SETUP), "")
    return Asking(engine, signed_in(request, bearer, secret, session, x_peisuan_person))


def commanding_setup(
    asking: Annotated[Asking, Depends(setting_up)], idempotency_key: IdempotencyKey
) -> Commanding:
    if isinstance(asking, SettingUp):
        return SettingUp(asking.engine, asking.who, idempotency_key)
    return Commanding(asking.engine, asking.who, idempotency_key)


Caller = Annotated[Asking, Depends(asking)]
# On the routes that a company is set up by.
Setter = Annotated[Asking, Depends(setting_up)]
SetCommander = Annotated[Commanding, Depends(commanding_setup)]
Commander = Annotated[Commanding, Depends(commanding)]
