"""Questions with one condition too many for what answers them: it is taken up, or named and no
figure told; and questions that are taken up in full, which are answered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.conversation.read_names import CatalogueConversation

HERE = Path(__file__).parent / "heeded"
Case = dict[str, Any]


def cases(*files: str) -> list[Case]:
    lines = [line for one in files for line in (HERE / f"{one}.jsonl").read_text().splitlines()]
    return [json.loads(line) for line in lines]


def named(case: Case) -> str:
    return str(case["said"])


@pytest.fixture
def engine(sample_engine: BudgetEngine) -> BudgetEngine:
    return sample_engine


def is_heeded(engine: BudgetEngine, case: Case) -> bool:
    """Whether what is too much is named, or no figure is told."""
    told = CatalogueConversation(engine, person=case["as"]).say(case["said"], case["intent"])
    head = "\n".join(told.casefold().splitlines()[:2])
    without_quoted = re.sub(r"[“「].*?[”」]", "", told)
    return any(one in head for one in case["left"]) or not re.search(r"\d", without_quoted)


@pytest.mark.parametrize("case", cases("one_too_many"), ids=named)
def test_what_is_not_taken_up_is_named_before_any_figure(engine: BudgetEngine, case: Case) -> None:
    assert is_heeded(engine, case)


def test_of_what_nothing_was_made_to_fit_most_is_named(engine: BudgetEngine) -> None:
    found = [is_heeded(engine, case) for case in cases("one_too_many_kept")]
    assert sum(found) / len(found) >= 0.75, sum(found)


@pytest.mark.parametrize("case", cases("in_full"), ids=named)
def test_what_is_taken_up_in_full_is_told(engine: BudgetEngine, case: Case) -> None:
    talk = CatalogueConversation(engine, person=case["as"])
    told = talk.say(case["said"], case["intent"])
    assert all(one in told for one in case["told"]), told
