"""A backup, restored elsewhere, is the same store: whole, replayable, and it goes on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from commands.app import app_for
from engine.store.database import Database
from engine.store.tables import Explanation
from engine.usecases.explanations import replay
from tests.commands.test_commands import peisuan
from tests.company import HR
from tests.stores import database_url, recreate
from tests.workflow import Office, build, require_invariants

pytestmark = pytest.mark.long


@pytest.fixture
def store(either_store: Database) -> Database:
    build(either_store)
    return either_store


@pytest.fixture
def elsewhere(store: Database, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of another, empty store of the same kind."""
    if store.engine.dialect.name == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    recreate(server, "elsewhere")
    return database_url(server, "elsewhere")


def run(folder: Path, store: str, *words: str) -> str:
    """In this process: each of its own would take longer than what is tested."""
    surroundings = {"PEISUAN_HOME": str(folder / "home"), "PEISUAN_DATABASE_URL": store}
    done = CliRunner().invoke(app_for(words[0]), words, env=surroundings)
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    return done.stdout


def url(store: Database) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def test_what_was_backed_up_is_restored_replayed_and_goes_on(
    store: Database, elsewhere: str, tmp_path: Path
) -> None:
    office = Office(store)
    number = office.approved(30)
    run(tmp_path, url(store), "backup", str(tmp_path / "all.tar.gz"))
    office.submit(5)
    run(tmp_path, elsewhere, "restore", str(tmp_path / "all.tar.gz"))
    # The counter of keys goes on: with an old key it would be the old request again.
    restored = replace(office, database=Database(elsewhere))
    require_invariants(restored.database)
    assert (restored.state(number), restored.sums()) == ("approved", (0, 30_000, 0, 70_000))
    _require_same_figures(restored)
    assert restored.submit(5) == "TR-2026-0002"
    restored.database.dispose()


def _require_same_figures(office: Office) -> None:
    with office.database.reading() as session:
        numbers = session.scalars(select(Explanation.id)).all()
    assert len(numbers) >= 3
    assert all(office.do(HR, replay, number).same for number in numbers)


def test_a_store_is_replaced_only_when_one_says_so(store: Database, tmp_path: Path) -> None:
    office = Office(store)
    run(tmp_path, url(store), "backup", str(tmp_path / "all.tar.gz"))
    office.submit(5)
    refused = peisuan(
        tmp_path / "home", "restore", str(tmp_path / "all.tar.gz"), PEISUAN_DATABASE_URL=url(store)
    )
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert office.deeds() == 1
    store.dispose()
    run(tmp_path, url(store), "restore", str(tmp_path / "all.tar.gz"), "--yes")
    assert office.deeds() == 0
    kept = next(tmp_path.glob("before-restore-*.tar.gz"))
    store.dispose()
    run(tmp_path, url(store), "restore", str(kept), "--yes")
    assert office.deeds() == 1


def test_a_damaged_backup_changes_nothing(empty_store: Database, tmp_path: Path) -> None:
    build(empty_store)
    broken = tmp_path / "all.tar.gz"
    run(tmp_path, empty_store.url, "backup", str(broken))
    content = bytearray(broken.read_bytes())
    content[len(content) // 2] ^= 0xFF
    broken.write_bytes(content)
    done = peisuan(
        tmp_path / "home", "restore", str(broken), "--yes", PEISUAN_DATABASE_URL=empty_store.url
    )
    assert done.returncode == 1
    assert Office(empty_store).sums()[3] == 100_000


def test_the_log_is_verified_and_exported(store: Database, tmp_path: Path) -> None:
    Office(store).approved(5)
    said = run(tmp_path, url(store), "audit", "verify")
    head = said.split("Head: ")[1].split()[0]
    run(tmp_path, url(store), "audit", "export", str(tmp_path / "log.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert (rows[0]["previous_hash"], rows[-1]["hash"]) == ("0" * 64, head)
    run(tmp_path, url(store), "audit", "verify", "--expect", rows[0]["hash"])


def test_a_forged_ledger_is_found(store: Database, tmp_path: Path) -> None:
    number = Office(store).submit(5)
    with store.transaction() as session:
        session.execute(text("UPDATE request SET state = 'approved'"))
    done = peisuan(tmp_path / "home", "audit", "verify", PEISUAN_DATABASE_URL=url(store))
    assert done.returncode == 1
    assert number in done.stdout
