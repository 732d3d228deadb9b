"""The cases reach every phrase, with values that would show if one stood in another's place."""

from __future__ import annotations

import itertools
import string
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.speech import Speech
from assistant.speech.speech import phrases
from tests.assistant.golden import test_texts
from tests.assistant.golden.cases import CASES
from tests.assistant.golden.stage import transcript

# Said by the channels' doors, the page, and the conversation, which have tests of their own.
ELSEWHERE = (
    "door.",
    "home.",
    "back.",
    "way_out.",
    "flow.",
    "deciding.",
    "why.",
    "cut.",
    "compare.",
    "measure.",
    "measure_asked.",
    "sheet.",
    "carried.",
    # Said with the sample company's figures (`tests/assistant/querying/test_wanted.py`).
    "wanted.",
    "category.",
    # `tests/assistant/analysing/test_goal_talk.py`.
    "goal.",
    "performance.",
    # Of a part of an effect, or of all courses (`tests/assistant/analysing/test_effect_talk.py`).
    "effect.",
    "entries.",
    "figure_of.",
    "kind.",
    "stage.",
    "status.",
    # Also with the sample's (`tests/assistant/capabilities/simulate_allocation/test_talk.py`).
    "allocation.",
    # And with the same (`tests/assistant/capabilities/estimate_cost/test_what_if.py`).
    "priced.",
    "whom.",
    # Of people in a training (`tests/assistant/statements/test_nomination.py`).
    "nomination.",
    "delivery.absent",
    "statement.yes_nominates",
    "statement.confirm_nominates",
    # Of surveys with questions of one's own (`tests/assistant/records/test_surveys.py`).
    "answering.",
    # Of troubles told in everyday words (`tests/assistant/troubles`).
    "trouble.",
    # Of a year's budgets by another year's (`tests/assistant/statements/test_raising.py`).
    "raising.",
    "statement.yes_raise_budgets",
    "statement.confirm_raise_budgets",
    # Of what is asked of the talk itself (`tests/assistant/conversation/test_again.py`).
    "small.nothing_open",
    "small.held_",
    "list.was_all",
    "need.people",
    "need.own_alone",
    # Of those who are reminded at a word (`tests/assistant/statements/test_chasing.py`).
    "chasing.",
    "statement.yes_chase",
    "statement.confirm_chase",
    "survey.question_",
    "survey.summary_questions",
    "statement.yes_answer_survey",
    "statement.confirm_answer_survey",
    # Of the plan of a year (`tests/assistant/planning`).
    "plan.",
    "planned.",
    "planning.",
    "statement.yes_plan_",
    "statement.confirm_plan_",
    # Of loading files (`tests/assistant/imports_told`).
    "imports.",
)
ELSEWHERE_TOO = {
    "evidence.lacking",
    "people.title",
    "calendar.title",
    # Beside figures of a copy (`tests/assistant/test_as_of.py`).
    "small.as_of",
    "small.unused",
    "small.left_out",
    "small.instead",
    "small.not_left_out",
    "small.no_such_row",
    "small.not_laid_out",
    "small.untold",
    "small.untold_elsewhere",
    "budget.not_split",
    "history.split",
    "history.split_all",
    "history.part",
    "history.part_none",
    "priority.not_ranked",
    "request.waits_for_you",
    "request.none_for_you",
    "profile.whose",
    "profile.whom",
    "profile.none_of",
    "explain.formula",
    "explain.version",
    "small.fine",
    "line.left_out",
    "small.left_it",
    "small.unclear_in_form",
    "stated.several",
    "stated.added",
    "stated.waits_changed",
    "ask.reason_of_change",
    "ask.reason_of_none",
    "small.empty",
    "small.too_long",
    "small.too_much",
    "notice.head",
    "decision.press_takes",
}
Said = dict[str, list[Mapping[str, Any]]]


@pytest.fixture(scope="module")
def said() -> Said:
    """Every phrase that the cases and the texts by code say, with all its values."""
    found: Said = defaultdict(list)
    say = Speech.say

    def noted(self: Speech, key: str, /, **values: object) -> str:
        found[key].append(values)
        return say(self, key, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Speech, "say", noted)
        for case in CASES:
            transcript(case, "en")
        for kind in test_texts.KINDS.values():
            kind(Speech("en"))
    return found


def test_every_phrase_is_said(said: Said) -> None:
    reached = {key for key in phrases("en") if not key.startswith(ELSEWHERE)} - ELSEWHERE_TOO
    missed = sorted(reached - set(said))
    assert not missed, "\n".join(missed)


def pairs(key: str) -> list[tuple[str, str]]:
    """The values of a phrase, two and two, by how they are read."""
    parsed = string.Formatter().parse(phrases("en").get(key, ""))
    read = dict.fromkeys(f"{{{name}:{spec}}}" for _, name, spec, _ in parsed if name)
    return list(itertools.combinations(read, 2))


def test_two_values_in_each_others_place_would_show(said: Said) -> None:
    speech = Speech("en")
    hidden = [
        (key, one, other)
        for key, uses in said.items()
        for one, other in pairs(key)
        if all(speech.format(one, **use) == speech.format(other, **use) for use in uses)
    ]
    assert hidden == []
