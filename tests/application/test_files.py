"""Files by their link: what we drew is shown, anything else is saved, and neither does anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.report_files import keep_file


@pytest.mark.parametrize(
    ("name", "media_type", "how"),
    [
        ("chart.png", "image/png", "inline"),
        ("given.png", "application/octet-stream", "attachment"),
        ("page.html", "text/html", "attachment"),
        ("drawing.svg", "image/svg+xml", "attachment"),
        ("report.pdf", "application/pdf", "attachment"),
    ],
)
def test_only_a_picture_of_ours_is_shown(
    sample_store: Database, tmp_path: Path, name: str, media_type: str, how: str
) -> None:
    settings = Settings(home=tmp_path, database_url=sample_store.url, rasa_port=free_port())
    app = create_app(settings)
    with TestClient(app) as client:
        kept = app.state.engine.perform
        secret = kept(keep_file, "hr", "test", name, media_type, b"<script>alert(1)</script>")
        answer = client.get(f"/files/{secret}/{name}")
    assert answer.headers["Content-Disposition"].startswith(f"{how};")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
