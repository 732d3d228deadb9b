"""Marked conversations: how they are read, and that all of ours can be."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.capabilities import CAPABILITIES
from bot.talks import BadMarks, Marked, MarkedMessage, begun, marked_messages

TALK = """# head, stamping plant
U start request_budget | need {forklift:course} for {20 people:headcount}
A asks reason request_budget | What makes it necessary?
U fill request_budget + ask query_calendar | {two accidents:reason}. when at {13:30:period:limit}?
A answers query_calendar list | 1. 13:30
U yes request_budget | ok
A done request_budget | Filed.
U unclear none | hm"""


def read(tmp_path: Path, text: str) -> list[MarkedMessage]:
    (tmp_path / "en-x.txt").write_text(text, encoding="utf-8")
    return marked_messages(tmp_path)


def test_a_message_is_what_was_said_without_its_marks(tmp_path: Path) -> None:
    assert read(tmp_path, TALK)[0].text == "need forklift for 20 people"


def test_a_mark_has_its_place_kind_and_role(tmp_path: Path) -> None:
    message = read(tmp_path, TALK)[1]
    assert message.mentions == (
        Marked(start=0, end=13, kind="reason"),
        Marked(start=23, end=28, kind="period", role="limit"),
    )
    assert message.text[23:28] == "13:30"


def test_acts_stand_in_their_order_with_what_they_are_of(tmp_path: Path) -> None:
    messages = read(tmp_path, TALK)
    assert messages[1].acts == (("fill", "request_budget"), ("ask", "query_calendar"))
    assert messages[3].acts == (("unclear", None),)


def test_the_talk_before_each_message_is_known(tmp_path: Path) -> None:
    states = [one.context.state for one in read(tmp_path, TALK)]
    assert states == ["new", "words", "amid", "done"]


def test_a_line_in_no_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadMarks, match="neither"):
        read(tmp_path, TALK + "\nwhat is this")


@pytest.mark.parametrize("line", ["U dance none | hm", "U fill none | {20:heads}"])
def test_marks_that_there_are_not_are_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadMarks):
        read(tmp_path, line)


def test_ours_name_only_what_there_is() -> None:
    named = {capability for one in marked_messages() for _, capability in one.acts}
    assert named - {None} <= set(CAPABILITIES)


def test_ours_are_many_and_in_both_languages() -> None:
    times = Counter(one.language for one in marked_messages())
    assert min(times["zh"], times["en"]) > 1500


def test_what_begins_one_thing_by_its_own_words_teaches_what_it_is(tmp_path: Path) -> None:
    assert begun(read(tmp_path, TALK)) == [("need forklift for 20 people", "request_budget")]
