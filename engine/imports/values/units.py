"""Which unit is meant, and units that come into being."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.questions import Question
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.misspelt import nearest
from engine.imports.values.spelling import folded, unit_key
from engine.imports.values.unit_paths import all_readings
from engine.imports.values.waiting import wait
from engine.queries.company import company_of
from engine.store.tables import Alias, OrgUnit
from engine.store.units import KIND, ROOT, free_code, move_unit, name_also, rename_unit

LONGEST_NAME = 200
LONGEST_PATH = 700
NEW = "new"


@dataclass(frozen=True, slots=True)
class Said:
    """A unit as a row says it: names from the top down. `from_top` says that the first of them
    is a unit right below the company; a name alone may be any unit's."""

    names: tuple[str, ...]
    from_top: bool = False
    code: str = ""

    @property
    def text(self) -> str:
        return "/".join(self.names) or self.code


class Several(Exception):
    """More than one unit may be meant."""

    def __init__(self, units: list[int]) -> None:
        super().__init__(units)
        self.units = units


class Units:
    """All units as they are now, by their names and codes and by those that they had."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._root: int | None = None
        self._stored: dict[int, OrgUnit] = {}
        self._codes: dict[str, int] = {}
        self._coded: dict[str, int] = {}
        self._named: dict[str, list[int]] = defaultdict(list)
        self._below: dict[tuple[int | None, str], int] = {}
        for unit in session.scalars(select(OrgUnit).order_by(OrgUnit.id)):
            self._learn(unit)
        for code, name in session.execute(select(Alias.code, Alias.name).where(Alias.kind == KIND)):
            if code in self._codes:
                self._also(self._codes[code], name)
        company = company_of(session).name
        if company and self._root is not None:
            self._also(self._root, company)
        self.made: list[int] = []
        # Those whose code a file said, though it is not the one that paths are made of.
        self._given: set[int] = set()
        self._found: dict[tuple[str, str], int | Wrong | Several] = {}

    # ---- finding

    def of(self, row: Row, unit: str = "unit", code: str = "unit_code") -> int | None:
        """The id of the unit that is there already which these fields tell; none once the row was
        refused, or waits for an answer."""
        said = (row.raw(unit), row.raw(code))
        if said not in self._found:
            self._found[said] = self._anyhow(*said)
        found = self._found[said]
        if isinstance(found, Several):
            return self._answered(row, said[0], found)
        if isinstance(found, Wrong):
            row.refuse(unit if said[0] or not said[1] else code, found.code)
            return None
        return found

    def find(self, text: str, code: str = "") -> int:
        """The id of a unit that is there already, by its code, its name or its path.

        Raises:
            Wrong: there is none; or more than one.
        """
        found = self._anyhow(text, code)
        if isinstance(found, Several):
            raise Wrong("which_unit")
        if isinstance(found, Wrong):
            raise found
        return found

    def look(self, said: Said) -> int | None:
        """The unit that is meant, if it is there.

        Raises:
            Several: it may be one of several.
        """
        if said.code and said.code.casefold() in self._coded:
            return self._coded[said.code.casefold()]
        names = self.below_top(said.names)
        if not names:
            return self._root if said.names else None
        right_below = self._walk(self._root, names)
        if said.from_top and (right_below is not None or len(names) == 1):
            return right_below
        starts = self._named.get(unit_key(names[0]), [])
        ends = (self._walk(start, names[1:]) for start in starts)
        found = list(dict.fromkeys(end for end in (right_below, *ends) if end is not None))
        if len(found) > 1:
            raise Several(found)
        return found[0] if found else None

    def like(self, said: Said) -> tuple[str, int] | None:
        """Of a path that leads to no unit the first name that is missing, and the unit whose name
        it looks like, misspelt: one at the same place or, for a name alone, anywhere. None where
        both have codes of their own, which tell them apart."""
        names = self.below_top(said.names)
        if not names:
            return None
        at, above = self._missing(names)
        is_anywhere = len(names) == 1 and not said.from_top
        known = {
            one.name: one.id
            for one in self._stored.values()
            if one.parent_id is not None
            and (is_anywhere or one.parent_id == above)
            and not (said.code and at == len(names) - 1 and self._has_own_code(one))
        }
        near = nearest(names[at], known)
        return (names[at], known[near]) if near is not None else None

    def coded(self, code: str) -> int | None:
        """The unit that has a code."""
        return self._coded.get(code.casefold())

    def is_known(self, name: str) -> bool:
        """Whether any unit is, or was, called so."""
        return unit_key(name) in self._named

    def is_top(self, name: str) -> bool:
        """Whether the company itself is called so."""
        return self._root is not None and self._root in self._named.get(unit_key(name), ())

    def is_right_below(self, name: str) -> bool:
        """Whether a unit right below the company is called so."""
        return self._walk(self._root, (name,)) is not None

    @property
    def are_there(self) -> bool:
        """Whether there is more than the company itself."""
        return len(self) > 0

    def answer(
        self, report: SheetReport, name: str, several: Several, said: str | None
    ) -> int | None:
        """The unit that was said to be meant by a name; asks where nobody has said."""
        paths = {self.text(one): one for one in several.units}
        if said is None:
            report.ask(
                Question(
                    code="which_unit", subject=name, args={"name": name}, options=(*paths, NEW)
                )
            )
        return paths.get(said or "")

    # ---- telling

    def stored(self, unit: int) -> OrgUnit:
        return self._stored[unit]

    def names(self, unit: int) -> tuple[str, ...]:
        """From right below the company down to it."""
        return tuple(reversed([one.name for one in self._up(unit)]))

    def text(self, unit: int) -> str:
        """Its path as people write it."""
        return "/".join(self.names(unit)) or self._stored[unit].name

    def name(self, unit: int) -> str:
        """Its name, with those above it where others are called the same."""
        name = self._stored[unit].name
        alone = sum(one.name == name for one in self._stored.values()) == 1
        return name if alone else self.text(unit)

    def known_above(self, said: Said) -> list[int]:
        """The units of a path that are there, whether or not its end is."""
        names = self.below_top(said.names)
        found = (self._walk(self._root, names[: end + 1]) for end in range(len(names)))
        return [unit for unit in found if unit is not None]

    def line(self, unit: int) -> list[int]:
        """It and those above it, without the company."""
        return [one.id for one in self._up(unit)]

    def __len__(self) -> int:
        """How many there are below the company."""
        return sum(one.parent_id is not None for one in self._stored.values())

    def count_made(self, seen: Collection[int] = ()) -> int:
        """How many came into being below the company, without those that were counted."""
        made = (self._stored[unit] for unit in self.made if unit not in seen)
        return sum(unit.parent_id is not None for unit in made)

    # ---- making

    def get(self, said: Said, source: str | None = None) -> int:
        """The unit that is meant; what is missing of its path is made.

        Raises:
            Several: see `look`.
            Wrong: no unit can be called so, or a code alone is unknown.
        """
        found = self.look(said)
        if found is not None and not self.is_another(found, said.code):
            return found
        names = self.below_top(said.names)
        if not names:
            raise Wrong("unknown_unit")
        return self.make(names, said.code, source)

    def is_another(self, unit: int, code: str) -> bool:
        """Whether a code is another unit's of the same name. A unit that has none of its own gets
        the code."""
        if not code or self._coded.get(code.casefold()) == unit:
            return False
        if self._has_own_code(self._stored[unit]):
            return True
        self._given.add(unit)
        self.also(unit, code)
        return False

    def _has_own_code(self, unit: OrgUnit) -> bool:
        """Whether a file said its code: it is not made of its name."""
        return unit.id in self._given or unit.code not in (ROOT, free_code(unit.name, ()))

    def make(self, names: tuple[str, ...], code: str = "", source: str | None = None) -> int:
        """A new unit at a path below the company, with those of the path that are missing."""
        at, above = self._missing(names)
        for name in names[at:-1]:
            above = self.add(name, above, "", source)
        return self.add(names[-1], above, code, source)

    def _missing(self, names: tuple[str, ...]) -> tuple[int, int]:
        """Which name of a path leads on to no unit (or is its last), and the unit above it."""
        at, above = 0, self.root().id
        starts = self._named.get(unit_key(names[0]), [])
        if len(starts) == 1 and len(names) > 1 and not self.is_right_below(names[0]):
            at, above = 1, starts[0]
        while at < len(names) - 1 and (next_ := self._walk(above, names[at : at + 1])) is not None:
            at, above = at + 1, next_
        return at, above

    def add(self, name: str, above: int | None, code: str = "", source: str | None = None) -> int:
        """A new unit below another one.

        Raises:
            Wrong: its name or its path is too long.
        """
        name = folded(name)
        code = free_code(code or (name if above else ROOT), self._codes)
        path = f"{self._stored[above].path if above else '/'}{code}/"
        if len(name) > LONGEST_NAME or len(path) > LONGEST_PATH:
            raise Wrong("too_long")
        unit = OrgUnit(code=code, name=name, parent_id=above, path=path, source=source)
        self._session.add(unit)
        self._session.flush()
        self._learn(unit)
        self.made.append(unit.id)
        return unit.id

    def above(self, names: tuple[str, ...]) -> int:
        """The unit right above a path; a new one if there is none."""
        return self.get(Said(names[:-1], from_top=True)) if len(names) > 1 else self.root().id

    def root(self) -> OrgUnit:
        """The company as a whole."""
        if self._root is None:
            self.add(company_of(self._session).name or ROOT, None, ROOT)
        assert self._root is not None
        return self._stored[self._root]

    def call_top(self, name: str, code: str = "") -> None:
        """Let the company itself be found by the name that paths begin with; where there is none
        yet, it is called so."""
        if self._root is None:
            self.add(name, None, code)
        self.also(self.root().id, name)

    def also(self, unit: int, name: str) -> None:
        """Let a unit be found by another name or code, too."""
        if unit_key(name) not in (
            unit_key(self._stored[unit].code),
            unit_key(self._stored[unit].name),
        ):
            name_also(self._session, self._stored[unit], name)
            self._also(unit, name)

    def rename(self, unit: int, name: str) -> None:
        """Call a unit otherwise; the old name still finds it."""
        rename_unit(self._session, self._stored[unit], name)
        self._learn(self._stored[unit])

    def move(self, unit: int, above: int) -> None:
        """Put a unit, and all that lies below it, below another one.

        Raises:
            Wrong: that one lies below it itself.
        """
        if unit in self.line(above):
            raise Wrong("below_itself")
        for place in [place for place, one in self._below.items() if one == unit]:
            del self._below[place]
        move_unit(self._session, self._stored[unit], self._stored[above])
        self._learn(self._stored[unit])

    # ---- within

    def _learn(self, unit: OrgUnit) -> None:
        if unit.parent_id is None and self._root is None:
            self._root = unit.id
        self._stored[unit.id] = unit
        self._codes[unit.code] = unit.id
        self._coded[unit.code.casefold()] = unit.id
        self._also(unit.id, unit.name)

    def _also(self, unit: int, name: str) -> None:
        key = unit_key(name)
        if unit not in self._named[key]:
            self._named[key].append(unit)
        self._below.setdefault((self._stored[unit].parent_id, key), unit)
        self._coded.setdefault(name.casefold(), unit)

    def _walk(self, start: int | None, names: tuple[str, ...]) -> int | None:
        for name in names:
            if start is None:
                return None
            start = self._below.get((start, unit_key(name)))
        return start

    def _up(self, unit: int) -> Iterator[OrgUnit]:
        """The unit and those above it, without the company."""
        one = self._stored[unit]
        while one.parent_id is not None:
            yield one
            one = self._stored[one.parent_id]

    def below_top(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """A path without the company itself."""
        return names[1:] if names and self.is_top(names[0]) else names

    def _anyhow(self, text: str, code: str) -> int | Wrong | Several:
        text, code = folded(text), folded(code)
        if not text and not code:
            return Wrong("empty")
        if code and code.casefold() in self._coded:
            return self._coded[code.casefold()]
        for names in all_readings(text) if text else ():
            try:
                found = self.look(Said(names))
            except Several as several:
                return several
            if found is not None:
                return found
        return self._coded.get(text.casefold()) or Wrong("unknown_unit")

    def _answered(self, row: Row, text: str, several: Several) -> int | None:
        said = row.rows.answers.to("which_unit", folded(text))
        unit = self.answer(row.report, folded(text), several, said)
        if unit is None:
            wait(row)
        return unit
