"""What is said when a flow comes back, or was not understood, is what somebody approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import Turn
from assistant.conversation.talk import Asked, Talk
from assistant.flows.all import FLOWS
from assistant.flows.asking import ask
from assistant.flows.stacking import put_aside, take_up_again
from assistant.reply import Reply
from assistant.speech import LANGUAGES, Speech
from assistant.speech.speech import phrases
from assistant.statements.flow import KINDS
from engine.usecases.context import BudgetEngine
from tests.approved import require_approved
from tests.conversing import Conversation

HERE = Path(__file__).parent
NEED = "report_skill_need"
TOPIC = {"course": {"name": "谈判技巧", "name_en": "Negotiation", "code": "N"}}
AT_HAND: list[tuple[str, dict[str, Any]]] = [
    ("request_form", {}),
    ("request_form", TOPIC),
    ("request_form", {**TOPIC, "headcount": 20}),
    ("need_form", {"statement": NEED}),
    ("need_form", {"statement": NEED, "statement_said": {"wish": TOPIC["course"]}}),
    *(
        ("decision_form", {"decision": decision, "decision_number": "TR-2027-0001"})
        for decision in (
            "approve_request",
            "reject_request",
            "return_request",
            "amend_request",
            "withdraw_request",
            "take_over_request",
        )
    ),
    *(("statement_form", {"statement": kind}) for kind in sorted(KINDS) if kind != NEED),
]
FIELDS = [
    key.removeprefix("way_out.")
    for key in phrases("en")
    if key.startswith("way_out.") and not key.endswith((".still_open", ".leave", ".stop"))
]


@pytest.fixture
def turns(sample_engine: BudgetEngine) -> Any:
    def turn(language: str, slots: dict[str, Any], **talk: Any) -> Turn:
        message = Conversation(sample_engine).message("…")
        return Turn(
            message=message,
            slots=dict(slots),
            speech=Speech(language),
            engine=sample_engine,
            dispatcher=CollectingDispatcher(),
            talk=Talk(**talk),
        )

    return turn


def said(turn: Turn) -> list[str]:
    replies = [Reply.from_plain(one["custom"]) for one in turn.dispatcher.messages]
    return [
        line
        for reply in replies
        for line in (reply.text, *(f"[{choice.title}]" for choice in reply.choices))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_is_named(turns: Any, language: str, approving: bool) -> None:
    lines = []
    for name, slots in AT_HAND:
        turn = turns(language, slots)
        put_aside(turn, FLOWS[name])
        take_up_again(turn)
        lines += [*said(turn), turn.say("back.confirmed", what=FLOWS[name].about(turn)), ""]
    require_approved(HERE / f"waits.{language}.txt", "\n".join(lines), approving)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_out_are_shown(turns: Any, language: str, approving: bool) -> None:
    lines = []
    for field in FIELDS:
        asked = Asked(flow="request_form", field=field, choices=({"title": "A"},), failed=1)
        turn = turns(language, {**TOPIC, "headcount": 20}, asked=asked)
        turn.understood = False
        ask(turn, FLOWS["request_form"], field)
        lines += [*said(turn), ""]
    require_approved(HERE / f"ways_out.{language}.txt", "\n".join(lines), approving)
