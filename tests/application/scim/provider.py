"""An identity provider: what Entra ID and Okta send, and what they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit

BASE = "/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass
class IdentityProvider:
    client: TestClient
    store: Database

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> Response:
        answer: Response = self.client.request(
            method, f"{BASE}{path}", json=body, params=params or None
        )
        return answer

    def done(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """What is answered to what has to succeed."""
        answer = self.call(method, path, body, **params)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def refused(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        answer = self.call(method, path, body, **params)
        told = answer.json()
        assert told["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"], told
        assert told["status"] == str(answer.status_code)
        return told

    def user(self, login: str, number: str = "", department: str = "", **more: Any) -> str:
        """A new user; the id here."""
        body = user(login, number, department, **more)
        return str(self.done("POST", "/Users", body)["id"])

    def group(self, name: str, *members: str, **more: Any) -> str:
        listed = [{"value": one} for one in members]
        body = {"schemas": [GROUP], "displayName": name, "members": listed, **more}
        return str(self.done("POST", "/Groups", body)["id"])

    def patch(self, path: str, *operations: dict[str, Any]) -> Any:
        return self.done("PATCH", path, patch(*operations))

    def employee(self, here: str) -> Employee:
        with self.store.reading() as session:
            return session.get_one(Employee, int(here))

    def unit_of(self, here: str) -> str:
        """The name of the unit somebody belongs to."""
        unit = select(OrgUnit.name).join(Employee, Employee.org_unit_id == OrgUnit.id)
        with self.store.reading() as session:
            return session.scalars(unit.where(Employee.id == int(here))).one()


def user(login: str, number: str = "", department: str = "", **more: Any) -> dict[str, Any]:
    enterprise = {"employeeNumber": number, "department": department}
    body: dict[str, Any] = {"schemas": [USER, ENTERPRISE], "userName": login, "active": True}
    body[ENTERPRISE] = {key: value for key, value in enterprise.items() if value}
    return {**body, **more}


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": list(operations)}
