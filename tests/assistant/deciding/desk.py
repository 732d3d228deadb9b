"""Somebody at the decision form, without Rasa: what he says, what it asks, what it does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from assistant.base import Turn
from assistant.conversation.looking_up import ANSWERS
from assistant.conversation.talk import Talk
from assistant.flows.all import FLOWS
from assistant.flows.engine import Heard, begin, go_on, hear
from assistant.flows.names import DECISION, REQUESTED
from assistant.message import Facts, Message
from assistant.reply import Reply
from assistant.speech import Speech
from tests.workflow import Office


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
    talk: Talk = field(default_factory=Talk)

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
        self._run(message)
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

    def _run(self, message: Message) -> None:
        dispatcher = CollectingDispatcher()
        turn = Turn(
            message=message,
            slots=self.slots,
            speech=Speech(self.language),
            engine=self.office.engine,
            dispatcher=dispatcher,
            talk=replace(self.talk, messages=self.talk.messages + 1),
        )
        _answer(turn)
        self.talk = replace(turn.talk, understood=turn.understood)
        found = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
        self.replies += [reply for reply in found if reply.text]


def _answer(turn: Turn) -> None:
    """As in a conversation in which nothing but decisions is talked about."""
    flow = FLOWS[DECISION]
    if turn.slots.get(REQUESTED) is None:
        if turn.message.intent in ("affirm", ""):
            ANSWERS["affirm"]().take(turn)
        else:
            begin(turn, flow)
    elif hear(turn, flow) is not Heard.DONE:
        turn.understood = False
        go_on(turn, flow)


def _plain(reply: Reply) -> str:
    buttons = "".join(f" [{choice.title}]" for choice in reply.choices)
    return reply.text + ("\n" + buttons if buttons else "")
