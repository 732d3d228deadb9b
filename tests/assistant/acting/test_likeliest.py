"""An act by its words and the talk: the same words do different things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.acting import Context, Said, acts, certainty
from assistant.acting.features import ACTS, BEGINS, HARM
from assistant.capabilities import of_kind

SHARES = st.dictionaries(st.sampled_from(ACTS), st.floats(0, 1))
INTENTS = st.dictionaries(st.sampled_from(sorted(BEGINS)), st.floats(0, 1), max_size=5)
CONTEXTS = st.builds(
    Context,
    asked=st.sampled_from([None, "confirmed", "headcount", "name", "words"]),
    subject=st.sampled_from([None, "request_budget", "query_profile"]),
    talked=st.booleans(),
    shown=st.booleans(),
    waits=st.booleans(),
    offered=st.booleans(),
    done=st.booleans(),
)
ANSWERED = Context(talked=True, answered=True, subject="query_budget_status")
ASKED = Context(talked=True, flow="request_budget", asked="headcount")
CONFIRMING = Context(talked=True, flow="request_budget", asked="confirmed")


@given(SHARES, INTENTS, CONTEXTS, st.text(max_size=50))
def test_the_likeliest_come_first_and_are_probabilities(
    readings: dict[str, float], intents: dict[str, float], context: Context, text: str
) -> None:
    found = acts(readings, intents, context, Said(text))
    shares = [one.probability for one in found]
    assert shares == sorted(shares, reverse=True)
    assert 0 <= min(shares) <= sum(shares) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("readings", "intents", "context", "said", "meant"),
    [
        (
            {"fill": 0.4, "choose": 0.3},
            {},
            ASKED,
            Said("12", frozenset({"number"})),
            ("fill", "request_budget"),
        ),
        (
            {"vary": 0.5, "ask": 0.4},
            {"query_budget_status": 0.6},
            ANSWERED,
            Said("and sales?"),
            ("vary", "query_budget_status"),
        ),
        (
            {"ask": 0.9},
            {"query_budget_status": 0.8},
            Context(),
            Said("How much is left of our budget?"),
            ("ask", "query_budget_status"),
        ),
        (
            {"yes": 0.9},
            {"affirm": 1.0},
            CONFIRMING,
            Said("yes"),
            ("yes", "request_budget"),
        ),
        (
            {"start": 0.9},
            {"request_budget": 0.9},
            Context(),
            Said("I would like money for a forklift course for twelve people", frozenset()),
            ("start", "request_budget"),
        ),
        (
            {"why": 0.8, "ask": 0.1},
            {"explain_answer": 0.7},
            ANSWERED,
            Said("why?"),
            ("why", "explain_answer"),
        ),
    ],
)
def test_plain_messages(
    readings: dict[str, float],
    intents: dict[str, float],
    context: Context,
    said: Said,
    meant: tuple[str, str],
) -> None:
    assert acts(readings, intents, context, said)[0][:2] == meant


def test_nothing_is_filled_where_nothing_was_said_before() -> None:
    found = acts({"fill": 0.5, "start": 0.4}, {"request_budget": 0.5}, Context(), Said("12 people"))
    assert found[0].act != "fill"


@pytest.mark.parametrize("act", ["start", "yes"])
def test_what_changes_the_store_has_to_be_surer_than_a_look(act: str) -> None:
    assert certainty(act, "approve_request") > certainty("ask", "query_profile")


def test_every_change_has_the_harm_of_a_wrong_one() -> None:
    assert {name for names in HARM.values() for name in names} == of_kind("change")
