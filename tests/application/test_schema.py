"""Schemathesis against every operation of the API, as people of every role: whatever it sends,
no answer is a server error, none breaks the documented schema, and none gives anything away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import OrgUnit
from engine.trust.invariants import breaches
from engine.usecases.requests.submitting import draft_request, submit_request
from tests.workflow import Office, draft

pytestmark = pytest.mark.long

PEOPLE = ("worker", "sales-head", "workshop-head", "hr", "finance", "director")
EXAMPLES = 12
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# What an employee without another role may be answered at all.
OWN_RECORD = "/api/personal/record"
OPEN_TO_ALL = {
    "/api/profile",
    "/api/needs",
    "/api/needs/own",
    "/api/identities",
    "/api/notices",
    "/api/notices/seen",
    # What one is nominated for oneself.
    "/api/nominations",
    # What one is asked oneself.
    "/api/surveys/open",
    "/api/delegations",
    "/api/delegations/all",
    "/api/needs/own/all",
    "/api/profile/next",
    "/api/profile/towards",
    "/api/explanations/latest",
    "/api/requests",
    # What can be asked about, which is the same for all; whoever asks is asked about alone.
    "/api/query",
    # By which rules it goes, and in which money and years, is no secret in the company.
    "/api/company",
    "/api/policy",
    # What files can hold, and empty ones to fill in.
    "/api/imports/kinds",
    "/api/imports/templates/{kind}",
    # What is kept of people, and one's own record.
    "/api/personal/kept",
    OWN_RECORD,
    # One's own ways in.
    "/api/sessions",
    "/api/tokens",
}
# Ranks and courses of the whole company; and who may see what is kept names HR, which is a unit.
NAMES_UNITS = ("/api/priorities", "/api/training-history", "/api/personal/kept")
OWN_COST = "loaded_hourly_cost"
# Never in an answer: how wages could be found out, and what only the machine knows.
SECRETS = (OWN_COST, "Traceback", "sqlalchemy", "SELECT ", "/engine/")


def _sendable(value: Any) -> Any:
    """A number in place of a file is sent as its digits; the client takes texts alone."""
    if isinstance(value, tuple):
        return tuple(_sendable(one) for one in value)
    if value is None or isinstance(value, str | bytes) or hasattr(value, "read"):
        return value
    return str(value)


class World:
    """The application over a store of its own, with a few requests in it."""

    def __init__(self, folder: Path, sample: Path) -> None:
        copy = folder / "store.sqlite"
        shutil.copy(sample, copy)
        self.database = Database(f"sqlite:///{copy}")
        self.settings = Settings(
            home=folder / "home",
            database_url=self.database.url,
            rasa_port=free_port(),
            rate_limit="1000000/minute",
        )
        self.client = TestClient(create_app(self.settings), raise_server_exceptions=False)
        self._fill()

    def call(self, case: schemathesis.Case) -> Any:
        """Over the application itself, without a network."""
        sent = case.as_transport_kwargs(base_url="http://testserver")
        sent.pop("cookies", None)
        if sent.get("files"):
            sent["files"] = [(name, _sendable(value)) for name, value in sent["files"]]
        return self.client.request(**sent)

    def _fill(self) -> None:
        office = Office(self.database)
        made = [
            office.do("workshop-head", submit_request, draft(5, "TC-EQ"), f"made-{n}-key")
            for n in range(3)
        ]
        office.do("workshop-head", draft_request, draft(5, "TC-EQ"), "made-draft")
        for person, key in (("hr", "one-key-1"), ("finance", "one-key-2")):
            office.approve_all(made[0].request.number, person, key)


@pytest.fixture(scope="module")
def world(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("schema"), sample_file)
    yield world
    with world.database.reading() as session:
        assert breaches(session) == []
    world.database.dispose()


def description() -> dict[str, Any]:
    """The API's own; its store is never opened."""
    with TemporaryDirectory() as name:
        settings = Settings(home=Path(name), database_url=f"sqlite:///{name}/none.sqlite")
        return create_app(settings).openapi()


def documented() -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_dict(description()).include(path_regex="^/api/")


OPERATIONS = [found.ok() for found in documented().get_all_operations()]
by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
Operation = Any


@by_operation
def test_no_answer_is_an_error_or_gives_anything_away(world: World, operation: Operation) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), person=st.sampled_from(PEOPLE))
    def run(case: schemathesis.Case, person: str) -> None:
        case.headers["X-Peisuan-Person"] = person
        case.headers["X-Peisuan-Secret"] = world.settings.secret("operator")
        case.headers.pop("Authorization", None)
        response = world.call(case)
        # Files are sent as a stream, which the check looks at.
        response.request.read()
        case.validate_response(response, checks=CHECKS)
        said = response.text
        if case.path == OWN_RECORD and response.status_code < 300:
            # What he costs is told to himself.
            said = said.replace(OWN_COST, "")
        assert not [secret for secret in SECRETS if secret in said], said
        if response.status_code < 300:
            assert person != "worker" or case.path in OPEN_TO_ALL, response.text
            if person == "sales-head":
                _require_nothing_foreign(world, case, response.text)

    run()


@by_operation
def test_nobody_is_answered_without_signing_in(world: World, operation: Operation) -> None:
    @settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def run(case: schemathesis.Case) -> None:
        for header in ("X-Peisuan-Person", "X-Peisuan-Secret", "Authorization"):
            case.headers.pop(header, None)
        case.cookies = {}
        # 400: a form that is none (a part without a name) is refused before anybody is asked who he is.
        assert world.call(case).status_code in (400, 401, 422)

    run()


def _require_nothing_foreign(world: World, case: schemathesis.Case, body: str) -> None:
    """A head's answers name no unit outside his own (but his company) that he did not name."""
    with world.database.reading() as session:
        units = session.execute(select(OrgUnit.path, OrgUnit.name)).all()
    paths = {path: name for path, name in units}  # noqa: C416 - rows are no pairs to mypy
    own = next(path for path in paths if path.endswith("/SAL/"))
    foreign = {
        name for path, name in paths.items() if not path.startswith(own) and path.count("/") > 2
    }
    said = str(case.body) + str(case.query)
    named = {name for name in foreign if name in body and name not in said}
    assert not named or case.path.startswith(NAMES_UNITS), named
