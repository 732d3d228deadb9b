"""The questions that come with the task, each asked as queries: what is told is what their SQL finds,
to the cent, on both databases. The statements are written for SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.evaluation.files import read_lines
from commands.evaluation.questions.figures import ASKED_AS, WELL
from commands.evaluation.questions.measuring import BESIDE, measured
from engine.usecases.context import BudgetEngine

QUESTIONS = Path(__file__).resolve().parents[4] / "shared" / "eval" / "questions.jsonl"


@pytest.mark.skipif(not QUESTIONS.exists(), reason="comes with the task, not with a checkout")
def test_they_are_answered_to_the_cent(company: BudgetEngine, sample_file: Path) -> None:
    asked_as = {one["id"]: one for one in read_lines(ASKED_AS, ("id",))}
    found = measured(read_lines(QUESTIONS, ("id", "sql")), asked_as, company, sample_file)
    assert [one for one in found if one.outcome not in (*WELL, BESIDE)] == []
