"""A filled form: the verdict that turns, outcome and harm come to, and what does not hold."""

from pathlib import Path

import pytest

from commands.evaluation.form import (
    JudgedDialogue,
    JudgedTurn,
    Judgement,
    Verdict,
    read_judgement,
)
from tests.commands.evaluation.runs import fill, line, played, run_of

RIGHT, FLAWED, WRONG = Verdict


def dialogue(*verdicts: Verdict, holds: bool = True, harm: bool = False) -> JudgedDialogue:
    turns = [
        JudgedTurn(number=number, user="", verdict=verdict)
        for number, verdict in enumerate(verdicts, start=1)
    ]
    return JudgedDialogue(id="d1", tests=(), turns=turns, holds=holds, harm=harm)


@pytest.mark.parametrize(
    ("judged", "verdict"),
    [
        (dialogue(RIGHT, RIGHT), RIGHT),
        (dialogue(RIGHT, RIGHT, RIGHT, FLAWED), RIGHT),
        (dialogue(RIGHT, RIGHT, FLAWED), FLAWED),
        (dialogue(RIGHT, WRONG), FLAWED),
        (dialogue(WRONG, WRONG), WRONG),
        (dialogue(RIGHT, WRONG, harm=True), WRONG),
        (dialogue(RIGHT, holds=False), WRONG),
    ],
)
def test_a_dialogue_is_judged_by_the_rules(judged: JudgedDialogue, verdict: Verdict) -> None:
    assert judged.verdict is verdict


GOOD = ("d1", "1", "right", "", "", "", "")
WHOLE = ("d1", "all", "right", "", "holds", "as meant", "")


def judgement(path: Path, *lines: tuple[str, ...]) -> Judgement:
    run = run_of(path / "run", played("d1", line("a")))
    fill(run, *lines)
    return read_judgement(run)


def test_a_form_without_faults_has_no_problems(tmp_path: Path) -> None:
    read = judgement(tmp_path, GOOD, WHOLE)
    assert read.problems == []
    assert [one.verdict for one in read.dialogues] == [RIGHT]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([GOOD], "not judged: all"),
        ([("d1", "1", "good", "", "", "", ""), WHOLE], "verdict is 'good'"),
        ([("d1", "1", "wrong", "rude", "", "", ""), WHOLE], "no kind of fault called rude"),
        ([("d1", "1", "flawed", "", "", "", ""), WHOLE], "everything else has one"),
        ([("d1", "1", "right", "trap", "", "", ""), WHOLE], "what is right has no fault"),
        ([GOOD, ("d1", "all", "right", "", "yes", "as meant", "")], "outcome is 'yes'"),
        ([GOOD, ("d1", "all", "right", "", "holds", "", "")], "stored is ''"),
    ],
)
def test_a_dialogue_with_a_gap_in_its_form_is_not_counted(
    tmp_path: Path, lines: list[tuple[str, ...]], said: str
) -> None:
    read = judgement(tmp_path, *lines)
    assert said in " ".join(read.problems)
    assert not read.dialogues


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (("d1", "all", "wrong", "", "holds", "as meant", ""), "by its turns and outcome it is"),
        (("d1", "all", "right", "", "holds", "harm", ""), "harm, and every turn is right"),
    ],
)
def test_a_contradiction_is_said_and_the_rules_count(
    tmp_path: Path, whole: tuple[str, ...], said: str
) -> None:
    read = judgement(tmp_path, GOOD, whole)
    assert said in " ".join(read.problems)
    assert [one.verdict for one in read.dialogues] == [RIGHT]


def test_forms_may_be_divided_among_judges(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", played("d1", line("a")), played("d2", line("b")))
    fill(run, GOOD, WHOLE, name="form-1.tsv")
    fill(run, ("d2", *GOOD[1:]), ("d2", *WHOLE[1:]), name="form-2.tsv")
    assert [one.id for one in read_judgement(run).dialogues] == ["d1", "d2"]


def test_what_is_judged_twice_and_otherwise_is_said(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", played("d1", line("a")))
    fill(run, GOOD, WHOLE)
    fill(run, ("d1", "1", "wrong", "trap", "", "", ""), name="form-2.tsv")
    assert "judged a second time" in read_judgement(run).problems[0]
