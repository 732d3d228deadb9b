"""How turns end is counted."""

from collections.abc import Callable

import pytest
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import TURNS, Turn, take_turn
from assistant.conversation.talk import Talk
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation
from tests.figures import counted


def tell(turn: Turn) -> None:
    turn.reply("told")


def ask_back(turn: Turn) -> None:
    turn.ask_back("which?")


def understand_nothing(turn: Turn) -> None:
    turn.set(misunderstood=1)


def break_down(turn: Turn) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("work", "outcome"),
    [
        (tell, "told"),
        (ask_back, "asked_back"),
        (understand_nothing, "not_understood"),
        (break_down, "failed"),
    ],
)
def test_a_turn_is_counted_by_how_it_ended(
    sample_engine: BudgetEngine, work: Callable[[Turn], None], outcome: str
) -> None:
    said = Conversation(sample_engine).message("hello", "greet")
    before = counted(TURNS, outcome=outcome)
    take_turn(sample_engine, said, Talk(), CollectingDispatcher(), work)
    assert counted(TURNS, outcome=outcome) == before + 1
