"""What is kept nowhere is declined by the words of the question, whatever it was taken for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.declining.asked import asks_unkept
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

HERE = Path(__file__).parent


def unkept(file: str) -> Iterator[tuple[str, str]]:
    for kinds in tomllib.loads((HERE / file).read_text(encoding="utf-8")).values():
        yield from ((kind, said) for kind, texts in kinds.items() for said in texts)


@pytest.mark.parametrize(("kind", "said"), unkept("unkept.toml"))
def test_the_kind_is_told_by_the_words(kind: str, said: str) -> None:
    assert asks_unkept(said) == kind


def test_of_what_nothing_was_made_to_fit_most_is_told() -> None:
    found = [asks_unkept(said) == kind for kind, said in unkept("unkept_kept.toml")]
    assert sum(found) / len(found) >= 0.85


@pytest.mark.parametrize(
    "said",
    [
        "培训费占工资总额多少",
        "培训预算还剩多少",
        "how much did we pay for training",
        "how old is this data",
        "谁准备好当班组长了",
        "新员工培训花了多少",
        "who leaves training unfinished",
        "哪个部门人均培训费最高",
        "销售额提高10%要多少培训",
        "share of training paid by sales",
        "讲师费多少",
        "what share of training cost is travel",
        "一车间多少人没上过安全课",
    ],
)
def test_what_is_kept_is_not_declined(said: str) -> None:
    assert asks_unkept(said) is None


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("我工资多少", "query_budget_status", "工资"),
        ("我工资多少", "nlu_fallback", "工资"),
        ("how much do I earn", "knowledge", "wages"),
        ("别的公司人均花多少", "query_training_history", "外部行业数据"),
    ],
)
def test_it_is_said_in_a_sentence_with_what_can_be_told(
    sample_engine: BudgetEngine, said: str, intent: str, told: str
) -> None:
    talk = Conversation(sample_engine, person="worker")
    assert told in talk.say(said, intent)
    assert not talk.choices
