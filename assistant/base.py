"""A turn of the conversation, and what is done in it: it is always answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.capabilities import CAPABILITIES
from assistant.charts.chart import MEDIA_TYPE, Chart
from assistant.conversation.talk import Shown, Talk
from assistant.errors import say_error
from assistant.language import language_of
from assistant.language_model import the_language_model
from assistant.message import Message
from assistant.reply import Choice, FileLink, Reply, ReplyTable
from assistant.sheets.sheet import Sheet
from assistant.speech import Speech
from engine.columnar.age import ages
from engine.settings import Settings
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.report_files import keep_file
from engine.values.company import Company
from engine.values.errors import EngineError
from engine.values.incidents import new_incident
from engine.watching.metrics import TURNS

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
Events = list[dict[str, Any]]
Reader = Callable[[str], dict[str, Any]]
# What "export this" may mean afterwards.
REMEMBERED = frozenset(one.name for one in CAPABILITIES.values() if one.exports)


@dataclass(kw_only=True)
class Turn:
    """One message being answered: what was said, in which voice to answer, and to whom."""

    message: Message
    slots: dict[str, Any]
    speech: Speech
    engine: BudgetEngine
    dispatcher: CollectingDispatcher
    # Not for others who read along.
    personal: bool = False
    talk: Talk = field(default_factory=Talk)
    # Whether the message told anything; and the buttons of the last reply.
    understood: bool = True
    # Whether what was asked for was told: not refused, and no question put back.
    told: bool = True
    offered: tuple[Choice, ...] = ()
    # Whether what is at hand was put off in this turn: it asks nothing then.
    quiet: bool = False
    # The flow that goes on from here.
    follows: str | None = None
    events: Events = field(default_factory=list)
    # The moments of what was told as of then, and not as of now.
    as_of: list[datetime] = field(default_factory=list)
    # Reads a text as the message was read; None where there is nobody to ask.
    read: Reader | None = None
    # The message as it was read, with nothing of what it goes on with.
    heard: Message | None = None

    def perform(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """A use case of the engine, as the person who speaks."""
        with ages() as found:
            told = self.engine.perform(
                usecase, self.message.person, self.message.way, *args, **kwargs
            )
        self.as_of += found
        return told

    def reply(
        self,
        *lines: str,
        choices: Sequence[str | Choice] | None = None,
        table: ReplyTable | None = None,
        file: FileLink | None = None,
    ) -> None:
        """Answer with `lines`; a choice in words is a button that says them. A table says
        what the lines say, for channels that can show one."""
        reply = Reply(
            text="\n".join(line for line in lines if line),
            choices=tuple(
                choice if isinstance(choice, Choice) else Choice(choice) for choice in choices or ()
            ),
            table=table,
            file=file,
            personal=self.personal,
        )
        self.offered = reply.choices
        self.dispatcher.utter_message(json_message=reply.as_plain())

    def ask_back(self, *lines: str, choices: Sequence[str | Choice] | None = None) -> None:
        """A question in the place of what was asked for."""
        self.told = False
        self.reply(*lines, choices=choices)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What was answered so far."""
        return tuple(Reply.from_plain(one["custom"]) for one in self.dispatcher.messages)

    def say_age(self) -> None:
        """With the last reply, of which moment the figures are, where something changed since."""
        if self.as_of and self.replies:
            at = self.company.here(min(self.as_of))
            reply = self.replies[-1]
            line = self.say("small.as_of", time=f"{at:%H:%M}")
            self.dispatcher.messages[-1]["custom"] = replace(
                reply, text=f"{reply.text}\n{line}"
            ).as_plain()

    def say_before(self, number: int, *lines: str) -> None:
        """Lines that go before the reply of that number, now that it is known what it says."""
        self.reply(*lines)
        self.dispatcher.messages.insert(number, self.dispatcher.messages.pop())

    @property
    def shows_pictures(self) -> bool:
        """Whether the person can see any: not at the terminal."""
        return self.message.channel != "console"

    def picture(self, name: str, chart: Chart | None) -> FileLink | None:
        """A link to the chart, kept for this person; drawn when somebody looks at it."""
        if chart is None or not self.shows_pictures:
            return None
        file = f"{name}.png"
        secret = self.perform(keep_file, file, MEDIA_TYPE, chart.written(), logged=False)
        return FileLink(file, f"{Settings().address}/files/{secret}/{file}", secret, chart.alt)

    @property
    def today(self) -> date:
        """The day it is at the company, by which the message was read too."""
        return self.message.today

    @cached_property
    def company(self) -> Company:
        return self.engine.company()

    def say(self, key: str, /, **values: object) -> str:
        return self.speech.say(key, **values)

    def set(self, **slots: object) -> None:
        """Set slots, and see them set in the rest of this turn."""
        self.slots.update(slots)
        self.events += [SlotSet(name, value) for name, value in slots.items()]

    def show(self, things: Iterable[Mapping[str, Any]], sheet: Sheet | None = None) -> None:
        """Remember the rows of a list, in its order: "the second" is one of them. What follows may
        work with its sheet."""
        if sheet is not None:
            sheet = replace(sheet, personal=self.personal)
        at = self.talk.messages
        rows = tuple(map(dict, things))
        self.remember(
            shown=Shown(things=rows, at=at, sheet=sheet, whole=sheet),
            requests=self.talk.requests_with(rows),
        )

    def tried(self) -> Turn:
        """The same, to do something in that may be dropped again."""
        return replace(
            self,
            slots=dict(self.slots),
            dispatcher=CollectingDispatcher(),
            events=list(self.events),
            as_of=list(self.as_of),
        )

    def take_over(self, tried: Turn) -> None:
        """What was done on trial is done."""
        said = [*self.dispatcher.messages, *tried.dispatcher.messages]
        self.dispatcher.messages[:] = said
        for one in fields(self):
            if one.name != "dispatcher":
                setattr(self, one.name, getattr(tried, one.name))

    def remember(self, **parts: Any) -> None:
        """Parts of the talk, as they are from now on."""
        self.talk = replace(self.talk, **parts)


class PeisuanAction:
    """One thing that the assistant does in a turn: answers in `respond`. An engine's refusal
    becomes a sentence."""

    action_name = ""
    # Anything but a clarification shows that the conversation found its way again.
    resets_misunderstood = True
    # Whether its answers are about the person himself, or are his alone.
    personal = False

    @property
    def reads_message(self) -> bool:
        """Whether it is the one of a turn's actions that takes in what was said."""
        return self.action_name.startswith(("action_query", "action_estimate", "action_plan"))

    def take(self, turn: Turn) -> None:
        """Do it, and note what it means for what is talked about."""
        turn.personal = self.personal
        intent = turn.message.intent
        if intent in REMEMBERED and turn.slots.get("last_lookup") != intent:
            turn.set(last_lookup=intent)
        if self.resets_misunderstood and turn.slots.get("misunderstood"):
            turn.set(misunderstood=None)
        if self.reads_message:
            for words, name in turn.message.facts.guessed:
                turn.reply(turn.say("small.guessed", words=words, name=name))
        try:
            self.respond(turn)
        except EngineError as error:
            turn.told = False
            self.on_refusal(turn, error)

    def respond(self, turn: Turn) -> None:
        raise NotImplementedError

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """What to do when the engine refuses: say why."""
        turn.reply(say_error(turn.speech, error))


def take_turn(
    engine: BudgetEngine,
    message: Message,
    talk: Talk,
    dispatcher: CollectingDispatcher,
    work: Callable[[Turn], None],
    read: Reader | None = None,
) -> Turn | None:
    """Answer a message: `work` does it, and the turn has the talk as it is after it. A fault becomes an apology with an id to quote, never silence: None then,
    and nothing of the turn is to be remembered."""
    language = language_of(message.text, talk.slots.get("language"))
    turn = Turn(
        message=message,
        slots=dict(talk.slots),
        speech=Speech(language, message.fiscal),
        engine=engine,
        dispatcher=dispatcher,
        talk=replace(talk, messages=talk.messages + 1),
        read=read,
    )
    if language != talk.slots.get("language"):
        turn.set(language=language)
    try:
        work(turn)
        turn.say_age()
    except Exception:
        incident = new_incident()
        logger.exception("incident %s", incident, extra={"incident": incident})
        dispatcher.messages.clear()
        turn.reply(turn.say("small.failed", incident=incident))
        TURNS.labels("failed").inc()
        return None
    TURNS.labels(_outcome(turn)).inc()
    if the_language_model().is_on:
        turn.talk = turn.talk.with_exchange(message.text, _answered(dispatcher))
    else:
        turn.talk = turn.talk.with_last(message.text, "\n".join(one.text for one in turn.replies))
    return turn


def _outcome(turn: Turn) -> str:
    if turn.slots.get("misunderstood"):
        return "not_understood"
    return "told" if turn.told else "asked_back"


def _answered(dispatcher: CollectingDispatcher) -> str:
    """The replies as a person sees them, with their buttons."""
    replies = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
    parts = [(one.text, *(f"[{choice.title}]" for choice in one.choices)) for one in replies]
    return "\n".join(" ".join(one) for one in parts)
