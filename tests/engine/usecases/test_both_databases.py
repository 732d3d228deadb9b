"""Every use case gives the same answer on SQLite and on PostgreSQL."""

import json
import re

from engine.sample import load_sample
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.values.encoding import to_plain
from tests.conftest import NOW, engine_over
from tests.engine.usecases.test_replay import ASKED, prepared


def answers(engine: BudgetEngine) -> dict[str, str]:
    """As text; floats to twelve digits, since the two add them up in different orders."""

    def rounded(match: re.Match[str]) -> str:
        return f"{float(match[0]):.12g}"

    plain = {name: json.dumps(to_plain(ask(engine)), sort_keys=True) for name, ask in ASKED.items()}
    return {
        name: re.sub(r"-?\d+\.\d+(?:e-?\d+)?", rounded, re.sub(r'"explanation_id": \d+', "", text))
        for name, text in plain.items()
    }


def test_they_agree(sample_engine: BudgetEngine, postgres_store: Database) -> None:
    with postgres_store.transaction() as session:
        load_sample(session, NOW.date())
    ours, theirs = prepared(sample_engine), prepared(engine_over(postgres_store))
    expected = answers(ours)
    assert answers(theirs) == expected
    assert len(expected) == len(ASKED)
