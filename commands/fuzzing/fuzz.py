"""So many calls over the application itself, without a network: the same ones for the same seed."""

from __future__ import annotations

import json
import logging
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.result import Ok

from application.app import create_app
from commands.fuzzing.known import Known, filled_in, known_of
from commands.fuzzing.nasty import Call, spoiled
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.invariants import breaches

PEOPLE = ("worker", "sales-head", "workshop-head", "hr", "finance", "director")
# What else the description has needs a browser, or Rasa.
PATHS = r"^/(api|files|healthz)"
WORST = 500


@dataclass(slots=True, kw_only=True)
class Fuzzed:
    """`faults` by where in the code they came from, each with the call that met it first."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    # Refused, but not as problem details.
    bare: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    unsound: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.faults or self.bare or self.unsound)


def fuzz(url: str, calls: int, number: int = 1) -> Fuzzed:
    """The API over the store at `url`, which has a sample company."""
    found = Fuzzed()
    database = Database(url)
    with tempfile.TemporaryDirectory() as home, _log(found) as log:
        made = Settings(
            home=Path(home), database_url=url, rasa_port=free_port(), rate_limit="1000000/minute"
        )
        app = create_app(made)
        client = TestClient(app, raise_server_exceptions=False)
        client.headers["X-Peisuan-Secret"] = made.secret("operator")
        known = known_of(database, app.state.engine.today().year)
        operations = _operations(app)
        each, more = divmod(calls, len(operations))
        for at, operation in enumerate(operations):
            _calls(client, operation, known, each + (at < more), number, found, log)
    with database.reading() as session:
        found.unsound = [str(one) for one in breaches(session)]
    database.dispose()
    return found


def _operations(app: FastAPI) -> list[Any]:
    schema = schemathesis.openapi.from_dict(app.openapi()).include(path_regex=PATHS)
    return [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]


def _calls(
    client: TestClient,
    operation: Any,
    known: Known,
    count: int,
    number: int,
    found: Fuzzed,
    log: _Log,
) -> None:
    if not count:
        return

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def run(case: Any) -> None:
        if found.calls == limit:
            return
        # Not from Hypothesis, which begins with what is simplest each time.
        chance = Random(f"{number} {found.calls}")
        person = chance.choice(PEOPLE)
        found.people[person] += 1
        _send(client, spoiled(_call(case, person, known, chance), chance))

    def _send(client: TestClient, call: Call) -> None:
        log.call = call
        answer = client.request(
            call.method,
            _address(call),
            headers=[(name.encode(), value) for name, value in call.headers.items()],
            content=call.body,
        )
        found.calls += 1
        found.statuses[answer.status_code] += 1
        kind = answer.headers.get("content-type", "")
        if answer.status_code >= 400 and not kind.startswith("application/problem+json"):
            found.bare.append(f"{answer.status_code} {kind} {call}"[:WORST])

    limit = found.calls + count
    # Hypothesis ends where it has nothing new; what is wrong with a call is new each time.
    while found.calls < limit:
        before = found.calls
        run()
        number += 1
        if found.calls == before:
            break


def _call(case: Any, person: str, known: Known, chance: Random) -> Call:
    places = filled_in(dict(case.path_parameters or {}), known, chance)
    query = filled_in(dict(case.query or {}), known, chance)
    headers = {
        str(name): str(value).encode("latin-1", "replace")
        for name, value in (case.headers or {}).items()
        if name.lower() not in ("authorization", "x-peisuan-secret", "cookie")
    }
    headers |= {"X-Peisuan-Person": person.encode()}
    body = None
    if isinstance(case.body, dict | list | str | int | float | bool) or case.body is None:
        content = filled_in(case.body, known, chance)
        if case.media_type and "json" in case.media_type:
            body = json.dumps(content).encode()
            headers["Content-Type"] = b"application/json"
    if case.media_type == "multipart/form-data":
        body, headers["Content-Type"] = _form(chance), b"multipart/form-data; boundary=x"
    return Call(
        method=case.method.upper(),
        path=case.operation.path,
        places=places,
        query=tuple(query.items()),
        headers=headers,
        body=body,
    )


def _form(chance: Random) -> bytes:
    """A file that is hardly one."""
    content = chance.choice(
        (b"a,b\n1,2\n", b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 9, b"\x00\xff")
    )
    name = chance.choice(("a.csv", "é.xlsx", "", "../x.xls", "a\x00b", "x" * 300))
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n--x--\r\n"


def _address(call: Call) -> str:
    path = call.path
    for name, value in call.places.items():
        path = path.replace(f"{{{name}}}", _quoted(value))
    query = "&".join(
        f"{_quoted(name)}={_quoted(one)}"
        for name, value in call.query
        for one in (value if isinstance(value, list) else [value])
    )
    return f"http://testserver{path}" + (f"?{query}" if query else "")


def _quoted(value: Any) -> str:
    return quote(str(value).encode("utf-8", "surrogatepass"), safe="")


class _Log(logging.Handler):
    """Keeps where each fault came from."""

    def __init__(self, found: Fuzzed) -> None:
        super().__init__(logging.ERROR)
        self._found = found
        self.call: Call | None = None

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if "site-packages" not in one.filename] or frames
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        fault = f"{type(error).__name__} at {where}: {str(error)[:200]}"
        self._found.times[fault] += 1
        self._found.faults.setdefault(fault, str(self.call)[:1500])


@contextmanager
def _log(found: Fuzzed) -> Iterator[_Log]:
    handler = _Log(found)
    logging.getLogger().addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
