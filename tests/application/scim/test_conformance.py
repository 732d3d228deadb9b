"""The service against scim2-tester: every endpoint, every attribute it says it keeps."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from scim2_client import BaseSyncSCIMClient
from scim2_tester import Status, check_server

from engine.trust.audit import verify
from tests.application.scim.provider import BASE, IdentityProvider

pytestmark = pytest.mark.long

# Not to be had here, and said in the service's description or by 501.
SKIPPED = {"search_with_attributes"}
PASSED = {Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE}


class InProcess(BaseSyncSCIMClient):
    """scim2-client over the application itself: its own engine for that is asynchronous, which
    the tester is not."""

    def __init__(self, client: TestClient) -> None:
        super().__init__()
        self._client = client

    def _stays_under_base_url(self, endpoint: str) -> bool:
        return endpoint.startswith("/") and "//" not in endpoint and ".." not in endpoint

    def _parse_json(self, response: Any) -> Any:
        return response.json()

    def request(self, method: str, url: str, **kwargs: Any) -> Any:
        return self._client.request(method, f"{BASE}{url}", **kwargs)


def test_it_conforms(idp: IdentityProvider) -> None:
    results = check_server(InProcess(idp.client))
    failed = [
        f"{one.resource_type} {one.title}: {one.status.name}: {one.reason}"
        for one in results
        if one.status not in PASSED and one.title not in SKIPPED
    ]
    assert not failed, "\n".join(failed)
    assert len(results) > 60
    with idp.store.reading() as session:
        assert verify(session).broken_at is None
