"""What the store has of each kind of data, and what each missing one would make possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.access import Right, scope
from engine.access.rights import roles_of, roles_with
from engine.imports.kinds.kind import Kind, kinds
from engine.store.tables import Base
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.company import Company

PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindStatus:
    """`rows` is how many the store has; `feeds` are codes of what it makes possible; `who` the
    roles that may load it, and `may` whether the asker may."""

    kind: str
    labels: Mapping[str, str]
    rows: int
    feeds: tuple[str, ...]
    who: tuple[str, ...]
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStatus:
    """The company's settings, every kind in the order in which it is loaded, and the names of
    those that are missing: what would make the most possible first."""

    company: Company
    kinds: tuple[KindStatus, ...]
    lacking: tuple[str, ...]

    @property
    def missing(self) -> tuple[KindStatus, ...]:
        by_name = {one.kind: one for one in self.kinds}
        return tuple(by_name[name] for name in self.lacking)

    @property
    def first(self) -> KindStatus | None:
        """What the asker best loads first."""
        return next((one for one in self.missing if one.may), None)

    @property
    def impossible(self) -> tuple[str, ...]:
        """What cannot be answered, since something that it takes is missing altogether."""
        return tuple(dict.fromkeys(code for one in self.missing for code in one.feeds))


@reads
def setup_status(context: Context) -> SetupStatus:
    """What there is of every kind of data, and what is missing.

    Raises:
        NotPermitted: who loads the company's data may see what there is of it.
    """
    require_company(context, Right.SEE_SETUP)
    found = tuple(_status(context, kind) for kind in kinds().values())
    return SetupStatus(company=context.company, kinds=found, lacking=lacking(found))


def lacking(kinds: Sequence[KindStatus]) -> tuple[str, ...]:
    """The missing ones: people first, whom all else is about, then what is the only thing that
    answers lack, and what is good for most."""
    missing = [one for one in kinds if not one.rows]
    lack = Counter(code for one in missing for code in one.feeds)

    def gain(one: KindStatus) -> tuple[bool, int, int]:
        alone = sum(lack[code] == 1 for code in one.feeds)
        return one.kind != PEOPLE, -alone, -len(one.feeds)

    return tuple(one.kind for one in sorted(missing, key=gain))


def who_loads(kind: Kind) -> tuple[str, ...]:
    """The roles that may load a kind."""
    return roles_of(Right(kind.right))


def _status(context: Context, kind: Kind) -> KindStatus:
    return KindStatus(
        kind=kind.name,
        labels=kind.labels,
        rows=sum(_rows(context.session, one) for one in kind.holds),
        feeds=kind.feeds,
        who=tuple(role.value for role in roles_with(context.actor, Right(kind.right))),
        may=bool(scope(context.actor, Right(kind.right))),
    )


def _rows(session: Session, holds: str) -> int:
    """Of a table, or of those of its rows that hold a value ("budget_posting.kind=invoice")."""
    name, _, condition = holds.partition(".")
    table = Base.metadata.tables[name]
    counted = select(func.count()).select_from(table)
    if condition:
        column, _, value = condition.partition("=")
        counted = counted.where(table.c[column] == value)
    return session.scalar(counted) or 0
