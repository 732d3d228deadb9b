"""The folder of a run: what the judge reads, and what he fills in."""

import json
from pathlib import Path

import pytest

from commands.evaluation.dialogues import chosen, read_dialogues
from commands.evaluation.playing import unprepared
from commands.evaluation.run_folder import RunFolder
from commands.failure import Failure
from tests.commands.evaluation.runs import FIGURE, REQUEST, line, played, run_of


def test_a_transcript_has_what_was_said_answered_and_stored(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", played("d1", line("你好", REQUEST)))
    text = (run.path / "transcripts" / "d1.md").read_text(encoding="utf-8")
    assert "> 你好\n\n好\n[确认]" in text
    assert "- new request 1 (number=TR-2026-0001)" in text


def test_the_form_has_a_line_for_each_turn_and_one_for_the_dialogue(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", played("d1", line("a"), line("b\tc")))
    lines = [values for _, values in run.form_lines()]
    assert [(one["turn"], one["user"]) for one in lines] == [("1", "a"), ("2", "b\tc"), ("all", "")]


def test_what_was_played_can_be_read_again(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", played("d1", line("a", REQUEST)))
    (one,) = run.dialogues()
    assert one["turns"][0]["changes"][0]["values"] == {"number": "TR-2026-0001"}


def test_a_run_does_not_go_into_a_filled_folder(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(Failure, match="not empty"):
        RunFolder(tmp_path).begin()


def test_who_stored_nothing_beforehand_is_named() -> None:
    given = [
        line("申请", FIGURE, person="sales-head"),
        line("确认", REQUEST, person="sales-head"),
        line("批准", FIGURE, person="hr"),
        line("确认", person="hr"),
    ]
    assert unprepared(given) == ["hr: 批准"]


@pytest.mark.parametrize(
    ("only", "said"), [(["x"], "no dialogue is called x"), ([], "more than one")]
)
def test_dialogues_are_told_by_their_ids(only: list[str], said: str) -> None:
    asked = [{"id": "a"}] if only else [{"id": "a"}, {"id": "a"}]
    with pytest.raises(Failure, match=said):
        chosen(asked, only)


def test_only_those_named_are_played() -> None:
    assert chosen([{"id": "a"}, {"id": "b"}], ["b"]) == [{"id": "b"}]


def test_a_dialogue_of_nobody_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dialogues.jsonl"
    file.write_text('{"id": "a", "turns": ["hello"]}')
    with pytest.raises(Failure, match="a says neither"):
        read_dialogues(file)


def test_a_question_is_a_dialogue_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    line = {"id": "q", "as": "hr", "kind": "cost", "ask": ["how much?", "and 2024?"], "right": "5"}
    file.write_text(json.dumps(line))
    (found,) = read_dialogues(file)
    assert found["turns"] == [
        {"user": "how much?", "expect": "5"},
        {"user": "and 2024?", "expect": "5"},
    ]
    assert found["tests"] == ["cost"]


def test_what_says_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dialogues.jsonl"
    file.write_text('{"id": "a", "as": "hr"}')
    with pytest.raises(Failure, match="a has neither"):
        read_dialogues(file)
