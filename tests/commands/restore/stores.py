"""Which store it is: the last number of a series of ours says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from commands.backup import backup
from engine.store.database import Database
from engine.store.tables import NumberSeries
from engine.trust.audit import Deed, Way, append
from tests.workflow import NOW

FORMER, RESTORED = 2, 1


def placed(store: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """As the store of this installation, with something in its log."""
    monkeypatch.setenv("PEISUAN_DATABASE_URL", url(store))
    with store.transaction() as session:
        session.add(NumberSeries(prefix="T", last=RESTORED))
        append(session, "operator", Way("test"), NOW, [Deed("grant_role", "x")])
    return store


def url(store: Database) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def backed_up(store: Database, tmp_path: Path) -> Path:
    """A backup of the store, which has become another one since."""
    file = tmp_path / "kept" / "all.tar.gz"
    file.parent.mkdir()
    backup(file)
    with store.transaction() as session:
        session.execute(update(NumberSeries).values(last=FORMER))
    store.dispose()
    return file


def which(store: Database) -> int:
    store.dispose()
    with store.reading() as session:
        found = session.scalars(select(NumberSeries.last)).one()
    store.dispose()
    return found
