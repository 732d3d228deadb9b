"""Beside a running application nothing takes its store away; with real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from commands.app import app_for
from commands.ports import free_port
from engine.settings import CHECKOUT, Settings
from engine.store.database import Database
from engine.usecases.requests.listing import request_status
from tests.commands.test_commands import environment, peisuan
from tests.conftest import engine_over

pytestmark = pytest.mark.long
HEAD = "workshop-head"
REQUEST = {
    "lines": [
        {
            "training": {"course": "TC-EQ"},
            "headcount": 20,
            "first_day": "2027-03-01",
            "last_day": "2027-03-31",
        }
    ]
}


@contextmanager
def application(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The application as a service manager starts it: without Rasa, so never ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "application.main"],
        cwd=CHECKOUT,
        env=environment(settings.home, **surroundings(settings)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(settings)
        yield process
    finally:
        process.kill()
        process.wait()


def surroundings(settings: Settings) -> dict[str, object]:
    return {
        "PEISUAN_DATABASE_URL": settings.store_url,
        "PEISUAN_PORT": settings.port,
        "PEISUAN_RASA_PORT": settings.rasa_port,
    }


def wait_for(settings: Settings) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            httpx.get(f"{settings.application_url}/healthz")
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the application does not answer")


def submitted(settings: Settings) -> str:
    """The number of a request that the application acknowledged."""
    answer = httpx.post(
        f"{settings.application_url}/api/requests",
        json=REQUEST,
        headers={
            "X-Peisuan-Secret": settings.secret("operator"),
            "X-Peisuan-Person": HEAD,
            "Idempotency-Key": os.urandom(8).hex(),
        },
        timeout=30,
    )
    assert answer.status_code < 300, answer.text
    number: str = answer.json()["request"]["number"]
    return number


@pytest.fixture
def settings(sample_file: Path, tmp_path: Path) -> Settings:
    """Of a home with the sample company."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(sample_file, home / "peisuan.sqlite")
    return Settings(home=home, database_url="", port=free_port(), rasa_port=free_port())


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("工号,姓名,部门\n01,王芳,一车间\n", encoding="utf-8")
    return path


def require_stored(settings: Settings, number: str) -> None:
    database = Database(settings.store_url)
    try:
        engine_over(database).perform(request_status, HEAD, "test", number)
    finally:
        database.dispose()


def refused(settings: Settings, *words: str) -> str:
    done = peisuan(settings.home, *words, **surroundings(settings))
    assert done.returncode == 1, done.stdout
    return done.stderr


def test_an_import_does_not_set_aside_what_the_application_works_on(
    settings: Settings, people: Path
) -> None:
    with application(settings) as process:
        number = submitted(settings)
        said = refused(settings, "import", str(people), "--yes")
        assert f"the application (process {process.pid}, since 2" in said
        assert submitted(settings) != number
        require_stored(settings, number)
    assert not list(settings.home.glob("sample-*"))


def test_what_a_command_loads_beside_it_is_what_it_answers_with_at_once(
    own: Settings, tmp_path: Path
) -> None:
    more = tmp_path / "more.csv"
    more.write_text("工号,姓名,部门\n02,李强,二车间\n", encoding="utf-8")
    with application(own):
        assert people_known(own) == {"01"}
        done(own, "import", str(more), "--yes")
        assert people_known(own) == {"01", "02"}
        assert "二车间" in understood_names(own)
        done(own, "imports", "--undo", "2")
        assert people_known(own) == {"01"}
        assert "二车间" not in understood_names(own)
        assert httpx.get(f"{own.application_url}/readyz").json()["store"]


@pytest.fixture
def own(tmp_path: Path, people: Path) -> Settings:
    """Of a home with a company of its own."""
    home = tmp_path / "home"
    settings = Settings(home=home, database_url="", port=free_port(), rasa_port=free_port())
    done(settings, "import", str(people), "--yes")
    done(settings, "role", "grant", "01", "hr")
    return settings


def done(settings: Settings, *words: str) -> None:
    """In this process, which is another one than the application."""
    found = CliRunner().invoke(app_for(words[0]), words, env={"PEISUAN_HOME": str(settings.home)})
    assert found.exit_code == 0, found.output + str(found.exception)


def answered(settings: Settings, path: str, secret: str = "operator") -> Any:
    headers = {"X-Peisuan-Secret": settings.secret(secret), "X-Peisuan-Person": "01"}
    answer = httpx.get(f"{settings.application_url}{path}", headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def people_known(settings: Settings) -> set[str]:
    return {one["emp_no"] for one in answered(settings, "/api/records/people")["records"]}


def understood_names(settings: Settings) -> set[str]:
    """Those that Rasa asks for."""
    return {one["name"] for one in answered(settings, "/internal/catalogue", "action")["names"]}


def test_a_restore_does_not_replace_it(settings: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "all.tar.gz"
    assert peisuan(settings.home, "backup", str(kept), **surroundings(settings)).returncode == 0
    with application(settings):
        number = submitted(settings)
        assert "the application" in refused(settings, "restore", str(kept), "--yes")
        require_stored(settings, number)


def test_a_killed_application_keeps_nobody_out(settings: Settings, people: Path) -> None:
    with application(settings) as process:
        process.kill()
        process.wait()
    done = peisuan(settings.home, "import", str(people), "--yes", **surroundings(settings))
    assert done.returncode == 0, done.stderr
    assert len(list(settings.home.glob("sample-*.sqlite"))) == 1


def test_a_second_application_of_up_is_refused(settings: Settings) -> None:
    with application(settings) as process:
        said = refused(settings, "up")
    assert f"the application (process {process.pid}, since 2" in said
