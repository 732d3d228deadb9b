"""What people read, from made-up results, is what somebody read and approved.

`pytest tests/assistant/golden --approve` writes the texts anew: read the difference in git.
"""

from __future__ import annotations

import pytest

from assistant import base
from assistant.conversation.looking_up import ANSWERS
from assistant.flows.all import FLOWS
from assistant.knowledge.answering import Elsewhere
from assistant.querying.composing.telling import TellsQuery
from assistant.small_talk import Clarify
from assistant.speech import LANGUAGES, Speech
from tests.approved import require_approved
from tests.assistant.golden.cases import CASES
from tests.assistant.golden.stage import TEXTS, Case, transcript
from tests.assistant.steps import steps_of

INCIDENT = "0f1e2d3c"
BY_ACTION: dict[str, list[Case]] = {}
for one in CASES:
    BY_ACTION.setdefault(one.action.action_name, []).append(one)


@pytest.fixture(autouse=True)
def _same_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "new_incident", lambda: INCIDENT)


def test_every_action_has_cases() -> None:
    answers = {action.action_name for action in {*ANSWERS.values(), Elsewhere, Clarify, TellsQuery}}
    steps = {step for flow in FLOWS.values() for step in steps_of(flow)}
    assert answers | steps == set(BY_ACTION)


@pytest.mark.parametrize("action", sorted(BY_ACTION))
def test_names_tell_cases_apart(action: str) -> None:
    names = [case.name for case in BY_ACTION[action]]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", sorted(BY_ACTION))
def test_what_it_says_is_approved(action: str, language: str, approving: bool) -> None:
    said = [transcript(case, language) for case in BY_ACTION[action]]
    require_approved(TEXTS / f"{action}.{language}.txt", "\n".join(said), approving)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.action.action_name}: {case.name}")
def test_it_fails_only_where_it_is_meant_to(case: Case, language: str) -> None:
    apology = Speech(language).say("small.failed", incident=INCIDENT)
    assert (apology in transcript(case, language)) is case.fails
