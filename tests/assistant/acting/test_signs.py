"""The talk before a message, as signs."""

from assistant.acting.context import Context
from assistant.acting.signs import signs_of


def test_a_talk_that_is_not_known_gives_no_sign() -> None:
    assert signs_of(None) == []


def test_one_that_begins_is_known_to_begin() -> None:
    assert signs_of(Context()) == ["state new"]


def test_what_is_open_and_what_was_shown_is_told() -> None:
    context = Context(
        talked=True, asked="amount", flow="request_budget", subject="query_people", shown=True
    )
    assert signs_of(context) == [
        "state asked",
        "asked amount",
        "flow request_budget",
        "subject query_people",
        "shown",
    ]
