"""The rows of a table by what tells them apart: new, the same again, or corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import String, select

from engine.imports.loading.run import Run
from engine.imports.sheet_report import Fate, SheetReport
from engine.store.tables import Base
from engine.store.types import ExactDecimal

Key = tuple[Any, ...]
Values = dict[str, Any]
SOURCE = "source"


@dataclass(slots=True)
class _Known:
    """A row as it is stored (`id`) or will be; `given` are the columns that this sheet said."""

    id: int | None
    values: Values
    before: Values = field(default_factory=dict)
    given: Values = field(default_factory=dict)


class Keyed:
    """All rows of a table by the columns of their key. What a file does not say (None) changes
    nothing; what it says otherwise is a correction."""

    def __init__(
        self, run: Run, report: SheetReport, table: type[Base], key: Sequence[str]
    ) -> None:
        self._run, self._report, self._table = run, report, table
        self._key = tuple(key)
        self._columns = [one.name for one in table.__table__.columns if one.name != "id"]
        self._needed = [
            one.name
            for one in table.__table__.columns
            if not one.nullable and one.name != "id" and one.default is None
        ]
        self._rows: dict[Key, _Known] = {}
        names = ["id", *self._columns]
        stored = table.__table__
        run.session.flush()
        for values in run.session.execute(select(*(stored.c[name] for name in names))):
            row = dict(zip(names, values, strict=True))
            known = _Known(row.pop("id"), row)
            self._rows[self.key_of(row)] = known

    def stored(self, key: Key) -> Mapping[str, Any] | None:
        """What is known of a row so far."""
        known = self._rows.get(key)
        return known.values if known else None

    def all(self) -> Iterator[Mapping[str, Any]]:
        """What is known of every row so far."""
        return (one.values for one in self._rows.values())

    def put(
        self, row: int, subject: str, values: Mapping[str, Any], defaults: Mapping[str, Any]
    ) -> Fate:
        """One row of the file; its fate, and what it changes, are told. `defaults` are for a new
        row alone; a column that is not said is empty there."""
        said = {name: self._exact(name, one) for name, one in values.items() if one is not None}
        key = self.key_of({**defaults, **said})
        known = self._rows.get(key)
        if known is None:
            new = {**dict.fromkeys(self._columns), **defaults, **said}
            empty = next((name for name in self._needed if new[name] is None), None)
            if empty is not None:
                self._report.refuse(row, empty, "", "empty")
                return Fate.REFUSED
            self._rows[key] = _Known(None, new, given=said)
            self._report.took(row, Fate.ADDED)
            return Fate.ADDED
        twice = [name for name, one in known.given.items() if said.get(name, one) != one]
        if twice != [] and twice != [SOURCE]:
            self._report.refuse(row, twice[0], str(said[twice[0]]), "twice_in_file")
            return Fate.REFUSED
        return self._correct(row, subject, known, said)

    def _correct(self, row: int, subject: str, known: _Known, said: Values) -> Fate:
        other = {
            name: one
            for name, one in said.items()
            if known.values[name] != one and name not in (*self._key, SOURCE)
        }
        for name, one in other.items():
            self._report.change(row, subject, name, bare(known.values[name]), bare(one))
            known.before.setdefault(name, known.values[name])
            known.values[name] = one
        known.given.update(said)
        if not other:
            self._report.took(row, Fate.SAME)
        return Fate.CHANGED if other else Fate.SAME

    def rekey(self, key: Key, row: int, subject: str, said: Mapping[str, Any]) -> None:
        """A row that is there is told by another key from now on: what it was told by is corrected,
        or known at last."""
        known = self._rows.pop(key)
        for name, one in said.items():
            self._report.change(row, subject, name, known.values[name], one)
            known.before.setdefault(name, known.values[name])
            known.values[name] = one
        self._rows[self.key_of(known.values)] = known

    def is_said(self, key: Key) -> bool:
        """Whether this sheet said anything of a row."""
        return bool(self._rows[key].given)

    def fits(self, name: str, value: Any) -> str | None:
        """Why a column cannot hold a value (a code), if it cannot."""
        kind = self._table.__table__.columns[name].type
        if isinstance(kind, ExactDecimal) and isinstance(value, Decimal):
            return None if abs(value) < 10 ** (kind.precision - kind.scale) else "out_of_range"
        if isinstance(kind, String) and isinstance(value, str) and kind.length:
            return None if len(value) <= kind.length else "too_long"
        return None

    def write(self) -> None:
        """Everything new and corrected into the store."""
        new = [one.values for one in self._rows.values() if one.id is None]
        self._run.writer.insert(self._table, new)
        self._run.writer.update_all(self._table, self._corrections())

    def _corrections(self) -> Iterable[tuple[int, Values, Values]]:
        for one in self._rows.values():
            if one.id is not None and one.before:
                yield one.id, one.before, {name: one.values[name] for name in one.before}

    def key_of(self, values: Mapping[str, Any]) -> Key:
        return tuple(values.get(name) for name in self._key)

    def _exact(self, name: str, value: Any) -> Any:
        """A number with as many digits as the store keeps, so that the same is the same."""
        kind = self._table.__table__.columns[name].type
        if isinstance(kind, ExactDecimal) and isinstance(value, Decimal):
            return value.quantize(Decimal(1).scaleb(-kind.scale), ROUND_HALF_UP)
        return value


def bare(value: Any) -> Any:
    """A number without the zeros that its column adds."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
