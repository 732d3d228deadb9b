"""Rasa's domain and rules come from the capabilities."""

from __future__ import annotations

from actions.names import ACTION
from assistant.capabilities import CAPABILITIES
from commands.rasa_files import DOMAIN, as_text, domain, rules


def test_the_domain_that_is_kept_is_the_one_that_is_made() -> None:
    assert DOMAIN.read_text(encoding="utf-8") == as_text(domain())


def test_whatever_is_meant_is_answered_by_the_one_action() -> None:
    steps = [rule["steps"] for rule in rules()["rules"]]
    answered = {first["intent"] for first, then in steps if then == {"action": ACTION}}
    assert answered == {*CAPABILITIES, "nlu_fallback"}
