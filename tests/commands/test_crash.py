"""The process killed in the middle of work: nothing acknowledged is lost, everything holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commands.bench.crash import survive
from engine.sample import load_sample
from engine.store.database import Database

pytestmark = pytest.mark.long

SECONDS = 12


def test_a_killed_process_leaves_a_sound_store(either_store: Database, tmp_path: Path) -> None:
    with either_store.transaction() as session:
        load_sample(session, date.today())
    either_store.dispose()
    url = either_store.engine.url.render_as_string(hide_password=False)
    survival = survive(url, tmp_path, SECONDS)
    assert survival.breaches == []
    assert survival.lost == []
    assert survival.kills >= 2
    assert survival.acknowledged > survival.kills
