"""How the visitor's latest answers look in each chat tool, and what waits for him."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request, status

from assistant.language import FIRST
from assistant.reply import Choice, Reply
from assistant.speech import Speech
from channels.asked_language import AskedLanguage
from channels.dingtalk.rendering import card_data, markdown_messages
from channels.gate import Gate
from channels.notifying import TO_DECIDE, decision_text, decisions
from channels.slack.blocks import message_blocks
from engine.api.session import session_person
from engine.usecases.context import BudgetEngine
from engine.usecases.notices import my_notices
from engine.usecases.requests.deciding import review_decision
from engine.values.errors import EngineError
from engine.workflow.life import Event

router = APIRouter(include_in_schema=False)
MOST = 12


@router.get("/web/preview")
def preview(request: Request, language: AskedLanguage = FIRST) -> list[dict[str, Any]]:
    """Each reply in its normal form and in that of each tool; buttons of it do nothing."""
    person = session_person(request)
    if person is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "nobody is signed in")
    gate: Gate = request.app.state.gate
    replies = [
        reply
        for taken in gate.inbox.latest_of("web", person, MOST)
        for reply in taken.replies or ()
    ]
    engine: BudgetEngine = request.app.state.engine
    replies += _to_decide(engine, person, Speech(language, engine.company().fiscal))
    return [_in_each_tool(_without_tokens(reply)) for reply in replies]


def _to_decide(engine: BudgetEngine, person: str, speech: Speech) -> Iterator[Reply]:
    for notice in engine.perform(my_notices, person, "web"):
        if notice.code not in TO_DECIDE:
            continue
        try:
            review = engine.perform(
                review_decision, person, "web", str(notice.args["number"]), Event.APPROVE
            )
        except EngineError:
            continue
        choices = tuple(Choice(offer.title) for offer in decisions(speech, review))
        yield Reply(text=decision_text(speech, notice, review), choices=choices)


def _without_tokens(reply: Reply) -> Reply:
    choices = tuple(Choice(choice.title, url=choice.url) for choice in reply.choices)
    return Reply(
        text=reply.text,
        choices=choices,
        table=reply.table,
        file=reply.file,
        personal=reply.personal,
    )


def _in_each_tool(reply: Reply) -> dict[str, Any]:
    dingtalk = card_data(reply) if reply.choices else markdown_messages(reply)[0]
    return {"reply": reply.as_plain(), "slack": message_blocks(reply), "dingtalk": dingtalk}
