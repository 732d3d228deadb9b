"""Somebody at the decision form, without Rasa: what he says, what it asks, what it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from assistant.base import PeisuanAction, Turn
from assistant.conversation.conducting import ANSWERS
from assistant.deciding.form import DECISION_FORM, ValidateDecisionForm
from assistant.message import Facts, Message
from assistant.reply import Reply
from assistant.request_form import REQUESTED
from assistant.speech import Speech
from tests.workflow import Office

ACTIONS: dict[str, type[PeisuanAction]] = {one.action_name: one for one in DECISION_FORM}


@dataclass
class Desk:
    """One person's dialogue; `say` in words with what Rasa would have read in them, `press` a
    button that was offered last."""

    office: Office
    person: str
    language: str = "zh"
    slots: dict[str, Any] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    said: int = 0

    def say(
        self,
        text: str,
        intent: str = "",
        facts: Facts | None = None,
        confidence: float = 0.9,
        choices: tuple[str, ...] = (),
        act: dict[str, Any] | None = None,
    ) -> str:
        """All that is answered, as one text with its buttons."""
        self.said += 1
        message = Message(
            text=text,
            intent=intent,
            confidence=confidence,
            choices=choices or (intent,),
            message_id=f"{self.person}-{self.office.key()}",
            person=self.person,
            channel="test",
            today=self.office.now.date(),
            facts=facts or Facts(),
            act=act,
        )
        self.replies = []
        if self.slots.get(REQUESTED) is None and intent in ("affirm", ""):
            self._run(ANSWERS["affirm"], message)
        else:
            self._run(ValidateDecisionForm, message)
            asked = self.slots.get(REQUESTED)
            name = f"action_ask_decision_form_{asked}" if asked else "action_decide_request"
            self._run(ACTIONS[name], message)
        return "\n".join(_plain(reply) for reply in self.replies)

    def press(self, title: str) -> str:
        """The button of that title, among those offered last; "确认" and "Confirm" are the one
        that says yes, whatever act it names."""
        offered = [one for reply in self.replies for one in reply.choices]
        yes = [one for one in offered if (one.act or {}).get("answer") is True]
        found = [one for one in offered if one.title == title]
        (choice,) = found or (yes if title in ("确认", "Confirm") else [])
        if choice.act is None:
            return self.say(title)
        return self.say(title, choice.act["intent"], act=choice.act)

    @property
    def offered(self) -> list[str]:
        return [choice.title for reply in self.replies for choice in reply.choices]

    def _run(self, action: type[PeisuanAction], message: Message) -> None:
        dispatcher = CollectingDispatcher()
        turn = Turn(
            message=message,
            slots=self.slots,
            speech=Speech(self.language),
            engine=self.office.engine,
            dispatcher=dispatcher,
        )
        action().take(turn)
        found = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
        self.replies += [reply for reply in found if reply.text]


def _plain(reply: Reply) -> str:
    buttons = "".join(f" [{choice.title}]" for choice in reply.choices)
    return reply.text + ("\n" + buttons if buttons else "")
