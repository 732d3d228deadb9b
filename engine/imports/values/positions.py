"""Positions by their names and codes; new ones come into being as named."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.sheet_report import SheetReport
from engine.imports.values.spelling import folded
from engine.store.tables import Alias, Position
from engine.store.units import free_code

KIND = "position"


class Positions:
    def __init__(self, session: Session, report: SheetReport) -> None:
        self._session, self._report = session, report
        stored = session.scalars(select(Position).order_by(Position.id)).all()
        codes = {one.code: one.id for one in stored}
        aliases = session.execute(select(Alias.code, Alias.name).where(Alias.kind == KIND))
        self._ids = {name.casefold(): codes[code] for code, name in aliases if code in codes}
        for names in ("code", "name_en", "name"):
            self._ids |= {
                getattr(one, names).casefold(): one.id for one in stored if getattr(one, names)
            }
        self._names = {one.id: one.name for one in stored}
        self._codes = set(codes)

    def name(self, position: int | None) -> str | None:
        return self._names.get(position or 0)

    def get(self, name: str | None) -> int | None:
        """The position of that name; a new one if there is none."""
        if name is None:
            return None
        key = folded(name).casefold()
        if key not in self._ids:
            position = Position(code=free_code(name, self._codes), name=name)
            self._session.add(position)
            self._session.flush()
            self._codes.add(position.code)
            self._ids[key], self._names[position.id] = position.id, name
            self._report.things["position"] += 1
        return self._ids[key]
