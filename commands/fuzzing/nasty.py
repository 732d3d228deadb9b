"""What nobody means and somebody sends, put into a call that was well made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

LONG = 5_000
NUMBERS: tuple[Any, ...] = (
    2**31,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    -1,
    0,
    1.5,
    1e300,
    0.1 + 0.2,
    "1E+99999999",
    "1E-99999999",
    "-0",
    "NaN",
    "Infinity",
    "0x10",
    "１２",
    "٣",
    "9" * LONG,
    f"0.{'1' * LONG}",
    99999999999999.99,
    "99999999999999.9999",
)
TEXTS: tuple[Any, ...] = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "é",
    "😀" * 100,
    "\u202e",
    "a" * LONG,
    "%",
    "_",
    "'; --",
    "{person}",
    "../../etc",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "10000-01-01",
    "TR-0000-0000",
    "/intent{}",
)
SHAPES: tuple[Any, ...] = (None, True, [], {}, [[]], [None] * 3, {"a": {"b": 1}}, {"": ""})
ANYTHING = (*NUMBERS, *TEXTS, *SHAPES)
BODIES = (
    b"",
    b"[]",
    b"3",
    b"null",
    b'"text"',
    b"{",
    b"\xff\xfe\x00",
    b'{"a": "\xff"}',
    b'{"a": 1E+99999999}',
    b'{"a": NaN}',
    b'{"a": ' + b"9" * LONG + b"}",
    b"[" * LONG,
    b"[" * LONG + b"]" * LONG,
    b'{"a":' * 60 + b"1" + b"}" * 60,
    b'{"a":1,"a":2}',
    b"a=1&b=2",
    b"\xef\xbb\xbf{}",
    b"x" * 2_000_000,
)
KINDS = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/xml",
    "é",
    "",
)
HEADERS = (
    "Accept-Language",
    "Idempotency-Key",
    "X-CSRF-Token",
    "Authorization",
    "X-Peisuan-Person",
    "X-Peisuan-Secret",
    "Cookie",
    "Content-Length",
    "If-None-Match",
    "Range",
    "Host",
)
VALUES = (
    b"\xe9\xff",
    "汉字".encode(),
    b"",
    b"a" * LONG,
    b"Bearer \xe9",
    b"Bearer a.b.c",
    b"Bearer eyJhbGciOiJub25lIn0.e30.",
    b"session=\xe9; session=2",
    b"peisuan_session=x",
    b"zh;q=abc,*;q=9999999999999999",
    b"bytes=0-99999999999999999999",
    b"-1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request: the parts of its path and its query by name, and a body of bytes."""

    method: str
    path: str
    places: Mapping[str, Any]
    query: tuple[tuple[str, Any], ...]
    headers: Mapping[str, bytes]
    body: bytes | None

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"


Spoiling = Callable[[Call, Random], Call]


def spoiled(call: Call, chance: Random) -> Call:
    """The call with one to three things wrong, or none."""
    found = [one for one, weight in SPOILINGS.items() if _has(call, one) for _ in range(weight)]
    for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 3))):
        call = chance.choice(found)(call, chance)
    return call


def _has(call: Call, spoiling: Spoiling) -> bool:
    """Whether there is anything of the kind to be spoiled."""
    if spoiling is _place:
        return bool(call.places)
    return call.body is not None or spoiling not in (_leaf, _body, _kind)


def _place(call: Call, chance: Random) -> Call:
    name = chance.choice(sorted(call.places))
    return replace(call, places={**call.places, name: _word(chance)})


def _query(call: Call, chance: Random) -> Call:
    """A parameter is something else, there twice, or one that nobody asked for."""
    names = [name for name, _ in call.query] or ["year", "unit", "size", "page_after"]
    return replace(call, query=(*call.query, (chance.choice(names), _word(chance))))


def _header(call: Call, chance: Random) -> Call:
    return replace(call, headers={**call.headers, chance.choice(HEADERS): chance.choice(VALUES)})


def _body(call: Call, chance: Random) -> Call:
    return replace(call, body=chance.choice(BODIES))


def _kind(call: Call, chance: Random) -> Call:
    kind = chance.choice(KINDS).encode()
    return replace(call, headers={**call.headers, "Content-Type": kind})


def _leaf(call: Call, chance: Random) -> Call:
    """One value of a JSON body."""
    try:
        found = json.loads(call.body or b"")
    except (ValueError, RecursionError):
        return call
    return replace(call, body=_json(_with_another(found, chance)))


def _with_another(found: Any, chance: Random) -> Any:
    if isinstance(found, dict) and found and chance.random() < 0.9:
        name = chance.choice(sorted(found))
        return {**found, name: _with_another(found[name], chance)}
    if isinstance(found, list) and found and chance.random() < 0.8:
        at = chance.randrange(len(found))
        return [*found[:at], _with_another(found[at], chance), *found[at + 1 :]]
    return chance.choice(ANYTHING)


def _json(found: Any) -> bytes:
    """Half a character as its sign, as some send it."""
    return json.dumps(found).encode()


def _word(chance: Random) -> str:
    return str(chance.choice((*NUMBERS, *TEXTS)))


SPOILINGS: Mapping[Spoiling, int] = {
    _place: 3,
    _query: 3,
    _leaf: 8,
    _body: 2,
    _kind: 1,
    _header: 2,
}
