"""The web page's door: a session for each visitor, and the chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request, status
from fastapi.responses import FileResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from assistant.language import FIRST
from assistant.notices import notice_line
from assistant.reply import Reply
from assistant.speech import Speech
from channels.asked_language import AskedLanguage
from channels.buttons import CannotPress
from channels.gate import Gate
from channels.message import InboundMessage
from channels.notices import unseen_notices
from channels.notifying import TO_DECIDE
from channels.sign_in import begin_session, begin_setup
from engine.access import Right
from engine.api.session import (
    csrf_of,
    demonstrates,
    is_setting_up,
    session_person,
    visit_of,
)
from engine.trust.audit import Way
from engine.trust.notices import NoticeView
from engine.trust.sessions import DEMONSTRATION, Visit
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account
from engine.usecases.imports.drafts import require_importer
from engine.usecases.notices import notices_seen
from engine.usecases.store import name_of, sample_people
from engine.usecases.units import may
from engine.values.errors import EngineError

PAGE = Path(__file__).resolve().parent.parent / "engine" / "web" / "static"
CHANNEL, TENANT = "web", "local"
# Of a conversation, when the page is loaded again.
MOST_SHOWN = 20
MESSAGE_ID = r"^[A-Za-z0-9-]{8,64}$"
router = APIRouter(tags=["web page"])


class ChosenPerson(BaseModel):
    handle: str = Field(max_length=64)


class WrittenMessage(BaseModel):
    # What is too long for a message is answered as one; this is too long for anything.
    text: str = Field(max_length=20_000)
    # The page's own: sent again after a failure, it is answered once.
    message_id: str = Field(pattern=MESSAGE_ID)
    # The request of the notice whose button was pressed: it is taken up, whatever the words.
    takes_up: str | None = Field(default=None, pattern=r"^TR-\d{4}-\d{4,12}$")


class Press(BaseModel):
    token: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")


@router.get("/", include_in_schema=False)
def page() -> FileResponse:
    return FileResponse(PAGE / "index.html")


@router.get("/preview", include_in_schema=False)
def preview_page() -> FileResponse:
    return FileResponse(PAGE / "preview.html")


@router.get("/accounts", include_in_schema=False)
def accounts_page() -> FileResponse:
    return FileResponse(PAGE / "accounts.html")


@router.get("/import", include_in_schema=False)
def import_page() -> FileResponse:
    return FileResponse(PAGE / "import.html")


@router.get("/records", include_in_schema=False)
def records_page() -> FileResponse:
    return FileResponse(PAGE / "records.html")


@router.get("/setup", include_in_schema=False)
def setup_page(request: Request, code: str = "") -> Response:
    """Setting a company up; with the set-up code, by whoever has it."""
    if not code:
        return FileResponse(PAGE / "setup.html")
    right = begin_setup(request, code)
    return RedirectResponse("/setup" if right else "/setup?ended=1", status.HTTP_303_SEE_OTHER)


@router.get("/web/session")
def session_state(request: Request) -> dict[str, Any]:
    """Who the visitor is, the token that his requests must carry, and whom he may be in the
    demonstration."""
    database = request.app.state.engine.database
    demonstration, person = demonstrates(request), session_person(request)
    return {
        "csrf": csrf_of(request),
        "person": person,
        "session": visit.id if (visit := visit_of(request)) else None,
        "name": name_of(database, person) if person else None,
        "demonstration": demonstration,
        "people": sample_people(database) if demonstration else [],
        "company_login": request.app.state.sign_in.company is not None,
        "dingtalk_login": request.app.state.sign_in.dingtalk is not None,
        "hands_out_codes": _may(request, person, may, Right.LINK_PEOPLE),
        "setting_up": is_setting_up(request),
        "sees_setup": _may(request, person, may, Right.SEE_SETUP),
        "loads_files": not demonstration and _may(request, person, require_importer),
    }


def _may(request: Request, person: str | None, asked: Callable[..., object], *of: Right) -> bool:
    """Whether what is `asked` is not refused."""
    if person is None:
        return False
    try:
        request.app.state.engine.perform(asked, person, CHANNEL, *of)
    except EngineError:
        return False
    return True


@router.post("/web/session")
def choose_person(chosen: ChosenPerson, request: Request) -> dict[str, str]:
    """Become one of the sample people: in the demonstration alone."""
    state = request.app.state
    if not demonstrates(request):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "this is no demonstration")
    people = {person["handle"]: person for person in sample_people(state.engine.database)}
    if chosen.handle not in people:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "there is no such sample person")
    visit = begin_session(request, people[chosen.handle]["emp_no"], DEMONSTRATION)
    return {"name": people[chosen.handle]["name"], "csrf": visit.csrf}


@router.post("/web/messages")
async def say(written: WrittenMessage, request: Request) -> list[dict[str, Any]]:
    """One message of the visitor; the replies."""
    message = said_by_visitor(request, written.message_id, written.text)
    if written.takes_up is not None:
        act = {"intent": "approve_request", "number": written.takes_up, "version": None}
        message = replace(message, act=act)
    return plain_replies(await gate_of(request).deliver(message))


@router.post("/web/presses")
async def press(
    pressed: Press,
    request: Request,
    again: Annotated[bool, Header(alias="X-Sent-Again")] = False,
) -> list[dict[str, Any]]:
    """The visitor pressed a button; the replies to what it says. Where the connection broke, the
    page sends it again, and says so."""
    visit, person, gate = visit_in(request), visitor(request), gate_of(request)
    account = Account(CHANNEL, TENANT, person)
    try:
        message = await asyncio.to_thread(
            gate.press, account, pressed.token, person, visit.proof, again
        )
    except CannotPress as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    return plain_replies(await gate.deliver(message))


@router.get("/web/messages")
def history(request: Request) -> list[dict[str, Any]]:
    """What was said in this conversation so far, for a page that is loaded again."""
    mine = said_by_visitor(request, "", "").dialogue
    latest = gate_of(request).inbox.latest_of(CHANNEL, visitor(request), MOST_SHOWN)
    return [
        {
            "said": taken.message.text,
            "files": [one.name for one in taken.message.files],
            "replies": plain_replies(list(taken.replies or ())),
        }
        for taken in latest
        if taken.message.dialogue == mine
    ]


def said_by_visitor(request: Request, message_id: str, text: str) -> InboundMessage:
    visit, person = visit_in(request), visitor(request)
    return InboundMessage(
        channel=CHANNEL,
        tenant=TENANT,
        user_id=person,
        person=person,
        began=visit.proof,
        conversation=visit.conversation,
        # Another visitor's ids are none of this one's.
        message_id=f"{person}:{message_id}",
        text=text,
    )


def gate_of(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def plain_replies(replies: list[Reply]) -> list[dict[str, Any]]:
    return [reply.as_plain() for reply in replies]


class Seen(BaseModel):
    up_to: int = Field(ge=0, le=2**31 - 1)


@router.get("/web/notices")
def notices(request: Request, language: AskedLanguage = FIRST) -> list[dict[str, Any]]:
    """What the visitor has to know and has not put away yet."""
    engine: BudgetEngine = request.app.state.engine
    speech = Speech(language, engine.company().fiscal)
    found = unseen_notices(engine, visitor(request), "web")
    return [
        {
            "id": notice.id,
            "text": notice_line(speech, notice),
            "say": _to_do(speech, notice),
            "number": notice.args.get("number"),
        }
        for notice in found
    ]


def _to_do(speech: Speech, notice: NoticeView) -> str | None:
    """What one says to take up something that waits for one's decision."""
    if notice.code not in TO_DECIDE:
        return None
    return speech.say("home.approve", number=notice.args["number"])


@router.post("/web/notices/seen")
def put_away(seen: Seen, request: Request) -> dict[str, int]:
    """The visitor has read his notices up to that one."""
    engine: BudgetEngine = request.app.state.engine
    way = Way(CHANNEL, visit_in(request).proof)
    engine.perform(notices_seen, visitor(request), way, seen.up_to)
    return {"up_to": seen.up_to}


def visit_in(request: Request) -> Visit:
    """The session of the page that asks."""
    visit = visit_of(request)
    if visit is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "nobody is signed in")
    return visit


def visitor(request: Request) -> str:
    return str(visit_in(request).person)
