"""What a flow is: the fields that it has to know, and what it does with a message, a summary and
a yes. The course of talk is not its own: `engine.py`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.base import Turn
from assistant.errors import say_error
from assistant.flows.names import CONFIRMED, KEY
from assistant.reading.answers import is_digression, is_no, is_stop, is_yes
from assistant.reply import Choice
from assistant.requesting.pausing import puts_off
from engine.values.errors import EngineError

Slots = Mapping[str, Any]
Ask = Callable[[Turn], None]


@dataclass(frozen=True, kw_only=True)
class Field:
    """What a flow has to know: whether it is still missing, how it is asked for, and how again
    where it was asked right before."""

    name: str
    misses: Callable[[Slots], bool]
    ask: Ask
    again: Ask | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What will be written, and the question whether it is to be; its buttons name the act."""

    lines: tuple[str, ...]
    question: str
    yes: str
    no: str
    others: tuple[str | Choice, ...] = ()


class Flow(ABC):
    """One thing that is written: all but its fields, its summary and its storing can stay as it is
    here."""

    name: str
    fields: tuple[Field, ...] = ()
    # What it is made of.
    slots: tuple[str, ...]

    # --- what it is ---
    @abstractmethod
    def capability(self, slots: Slots) -> str | None:
        """What is being done."""

    @abstractmethod
    def about(self, turn: Turn) -> str:
        """What it is about, in few words, for somebody who comes back to it."""

    def does(self, capability: str, slots: Slots) -> bool:
        """Whether it is open for that."""
        return self.capability(slots) == capability

    def is_personal(self, turn: Turn) -> bool:
        """Whether others who read along must not see it."""
        return False

    def is_open(self, slots: Slots) -> bool:
        """Whether it was begun, and neither done nor given up."""
        return bool(slots.get(KEY))

    def next_field(self, slots: Slots) -> str | None:
        """What to ask for next; None where nothing is left to be asked."""
        if not self.is_open(slots) or slots.get(CONFIRMED) is False:
            return None
        missing = self.missing(slots)
        if missing is not None:
            return missing
        return CONFIRMED if slots.get(CONFIRMED) is None else None

    def missing(self, slots: Slots) -> str | None:
        """The first field that is not known yet."""
        return next((one.name for one in self.fields if one.misses(slots)), None)

    # --- what it does ---
    @abstractmethod
    def begin(self, turn: Turn) -> None:
        """Take all that the first message says; a flow that cannot be begun is not open then."""

    @abstractmethod
    def take(self, turn: Turn, asked: str) -> None:
        """Take what a message says; what sets nothing and says nothing has told it nothing."""

    def ask(self, turn: Turn, field: str) -> None:
        self._field(field).ask(turn)

    def ask_again(self, turn: Turn, field: str) -> None:
        """The same question, where it was put right before."""
        again = self._field(field).again
        if again is not None:
            again(turn)
        else:
            self.ask(turn, field)

    @abstractmethod
    def summary(self, turn: Turn) -> Summary | None:
        """What is to be confirmed; None where something else had to be asked."""

    @abstractmethod
    def store(self, turn: Turn) -> None:
        """Do what was confirmed, once, by its key; nothing is open afterwards."""

    def drop(self, turn: Turn) -> None:
        """Nothing of the one at hand is done."""
        turn.reply(turn.say("small.cancelled"))
        self.empty(turn)

    def stop(self, turn: Turn) -> None:
        """Nothing of it is done, and nothing of what was to come after it."""
        self.drop(turn)

    def after(self, turn: Turn) -> str | None:
        """Once it has ended: the flow that goes on with what comes next of several."""
        return None

    def empty(self, turn: Turn) -> None:
        turn.set(**dict.fromkeys(self.slots))

    # --- how it reads what all flows read ---
    def resolve(self, turn: Turn) -> None:
        """Put what is meant in the place of what only points at it."""
        return

    def is_pressed(self, turn: Turn) -> bool:
        """Whether a button that stands under none of its questions is meant for it."""
        return False

    def pauses(self, turn: Turn, asked: str) -> bool:
        return puts_off(turn.message)

    def stops(self, turn: Turn, asked: str) -> bool:
        return is_stop(turn.message, asked)

    def answers(self, turn: Turn, asked: str) -> bool:
        """Answer what is asked, or wished for, about what is open; False where it is nothing
        such."""
        return False

    def is_beside(self, turn: Turn, asked: str) -> bool:
        """Whether it is about something else."""
        return is_digression(turn.message, asked)

    def confirms(self, turn: Turn) -> bool:
        """Whether it says yes to the summary, and nothing besides."""
        return is_yes(turn.message)

    def declines(self, turn: Turn) -> bool:
        return is_no(turn.message)

    def decline(self, turn: Turn) -> None:
        turn.set(**{CONFIRMED: False})

    # --- what the engine refuses ---
    def not_read(self, turn: Turn, error: EngineError) -> None:
        """What a message says cannot be, or its author may not."""
        turn.reply(say_error(turn.speech, error))

    def not_asked(self, turn: Turn, error: EngineError) -> None:
        """There is no summary of what was said."""
        turn.reply(say_error(turn.speech, error))

    def not_stored(self, turn: Turn, error: EngineError) -> None:
        """Its yes is used up: nothing of it may confirm what comes next."""
        turn.reply(say_error(turn.speech, error))
        self.empty(turn)

    def _field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)
