"""Who calls: six roles by the operator's secret, or by the page's cookie, and the identity
provider by its token."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from commands.fuzzing.nasty import Call
from engine.api.scim.routes import PREFIX as SCIM
from engine.settings import Settings
from engine.usecases.access.tokens import make_token

PEOPLE = ("worker", "sales-head", "workshop-head", "hr", "finance", "director")
PAGE_SHARE = 0.3


class Callers:
    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self._app, self._address = app, settings.address
        self._plain = self._client()
        engine = app.state.engine
        self._scim = engine.perform_as_operator(make_token, None, "fuzz", 1).secret
        self._pages: dict[str, TestClient] = {}
        self._secrets = {name: settings.secret(name).encode() for name in ("operator", "action")}

    def send(self, call: Call, address: str, person: str, chance: Random) -> Response:
        by_page = not call.path.startswith(SCIM) and chance.random() < PAGE_SHARE
        client = self._page(person) if by_page else self._plain
        headers = {} if by_page else self._proof(call, person)
        if by_page:
            headers["X-CSRF-Token"] = client.headers["X-CSRF-Token"].encode()
        given = {**headers, **call.headers}
        answer: Response = client.request(
            call.method,
            address,
            headers=[(name.encode(), value) for name, value in given.items()],
            content=call.body,
            follow_redirects=False,
        )
        if by_page and "/web/s" in call.path:
            # It may have signed out, or have become somebody else.
            self._pages.pop(person).close()
        return answer

    def _client(self) -> TestClient:
        return TestClient(self._app, self._address, raise_server_exceptions=False)

    def _proof(self, call: Call, person: str) -> dict[str, bytes]:
        if call.path.startswith(SCIM):
            return {"Authorization": f"Bearer {self._scim}".encode()}
        if call.path.startswith("/internal"):
            return {"X-Peisuan-Secret": self._secrets["action"]}
        return {
            "X-Peisuan-Secret": self._secrets["operator"],
            "X-Peisuan-Person": person.encode(),
        }

    def _page(self, person: str) -> TestClient:
        if person not in self._pages:
            page = self._client()
            csrf: Mapping[str, str] = page.get("/web/session").json()
            page.headers["X-CSRF-Token"] = csrf["csrf"]
            begun = page.post("/web/session", json={"handle": person}).json()
            page.headers["X-CSRF-Token"] = begun["csrf"]
            self._pages[person] = page
        return self._pages[person]
