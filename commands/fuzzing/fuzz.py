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
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.result import Ok

from application.app import create_app
from commands.fuzzing.callers import PEOPLE, Callers
from commands.fuzzing.known import Known, filled_in, known_of
from commands.fuzzing.nasty import Call, spoiled
from commands.fuzzing.undocumented import CALLS, undocumented
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.invariants import breaches

# Messages and files of the page wait for Rasa, which is away.
PATHS = r"^/(api|healthz|web/(session|notices|sign-in))"
PROBLEMS = ("application/problem+json", "application/scim+json")
# Pages and what Rasa asks are refused in their own ways.
TOLD = ("/api", "/web", "/scim")
SHOWN = 1_000
Operation = Any


@dataclass(slots=True, kw_only=True)
class Fuzzed:
    """`faults` by where in the code they came from, each with the call that met it first."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    # Refused, but not as problem details.
    bare: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.faults or self.bare or self.unsound) and max(self.statuses) < 500


def fuzz(url: str, calls: int, number: int = 1) -> Fuzzed:
    """The application over the store at `url`, which has the sample company."""
    with tempfile.TemporaryDirectory() as home:
        made = Settings(
            home=Path(home),
            database_url=url,
            rasa_port=free_port(),
            rate_limit="1000000/minute",
        )
        app = create_app(made)
        found = _Fuzz(app, made, number).run(calls)
    database: Database = app.state.engine.database
    with database.reading() as session:
        found.unsound = [str(one) for one in breaches(session)]
    database.dispose()
    return found


class _Fuzz:
    def __init__(self, app: FastAPI, made: Settings, number: int) -> None:
        self._callers = Callers(app, made)
        self._number = number
        engine = app.state.engine
        self._known: Known = known_of(engine.database, engine.today().year)
        self._operations = _operations(app)
        self.found = Fuzzed()

    def run(self, calls: int) -> Fuzzed:
        """Every operation about as often as any other."""
        of_one = max(1, calls // (len(self._operations) + len(CALLS)))
        with _faults(self.found) as log:
            for at in range(of_one * len(CALLS)):
                chance = self._chance()
                self._send(spoiled(undocumented(at, {}, chance), chance), chance, log)
            left = calls - self.found.calls
            each, more = divmod(left, len(self._operations))
            for at, operation in enumerate(self._operations):
                self._call_of(operation, each + (at < more), log)
        return self.found

    def _call_of(self, operation: Operation, count: int, log: _Faults) -> None:
        until = self.found.calls + count
        again = 0
        # Hypothesis ends where it has nothing new; what is wrong with a call is new each time.
        while self.found.calls < until and again < count:
            self._some(operation, until, self._number + again, log)
            again += 1

    def _some(self, operation: Operation, until: int, number: int, log: _Faults) -> None:
        @seed(number)
        @settings(
            max_examples=max(1, until - self.found.calls),
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def run(case: Any) -> None:
            if self.found.calls < until:
                chance = self._chance()
                self._send(spoiled(_call(case, self._known, chance), chance), chance, log)

        run()

    def _chance(self) -> Random:
        """Not from Hypothesis, which begins with what is simplest each time."""
        return Random(f"{self._number} {self.found.calls}")

    def _send(self, call: Call, chance: Random, log: _Faults) -> None:
        person = chance.choice(PEOPLE)
        log.call = call
        answer = self._callers.send(call, _address(call), person, chance)
        found = self.found
        found.calls += 1
        found.people[person] += 1
        found.statuses[answer.status_code] += 1
        kind = answer.headers.get("content-type", "")
        told = call.path.startswith(TOLD) and not kind.startswith(PROBLEMS)
        if answer.status_code >= 400 and told:
            found.bare.append(f"{answer.status_code} {kind} {call}"[:SHOWN])


def _operations(app: FastAPI) -> list[Operation]:
    schema = schemathesis.openapi.from_dict(app.openapi()).include(path_regex=PATHS)
    return [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]


def _call(case: Any, known: Known, chance: Random) -> Call:
    """What Schemathesis made up, with some of it real, as plain parts."""
    ours = ("authorization", "x-peisuan-secret", "x-peisuan-person", "x-csrf-token", "cookie")
    headers = {
        str(name): str(value).encode("latin-1", "replace")
        for name, value in (case.headers or {}).items()
        if str(name).lower() not in ours
    }
    if case.media_type == "multipart/form-data":
        body: bytes | None = _form(chance)
        headers["Content-Type"] = b"multipart/form-data; boundary=x"
    elif case.media_type:
        body = json.dumps(filled_in(case.body, known, chance), default=str).encode()
        headers["Content-Type"] = b"application/json"
    else:
        body = None
    return Call(
        method=case.method.upper(),
        path=case.operation.path,
        places=filled_in(dict(case.path_parameters or {}), known, chance),
        query=tuple(filled_in(dict(case.query or {}), known, chance).items()),
        headers=headers,
        body=body,
    )


def _form(chance: Random) -> bytes:
    """A file that is hardly one."""
    content = chance.choice(
        (b"a,b\n1,2\n", b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 9, b"\x00\xff")
    )
    name = chance.choice(("a.csv", "é.xlsx", "", "../x.xls", "a\x00b", "x" * 300, "\ud800"))
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode("utf-8", "surrogatepass") + content + b"\r\n--x--\r\n"


def _address(call: Call) -> str:
    path = call.path
    for name, value in call.places.items():
        path = path.replace(f"{{{name}}}", _quoted(value))
    query = "&".join(
        f"{_quoted(name)}={_quoted(one)}"
        for name, value in call.query
        for one in (value if isinstance(value, list) else [value])
    )
    return path + (f"?{query}" if query else "")


def _quoted(value: Any) -> str:
    return quote(str(value).encode("utf-8", "surrogatepass"), safe="")


class _Faults(logging.Handler):
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
        self._found.faults.setdefault(fault, str(self.call)[:SHOWN])


@contextmanager
def _faults(found: Fuzzed) -> Iterator[_Faults]:
    handler = _Faults(found)
    logging.getLogger().addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
