"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request, Response, status
from fastapi.staticfiles import StaticFiles
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.sessions import SessionMiddleware

from actions.answer import action_executor
from application import internal
from application.doors import dingtalk_login, open_doors, serving
from application.housekeeping import housekeeping
from application.loads_told import LoadsTold
from application.quiet_hours import QuietHours
from assistant.errors import say_error
from assistant.language import spoken_for
from assistant.setup_told.telling import by_kind
from assistant.speech import Speech
from channels import console, files, preview, sign_in, web, web_files
from channels.gate import Gate
from channels.notifying import Notifier
from channels.rasa import RasaClient, RasaReader, Signer
from channels.sign_in import SignIn
from engine.api import errors, routes
from engine.api.limits import CallLimits
from engine.api.scim.routes import PREFIX as SCIM
from engine.api.scim.routes import create_scim
from engine.api.session import VISITOR_COOKIE, VISITOR_SECONDS, PageSessions, cookie_name
from engine.api.setup_code import SetupCode
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.sessions import Lifetimes, Sessions
from engine.trust.tokens import Tokens
from engine.usecases.context import BudgetEngine
from engine.usecases.store import clock_as_of


def create_app(settings: Settings) -> FastAPI:
    """The application over the store in `settings`, which must be migrated."""
    quiet = QuietHours.read(settings.quiet_hours)
    database = Database(settings.store_url)
    engine = BudgetEngine(database, load_policy(), clock_as_of(database, settings.today))
    signer = Signer(settings.secret("channel"), engine)
    rasa = RasaClient(settings.rasa_url, signer)
    doors = open_doors(settings, engine)
    engine.carriers = tuple(door.name for door in doors)
    notifiers = [Notifier(engine, door) for door in doors]
    gate = Gate(engine, rasa, {door.name: door for door in doors}, settings.chat_limit)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        for notifier in notifiers:
            notifier.start()
        async with serving(gate, doors), housekeeping(engine, notifiers, gate.inbox, quiet):
            yield
        await rasa.close()
        engine.database.dispose()

    app = FastAPI(
        title="Peisuan",
        version="0.1.0",
        lifespan=lifespan,
        description="The training budget engine. Every figure names where it comes from.",
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.rasa = rasa
    app.state.sentence = lambda error, preferred: say_error(
        Speech(spoken_for(preferred), engine.company().fiscal), error
    )
    app.state.loads = LoadsTold(engine)
    app.state.gate = gate
    app.state.setup_told = lambda found, preferred: by_kind(
        Speech(spoken_for(preferred), found.company.fiscal), found
    )
    app.state.setup_code = setup = SetupCode(settings)
    app.state.sign_in = SignIn(settings, engine, doors, dingtalk_login(settings, doors), setup)
    # Tasks that nobody waits for; kept here, or they could be collected half-way.
    app.state.background = set()
    app.state.executor = action_executor(engine, RasaReader(settings.rasa_url, signer))
    app.state.tokens = Tokens(engine.database, engine.clock)
    app.state.limits = CallLimits(settings.rate_limit)
    _add_sessions(app, settings, engine)
    app.include_router(routes.router)
    app.include_router(web.router)
    app.include_router(web_files.router)
    app.include_router(sign_in.router)
    app.include_router(preview.router)
    app.include_router(console.router)
    app.include_router(files.router)
    app.include_router(internal.router)
    for door in doors:
        app.include_router(door.router)
    errors.install(app)
    app.mount(SCIM, create_scim(settings, engine), name="scim")
    app.mount("/static", StaticFiles(directory=web.PAGE), name="static")
    app.get("/healthz", tags=["operation"])(healthz)
    app.get("/readyz", tags=["operation"])(readyz)
    return app


def _add_sessions(app: FastAPI, settings: Settings, engine: BudgetEngine) -> None:
    """Those of people are in the store; what has to be known of a visitor before he signs in (the
    state of the company's login) is in a cookie of its own."""
    lifetimes = Lifetimes(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    )
    app.state.sessions = sessions = Sessions(engine.database, engine.clock, lifetimes)
    app.add_middleware(PageSessions, sessions=sessions, settings=settings)
    app.add_middleware(
        SessionMiddleware,
        secret_key=settings.secret("session"),
        session_cookie=cookie_name(VISITOR_COOKIE, settings),
        same_site="lax",
        https_only=settings.behind_tls,
        max_age=VISITOR_SECONDS,
    )


def healthz() -> dict[str, str]:
    """The process runs."""
    return {"status": "ok"}


async def readyz(request: Request, response: Response) -> dict[str, Any]:
    """The store and Rasa answer; 503 until both do."""
    parts = {
        "store": _store_answers(request.app.state.engine.database),
        "rasa": await request.app.state.rasa.is_ready(),
    }
    if not all(parts.values()):
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {"ready": all(parts.values()), **parts}


def _store_answers(database: Database) -> bool:
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
