"""Calls that the API's description leaves out: what the identity provider, Rasa, links and the
pages ask for. Each is well made, and then spoiled like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from commands.fuzzing.nasty import Call

_USER = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "fuzz@c.example",
    "displayName": "张三",
    "active": True,
    "emails": [{"value": "fuzz@c.example", "primary": True}],
    "name": {"familyName": "张", "givenName": "三"},
}
_GROUP = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    "displayName": "设备部",
    "members": [{"value": "1"}],
}
_PATCH = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "displayName", "value": "李四"}],
}
_SEARCH = (("filter", 'userName eq "a"'), ("startIndex", "1"), ("count", "5"))
_SCIM: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/Users", None),
    ("POST", "/Users", _USER),
    ("GET", "/Users/{id}", None),
    ("PUT", "/Users/{id}", _USER),
    ("PATCH", "/Users/{id}", _PATCH),
    ("GET", "/Groups", None),
    ("POST", "/Groups", _GROUP),
    ("GET", "/Groups/{id}", None),
    ("PUT", "/Groups/{id}", _GROUP),
    ("PATCH", "/Groups/{id}", _PATCH),
    ("GET", "/Schemas/{id}", None),
)
_OTHERS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/files/{secret}/{name}", None),
    ("GET", "/setup", None),
    ("GET", "/web/preview", None),
    ("POST", "/web/session", {"handle": "hr"}),
    ("POST", "/web/sign-in", {"person": "E000001", "code": "ABCD-EFGH"}),
    ("POST", "/web/sign-in/code", {"person": "E000001"}),
    ("GET", "/web/sign-in/company/return", None),
    ("GET", "/web/sign-in/dingtalk/return", None),
    ("POST", "/web/presses", {"token": "12345678"}),
    ("POST", "/web/notices/seen", {"up_to": 1}),
    ("GET", "/static/{name}", None),
    ("GET", "/internal/catalogue", None),
    ("POST", "/internal/actions", {"next_action": "action_answer", "tracker": {}}),
)
CALLS = (*((method, f"/scim/v2{path}", body) for method, path, body in _SCIM), *_OTHERS)


def undocumented(at: int, headers: Mapping[str, bytes], chance: Random) -> Call:
    """The one of that number, counted on and on."""
    method, path, body = CALLS[at % len(CALLS)]
    places = {"id": "1", "secret": "x" * 22, "name": "a.png"}
    return Call(
        method=method,
        path=path,
        places={name: value for name, value in places.items() if f"{{{name}}}" in path},
        query=_SEARCH[: chance.randrange(4)] if method == "GET" else (),
        headers={**headers, "Content-Type": b"application/json"},
        body=None if body is None else json.dumps(body).encode(),
    )
