"""Who gets in at the SCIM service, and nowhere else with that token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from engine.settings import Settings
from engine.store.tables import ApiToken, AuditEvent, StoreInfo
from tests.application.scim.provider import BASE, IdentityProvider, user
from tests.tokens import bearer, token_for

LONG_AGO = datetime.now(UTC) - timedelta(days=30)


@pytest.mark.parametrize("path", ["/Users", "/Users/1", "/ServiceProviderConfig", "/nowhere"])
def test_nobody_without_a_token(idp: IdentityProvider, path: str) -> None:
    del idp.client.headers["Authorization"]
    if path == "/nowhere":
        assert idp.refused("GET", path)["status"] == "404"
        return
    answer = idp.call("GET", path)
    assert idp.refused("GET", path)["status"] == "401"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/scim+json"


def test_a_wrong_an_old_and_a_persons_token_are_refused(idp: IdentityProvider) -> None:
    idp.user("zhang@c.example", "E1")
    old = token_for(idp.store, None)
    with idp.store.transaction() as session:
        session.execute(update(ApiToken).where(ApiToken.name == "test").values(until=LONG_AGO))
    for token in ("wrong", old, token_for(idp.store, "E1")):
        idp.client.headers.update(bearer(token))
        assert idp.refused("GET", "/Users")["status"] == "401"
        assert idp.refused("POST", "/Users", {})["status"] == "401"


def test_what_the_provider_does_says_by_which_token(idp: IdentityProvider) -> None:
    idp.user("zhang@c.example", "E1")
    with idp.store.reading() as session:
        began = session.scalars(
            select(AuditEvent.began).where(AuditEvent.action == "keep_person")
        ).one()
    assert began == "token 1"


def test_the_installations_own_secret_is_no_way_in(
    idp: IdentityProvider, settings: Settings
) -> None:
    del idp.client.headers["Authorization"]
    headers = {"X-Peisuan-Secret": settings.secret("operator"), "X-Peisuan-Person": "E1"}
    assert idp.client.get(f"{BASE}/Users", headers=headers).status_code == 401


def test_the_providers_token_opens_nothing_else(idp_of_all: IdentityProvider) -> None:
    idp = idp_of_all
    idp.user("zhang@c.example", "scim")
    assert idp.client.get("/api/notices").status_code == 401


def test_the_sample_company_is_not_mixed_with_a_real_one(idp: IdentityProvider) -> None:
    with idp.store.transaction() as session:
        session.add(StoreInfo(id=1, kind="sample"))
    told = idp.refused("POST", "/Users", user("zhang@c.example"))
    assert told["status"] == "403"
    assert "sample company" in told["detail"]
