"""The counts of a judged run, and what is better and worse in a later one."""

from pathlib import Path

from typer.testing import CliRunner

from commands.evaluation import evaluation
from commands.evaluation.form import JudgedDialogue, JudgedTurn, Verdict
from commands.evaluation.judged import summarise
from tests.commands.evaluation.runs import fill, line, played, run_of

RIGHT, FLAWED, WRONG = Verdict


def dialogue(name: str, *turns: JudgedTurn, harm: bool = False) -> JudgedDialogue:
    return JudgedDialogue(
        id=name, tests=(name, "export"), turns=turns, holds=True, harm=harm, remark="sent"
    )


OTHER = JudgedTurn(number=1, user="", verdict=WRONG, faults=("another_question", "ignored"))
GOOD = JudgedTurn(number=1, user="", verdict=RIGHT)
SUMMARY = summarise([dialogue("a", OTHER, GOOD), dialogue("b", GOOD, GOOD, harm=True)])


def test_turns_and_dialogues_are_counted() -> None:
    assert SUMMARY["turns"] == {"right": 3, "flawed": 0, "wrong": 1}
    assert SUMMARY["dialogues"] == {"right": 1, "flawed": 1, "wrong": 0}


def test_they_are_counted_by_kind_of_test() -> None:
    assert SUMMARY["tests"]["a"]["turns"] == {"right": 1, "flawed": 0, "wrong": 1}
    assert SUMMARY["tests"]["export"]["turns"] == SUMMARY["turns"]


def test_harms_are_told_with_their_remark() -> None:
    assert SUMMARY["harms"] == {"b": "sent"}


def test_faults_are_counted_and_another_question_is_a_share() -> None:
    assert SUMMARY["faults"] == {"another_question": 1, "ignored": 1}
    assert SUMMARY["another_question"] == 0.25


def judged_run(path: Path, verdict: str, answer: str) -> str:
    run = run_of(path, played("d1", line("a", answer=answer), line("b"), line("c")))
    fault = "" if verdict == "right" else "trap"
    whole = "right" if verdict == "right" else "flawed"
    fill(
        run,
        ("d1", "1", verdict, fault, "", "", ""),
        ("d1", "2", "right", "", "", "", ""),
        ("d1", "3", "right", "", "", "", ""),
        ("d1", "all", whole, "", "holds", "as meant", ""),
    )
    return str(path)


def said(*words: str) -> str:
    result = CliRunner().invoke(evaluation, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_judged_run_is_shown_as_a_table(tmp_path: Path) -> None:
    shown = said("judged", judged_run(tmp_path / "run", "wrong", "x"))
    assert "all                        2  67%    0   0%    1  33%" in shown


def test_what_is_better_is_told_turn_by_turn(tmp_path: Path) -> None:
    before = judged_run(tmp_path / "1", "wrong", "x")
    shown = said("compare", before, judged_run(tmp_path / "2", "right", "y"))
    assert "better: 1 turns, 1 dialogues" in shown
    assert "d1 1: wrong → right a" in shown


def test_an_answer_that_is_the_same_is_not_better(tmp_path: Path) -> None:
    before = judged_run(tmp_path / "1", "wrong", "see http://127.0.0.1:1/files/a")
    after = judged_run(tmp_path / "2", "right", "see http://127.0.0.1:2/files/b")
    shown = said("compare", before, after)
    assert "better: 0 turns, 0 dialogues" in shown
    assert "answered as before, judged otherwise: 1 turns, 1 dialogues" in shown
