"""`./peisuan up`: everything set up and running, until Ctrl-C."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from commands.ending import Ending
from commands.log_files import log_supervision, rotate_all
from commands.opening import home_held
from commands.own_store import setup_code
from commands.stack import prepare, require_free, running
from commands.supervising import keep_up
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.store import has_story

STORY = (
    "A demonstration with a story runs: requests, invoices, needs and surveys in every state. "
    "Without it: ./peisuan up --no-story, with an empty PEISUAN_HOME."
)
Story = Annotated[
    bool,
    typer.Option(
        "--story/--no-story",
        help="Lay a story over a sample company in which nobody did anything yet.",
    ),
]

ONLY_YOURS = (
    "Give this address to whoever sets Peisuan up. It opens the company's data; it ends when HR "
    "signs in, or when Peisuan is started so again. It shows the sign-in code of one person of "
    "HR; the others are invited by chat or mail, or you print their codes: ./peisuan link NUMBER…"
)

Own = Annotated[
    bool, typer.Option("--own", help="Begin with your company's own data, not with the sample's.")
]


def up(own: Own = False, story: Story = True) -> None:
    """Set everything up, start Rasa and the application, print the page's address; keep both up."""
    settings = Settings()
    ending = Ending()
    try:
        with home_held(settings):
            _serve(settings, ending, own, story)
    except KeyboardInterrupt:
        pass
    print("\nStopped.", file=sys.stderr)


def _tell(settings: Settings, code: str | None) -> None:
    print(f"Peisuan is ready: {_address(settings, code)}  (Ctrl-C stops it)", flush=True)
    if code:
        print(ONLY_YOURS, flush=True)
    if _has_story(settings):
        print(STORY, flush=True)
    if tools := settings.chat_tools:
        print(f"Chat tools: {', '.join(tools)}", flush=True)


def _serve(settings: Settings, ending: Ending, own: bool, story: bool) -> None:
    require_free(settings.port, "PEISUAN_PORT")
    require_free(settings.rasa_port, "PEISUAN_RASA_PORT")
    log_supervision(settings)
    prepare(settings, story=story, own=own)
    code = setup_code(settings) if own else None
    print("Starting Rasa and the application (about 15 s) …", file=sys.stderr)
    with running(settings) as stack:
        _tell(settings, code)
        with ending.in_order():
            keep_up(stack.supervised, ending.wait, lambda: rotate_all(settings))
            print("\nEnding; what was begun is answered first …", file=sys.stderr)


def _address(settings: Settings, code: str | None) -> str:
    address = settings.public_url.rstrip("/") or f"http://localhost:{settings.port}"
    return f"{address}/setup?code={code}" if code else address


def _has_story(settings: Settings) -> bool:
    database = Database(settings.store_url)
    try:
        return has_story(database)
    finally:
        database.dispose()
