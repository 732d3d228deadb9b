"""Those who work here and may be seen, by what people call them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import Session

from engine.access.actor import Actor
from engine.queries.people import WORKING, within
from engine.store.tables import Employee, OrgUnit
from engine.values.person_names import is_han, keys_said, latin_words, name_key, surname_key

# After every key that goes on with a letter.
BEYOND = "{"
# How much of a key has to be right for the rest to be compared (letters), how many rows are, and
# what share of the longer one has to agree (a letter wrong or two exchanged count one).
BEGINNING, COMPARED, ALIKE = 3, 5_000, 0.8
# As many words are looked for in one statement.
AT_ONCE = 500
# A Chinese name of fewer characters differs in half of them.
SHORTEST_HAN = 3


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody, by number and name; `key` is how the name sounds."""

    code: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom an actor may see: those under `paths`, and himself."""

    session: Session
    actor: Actor
    paths: Sequence[str]

    def named(self, names: Collection[str], keys: Collection[str]) -> list[PersonNamed]:
        """Those whose whole name, or whose number, is one of `names`, or whose key is one of
        `keys`."""
        any_of = union(
            select(Employee.id).where(Employee.name.in_(names)),
            select(Employee.id).where(Employee.emp_no.in_(names)),
            select(Employee.id).where(Employee.name_key.in_(keys)),
        )
        return list(self._rows(Employee.id.in_(any_of.scalar_subquery())))

    def called(self, surname: str, most: int) -> list[PersonNamed]:
        """Up to `most` of those of that family name; in Latin letters, of that given name too."""
        if is_han(surname):
            same = Employee.surname_key == surname_key(surname)
            begins = Employee.name.startswith(surname, autoescape=True)
            return list(self._rows(and_(same, begins), most))
        word = "".join(latin_words(surname))
        given = and_(_key_begins(word), func.lower(Employee.name).like(f"{word} %"))
        return list(self._rows(or_(Employee.surname_key == word, given), most))

    def alike(self, words: str, most: int) -> list[PersonNamed]:
        """Up to `most` whose names are written or sound nearly like `words`, the likest first."""
        if is_han(words):
            near = or_(Employee.name_key == name_key(words), _one_character_off(words))
            wanted = [words]
            found = list(self._rows(near, COMPARED))
            names = [one.name for one in found]
        else:
            wanted = list(keys_said(words))
            starts = {key[:BEGINNING] for key in wanted}
            near = and_(
                or_(*(_key_begins(start) for start in sorted(starts))),
                func.length(Employee.name_key).between(len(wanted[0]) - 1, len(wanted[0]) + 1),
            )
            found = list(self._rows(near, COMPARED))
            names = [one.key for one in found]
        return _likest(wanted, names, found, most, 0.0 if is_han(words) else ALIKE)

    def _rows(
        self, condition: ColumnElement[bool], most: int | None = None
    ) -> Iterator[PersonNamed]:
        statement = (
            select(Employee.emp_no, Employee.name, Employee.name_key)
            .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
            .where(
                condition,
                Employee.status.in_(WORKING),
                or_(within(self.paths), Employee.id == self.actor.employee_id),
            )
            .order_by(Employee.id)
            .limit(most)
        )
        for code, name, key in self.session.execute(statement):
            yield PersonNamed(code, name, key or "")


def _key_begins(start: str) -> ColumnElement[bool]:
    return and_(Employee.name_key >= start, Employee.name_key < start + BEYOND)


def _one_character_off(words: str) -> ColumnElement[bool]:
    """A Chinese name of the same family with one other character in the given name."""
    if len(words) < SHORTEST_HAN:
        return Employee.name_key == name_key(words)
    places = range(1, len(words))
    patterns = [f"{words[:at]}_{words[at + 1 :]}" for at in places]
    alike = or_(*(Employee.name.like(pattern) for pattern in patterns))
    return and_(Employee.surname_key == surname_key(words), alike)


def _likest(
    wanted: Sequence[str],
    names: Sequence[str],
    found: Sequence[PersonNamed],
    most: int,
    at_least: float,
) -> list[PersonNamed]:
    best: dict[int, float] = {}
    for words in wanted:
        for _, score, at in process.extract(
            words, names, scorer=OSA.normalized_similarity, limit=most, score_cutoff=at_least
        ):
            best[at] = max(score, best.get(at, 0.0))
    ranked = sorted(best, key=lambda at: (-best[at], found[at].code))
    return [found[at] for at in ranked[:most]]


def names_among(session: Session, words: Sequence[str]) -> set[str]:
    """Those of `words` that are the name or the number of anybody who works or worked here, also
    where a name is written in Latin letters."""
    meant: dict[str, set[str]] = {}
    for one in words:
        for key in (one, one.upper(), *(() if is_han(one) else keys_said(one))):
            meant.setdefault(key, set()).add(one)
    keys = list(meant)
    found: set[str] = set()
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        for column in (Employee.name, Employee.emp_no, Employee.name_key):
            for name in session.scalars(select(column).where(column.in_(some))):
                found |= meant.get(name or "", set())
    return found
