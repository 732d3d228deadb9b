"""Whom HR is told of when the provider has a unit or a person no more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from assistant.notices import notice_line
from assistant.speech import LANGUAGES, Speech
from engine.api.scim.routes import create_scim
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Employee, Notice, RoleGrant, ServiceAgreement
from engine.trust.notices import NoticeView
from tests.application.scim.provider import BASE, IdentityProvider
from tests.company import HR, YEAR
from tests.tokens import bearer, token_for
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


@pytest.fixture
def idp(office: Office, settings: Settings) -> IdentityProvider:
    app = FastAPI()
    app.mount(BASE, create_scim(settings, office.engine))
    client = TestClient(app)
    client.headers.update(bearer(token_for(office.database, None)))
    return IdentityProvider(client, office.database)


def notices(office: Office, who: str) -> list[tuple[str, Any]]:
    """To somebody, in order."""
    with office.database.reading() as session:
        rows = session.execute(
            select(Notice.code, Notice.args)
            .join(Employee, Employee.id == Notice.recipient_id)
            .where(Employee.emp_no == who)
            .order_by(Notice.id)
        )
        return [(code, args) for code, args in rows]


def test_hr_is_told_what_hangs_on_a_unit(office: Office, idp: IdentityProvider) -> None:
    office.submit(20)
    before = len(notices(office, HR))
    group = idp.group("first")
    idp.done("DELETE", f"/Groups/{group}")
    (gone, budget) = notices(office, HR)[before:]
    assert gone[0] == "unit_gone"
    assert (gone[1]["people"], gone[1]["requests"], gone[1]["units"]) == (302, 1, 0)
    assert budget[0] == "budget_of_gone_unit"
    assert budget[1]["year"] == YEAR + 1
    assert budget[1]["reserved"]["amount"] == "20000.00"
    for language in LANGUAGES:
        for code, args in (gone, budget):
            view = NoticeView(id=1, person=HR, code=code, args=args, created_at=office.now)
            assert "first" in notice_line(Speech(language), view)


@pytest.mark.parametrize("how", ["deleted", "switched off"])
def test_hr_is_told_what_somebody_leaves_behind(
    office: Office, idp: IdentityProvider, how: str
) -> None:
    here = idp.user("head@c.example", HEAD, displayName=f"name of {HEAD}")
    with office.database.transaction() as session:
        agreement = ServiceAgreement(
            employee_id=int(here),
            agreed_cost=Decimal(9_000),
            currency="CNY",
            months=36,
            starts_on=date(YEAR, 1, 1),
            special_fund=True,
        )
        session.add(agreement)
        session.add(RoleGrant(employee_id=int(here), role="finance", org_unit_id=1))
    if how == "deleted":
        idp.done("DELETE", f"/Users/{here}")
    else:
        idp.patch(f"/Users/{here}", {"op": "Replace", "path": "active", "value": "False"})
        idp.done("DELETE", f"/Users/{here}")
    told = notices(office, HR)
    assert [code for code, _ in told] == [
        "head_has_left",
        "role_of_leaver",
        "agreement_of_leaver",
    ]
    for language in LANGUAGES:
        for code, args in told:
            view = NoticeView(id=1, person=HR, code=code, args=args, created_at=office.now)
            said = notice_line(Speech(language), view)
            assert f"name of {HEAD}" in said
            assert HEAD in said


def test_nobody_is_told_of_somebody_who_leaves_nothing_behind(
    office: Office, idp: IdentityProvider
) -> None:
    here = idp.user("worker@c.example", WORKER, displayName=f"name of {WORKER}")
    idp.done("DELETE", f"/Users/{here}")
    assert notices(office, HR) == []
