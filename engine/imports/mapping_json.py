"""Mappings as JSON that a person can read and correct, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.imports.kinds.kind import kinds
from engine.imports.sheet_mapping import FieldMap, Join, SheetMapping, place
from engine.values.errors import InvalidInput

VERSION = 1
_SHEET = ("file", "sheet", "fingerprint", "kind", "fields", "words", "joins", "heading_rows", "headings")  # fmt: skip
_FIELD = ("field", "column", "constant", "of")
_JOIN = ("column", "sheet", "key", "takes")
_ADDS = "adds"


def to_json(mappings: Iterable[SheetMapping]) -> str:
    said = {"version": VERSION, "sheets": [_sheet(one) for one in mappings]}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> list[SheetMapping]:
    """The mappings that a text holds.

    Raises:
        InvalidInput: it is no mapping, or names a kind, field or key that there is not.
    """
    try:
        said = json.loads(text)
    except ValueError as error:
        raise InvalidInput("mapping_unreadable", file="", why=str(error)[:200]) from error
    body = _object(said, "", ("version", "sheets"))
    if body.get("version") != VERSION:
        raise InvalidInput("mapping_version", version=str(body.get("version")), known=VERSION)
    return [_read(one) for one in _list(body.get("sheets"), "sheets")]


def _sheet(one: SheetMapping) -> dict[str, Any]:
    said: dict[str, Any] = {
        "file": one.file,
        "sheet": one.sheet,
        "fingerprint": one.fingerprint,
        "kind": one.kind,
        "fields": [_without_empty(_FIELD, each) for each in one.fields],
    }
    if one.words:
        said["words"] = {field: dict(words) for field, words in one.words.items()}
    if one.joins:
        said["joins"] = [
            _without_empty(_JOIN, each) | ({_ADDS: True} if each.adds else {}) for each in one.joins
        ]
    if one.heading_rows:
        said["heading_rows"] = list(one.heading_rows)
    return said | {"headings": list(one.headings)}


def _without_empty(names: Sequence[str], one: FieldMap | Join) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in names}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value not in (None, {})
    }


def _read(said: Any) -> SheetMapping:
    sheet = _object(said, "sheets", _SHEET)
    where = place(_text(sheet, "file"), _text(sheet, "sheet"))
    kind = sheet.get("kind")
    if kind is not None and kind not in kinds():
        raise InvalidInput("mapping_kind", sheet=where, kind=str(kind), known=list(kinds()))
    fields = tuple(_field(one, where) for one in _list(sheet.get("fields", []), where))
    words = {
        field: _texts(_object(meant, where), where)
        for field, meant in _object(sheet.get("words", {}), where).items()
    }
    _check(kind, where, [name for one in fields for name in (one.field, *one.of)] + list(words))
    return SheetMapping(
        file=_text(sheet, "file"),
        sheet=_text(sheet, "sheet"),
        fingerprint=_text(sheet, "fingerprint"),
        kind=kind,
        fields=fields,
        words=words,
        joins=tuple(_join(one, where) for one in _list(sheet.get("joins", []), where)),
        heading_rows=_rows(sheet.get("heading_rows"), where),
        headings=tuple(str(one) for one in _list(sheet.get("headings", []), where)),
    )


def _field(said: Any, where: str) -> FieldMap:
    one = _object(said, where, _FIELD)
    of = _texts(_object(one.get("of", {}), where), where)
    column, constant = one.get("column"), one.get("constant")
    if (column is None) == (constant is None):
        raise _unreadable(where, "column")
    return FieldMap(
        field=_text(one, "field", where),
        column=None if column is None else _text(one, "column", where),
        constant=None if constant is None else _text(one, "constant", where),
        of=of,
    )


def _join(said: Any, where: str) -> Join:
    one = _object(said, where, (*_JOIN, _ADDS))
    names = {name: _text(one, name, where) for name in _JOIN}
    return Join(**names, adds=one.get(_ADDS) is True)


def _check(kind: str | None, where: str, names: Sequence[str]) -> None:
    known = kinds()[kind].fields if kind else {}
    if wrong := sorted({name for name in names if name not in known}):
        raise InvalidInput("mapping_fields", sheet=where, kind=kind or "", unknown=wrong)


def _rows(said: Any, where: str) -> tuple[int, int] | None:
    if said is None:
        return None
    rows = _list(said, where)
    if len(rows) != 2 or not all(isinstance(row, int) and row > 0 for row in rows):
        raise _unreadable(where, "heading_rows")
    return rows[0], rows[1]


def _object(said: Any, where: str, allowed: Sequence[str] | None = None) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise _unreadable(where, str(said))
    if allowed is not None and (unknown := sorted(set(said) - set(allowed))):
        raise InvalidInput("mapping_keys", sheet=where, unknown=unknown, known=list(allowed))
    return said


def _list(said: Any, where: str) -> list[Any]:
    if not isinstance(said, list):
        raise _unreadable(where, str(said))
    return said


def _texts(said: Mapping[str, Any], where: str) -> dict[str, str]:
    return {name: _text(said, name, where) for name in said}


def _text(said: Mapping[str, Any], name: str, where: str = "") -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise _unreadable(where, name)
    return value


def _unreadable(where: str, why: str) -> InvalidInput:
    return InvalidInput("mapping_unreadable", file=where, why=why[:200])
