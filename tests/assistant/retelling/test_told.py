"""What a language model answers with is taken only in the form that it was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.acting.features import ACTS
from assistant.retelling.asking import WORDS, task
from assistant.retelling.told import LIST, OF_LIST, WHOLE, read

ASKS = {"act": "ask", "of": "query_budget_status", "says": "What is left of the budget?"}


def test_each_thing_that_is_done_is_told_apart() -> None:
    asks, agrees = read({"does": [ASKS, {"act": "yes", "of": None}]})
    assert (asks.act, asks.capability, asks.text) == (*list(ASKS.values())[:2], ASKS["says"])
    assert (agrees.act, agrees.capability, agrees.text) == ("yes", None, "")


def test_work_on_a_list_varies_what_was_answered() -> None:
    [told] = read({"does": [{"act": "list", "of": None, "says": "sort it by amount"}]})
    assert (told.act, told.retold) == ("vary", OF_LIST)


def test_all_else_stands_by_itself() -> None:
    assert read({"does": [ASKS]})[0].retold == WHOLE


@pytest.mark.parametrize(
    "does",
    [
        None,
        "ask",
        [],
        ["ask"],
        [ASKS] * 6,
        [{**ASKS, "act": "delete"}],
        [{**ASKS, "act": None}],
        [{**ASKS, "of": "delete_everything"}],
        [{**ASKS, "of": 3}],
        [{**ASKS, "says": 3}],
        [{**ASKS, "says": "x" * 601}],
    ],
)
def test_any_other_form_is_refused(does: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        read({"does": does})


def test_it_is_told_of_every_act_and_of_none_that_there_is_not() -> None:
    assert set(WORDS["acts"]) == {*ACTS, LIST}


def test_the_task_leaves_nothing_to_fill_in() -> None:
    assert "{acts}" not in task()
    assert "query_budget_status: " in task()
