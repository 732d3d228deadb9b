"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.sessions import SessionMiddleware

from actions.answer import action_executor
from application import internal, readiness
from application.all_routes import ALL_ROUTES, SAME_PAGE
from application.at_work import at_work
from application.doors import dingtalk_login, open_doors, serving
from application.housekeeping import housekeeping
from application.loads_told import LoadsTold
from application.page_files import PageFiles
from application.quiet_hours import QuietHours
from application.walls import Walled
from application.watching import Tracing, watch
from assistant.errors import say_error
from assistant.language import spoken_for
from assistant.personal_told.telling import as_plain
from assistant.setup_told.telling import by_kind
from assistant.speech import Speech
from channels import web
from channels.forgetting import forget_dialogues
from channels.gate import Gate
from channels.inviting import Inviting
from channels.mail import MAIL, MailCarrier, Mailer
from channels.notifying import Notifier
from channels.rasa import Signer
from channels.rasa_workers import RasaWorkers, reader
from channels.sign_in import SignIn
from engine.api import errors
from engine.api.body_bounds import BodyBounds
from engine.api.incidents import Incidents
from engine.api.known_senders import KnownSenders
from engine.api.limits import CallLimits
from engine.api.scim.routes import LARGEST_BODY as SCIM_BODY
from engine.api.scim.routes import PREFIX as SCIM
from engine.api.scim.routes import create_scim
from engine.api.session import VISITOR_COOKIE, VISITOR_SECONDS, PageSessions, cookie_name
from engine.api.setup_code import SetupCode
from engine.columnar import Columns
from engine.imports.grid.limits import BYTES, MEGABYTE
from engine.policy import load_policy
from engine.secret_files import require_secrets
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.notices import Carrier
from engine.trust.sessions import Lifetimes, Sessions
from engine.trust.tokens import Tokens
from engine.usecases.context import BudgetEngine
from engine.usecases.store import clock_as_of
from engine.values.errors import NotKept

# Where more than usual is sent: files with what a form has around them, whole lists of a provider,
# and what Rasa remembers of a conversation.
FILES = ("/api/imports", "/web/files")
LARGER = {
    **dict.fromkeys(FILES, BYTES + MEGABYTE),
    f"{SCIM}/": SCIM_BODY,
    internal.router.prefix: 16 * MEGABYTE,
}


def create_app(settings: Settings) -> FastAPI:
    """The application over the store in `settings`, which must be migrated."""
    require_secrets(settings.home)
    quiet = QuietHours.read(settings.quiet_hours)
    database = Database(settings.store_url)
    clock = clock_as_of(database, settings.today)
    columns = Columns.of(database, settings)
    engine = BudgetEngine(
        database, load_policy(), clock, seconds=settings.most_seconds, columns=columns
    )
    signer = Signer(settings.secret("channel"), engine)
    rasa = RasaWorkers(settings.rasa_workers, signer)
    doors = open_doors(settings, engine)
    mailer = Mailer(settings)
    engine.carriers = tuple(door.name for door in doors)
    engine.alarms = (MAIL,) if mailer.works else ()
    notifiers = [Notifier(engine, door) for door in doors]
    carriers: list[Carrier] = [*notifiers]
    if mailer.works:
        carriers.append(MailCarrier(engine, mailer))
    by_name = {door.name: door for door in doors}
    gate = Gate(engine, rasa, by_name, settings.chat_limit, settings.redis_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with at_work(settings):
            for notifier in notifiers:
                notifier.start()
            async with serving(gate, doors), housekeeping(engine, carriers, settings.home, quiet):
                yield
            await rasa.close()
            tracing.close()
        columns.close()
        engine.database.dispose()

    app = Walled(
        title="Peisuan",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        dependencies=SAME_PAGE,
        description="The training budget engine. Every figure names where it comes from.",
    )
    app.state.settings = settings
    app.state.engine = engine
    tracing = Tracing(app, database.engine, Tracing.exporter())
    app.state.rasa = rasa
    app.state.sentence = lambda error, preferred: say_error(_speech(engine, preferred), error)
    app.state.apology = lambda incident, preferred: Speech(spoken_for(preferred)).say(
        "small.failed", incident=incident
    )
    app.state.loads = LoadsTold(engine)
    app.state.gate = gate
    app.state.setup_told = lambda found, preferred: by_kind(
        Speech(spoken_for(preferred), found.company.fiscal), found
    )
    app.state.kept_told = lambda rules, preferred: as_plain(
        Speech(spoken_for(preferred), engine.company().fiscal), rules
    )
    app.state.forget_dialogues = partial(forget_dialogues, settings.home)
    app.state.setup_code = setup = SetupCode(settings)
    app.state.inviting = inviting = Inviting(engine, doors, mailer, settings.address)
    app.state.sign_in = SignIn(settings, engine, inviting, dingtalk_login(settings, doors), setup)
    # Tasks that nobody waits for; kept here, or they could be collected half-way.
    app.state.background = set()
    app.state.executor = action_executor(engine, reader(settings.rasa_workers, signer))
    app.state.tokens = Tokens(engine.database, engine.clock)
    app.state.limits = CallLimits(settings.rate_limit, "calls", settings.redis_url)
    app.add_middleware(Incidents)
    app.add_middleware(KnownSenders, paths=FILES)
    _add_sessions(app, settings, engine)
    app.add_middleware(BodyBounds, larger=LARGER)
    app.router.routes.extend(ALL_ROUTES)
    for door in doors:
        app.include_router(door.router)
    errors.install(app)
    app.mount(SCIM, create_scim(settings, engine), name="scim")
    app.mount("/static", PageFiles(directory=web.PAGE), name="static")
    watch(app, engine, settings)
    app.include_router(readiness.router)
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


def _speech(engine: BudgetEngine, preferred: str) -> Speech:
    """With the company's fiscal year, as long as there is a store that tells it."""
    try:
        return Speech(spoken_for(preferred), engine.company().fiscal)
    except (SQLAlchemyError, NotKept):
        return Speech(spoken_for(preferred))
