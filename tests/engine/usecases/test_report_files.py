"""Files: fetched by their secret, for a day."""

from datetime import timedelta

import pytest

from engine.store.database import Database
from engine.usecases.report_files import fetch_file, keep_file
from engine.values.errors import NotFound
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def test_a_file_is_fetched_by_its_secret(office: Office) -> None:
    secret = office.do(HEAD, keep_file, "a.csv", "text/csv", b"1,2")
    found = office.do(WORKER, fetch_file, secret)
    assert (found.name, found.media_type, found.content) == ("a.csv", "text/csv", b"1,2")


def test_a_file_expires_after_a_day(office: Office) -> None:
    secret = office.do(HEAD, keep_file, "a.csv", "text/csv", b"1,2")
    office.now += timedelta(days=1, seconds=1)
    with pytest.raises(NotFound):
        office.do(HEAD, fetch_file, secret)


def test_two_files_have_two_secrets(office: Office) -> None:
    secrets = {office.do(HEAD, keep_file, "a.csv", "text/csv", b"1") for _ in range(2)}
    assert len(secrets) == 2
