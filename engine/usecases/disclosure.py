"""Aggregates over people, for who may not see the people themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from engine.access import Right, scope
from engine.access.disclosure import is_disclosed, is_safe, units_above
from engine.queries.people import headcount, positions_held, units_below
from engine.store.tables import OrgUnit
from engine.usecases.context import Context
from engine.values.errors import NotEnoughData

R = TypeVar("R")


def sees_people(context: Context, path: str) -> bool:
    """Whether the actor may look at the individuals of a unit anyway."""
    return path.startswith(scope(context.actor, Right.SEE_PROFILES) or ("\0",))


def is_tellable(context: Context, unit: OrgUnit, position_id: int | None = None) -> bool:
    """Whether figures of a group may be told to the actor."""
    if sees_people(context, unit.path):
        return True
    smallest = context.policy.need.smallest_group
    return is_disclosed(_Census(context.session), unit.path, position_id, smallest)


def require_tellable(context: Context, unit: OrgUnit, position_id: int | None = None) -> None:
    """Refuse figures from which individuals could be made out.

    Raises:
        NotEnoughData: the group is too small, or stands out from one that may be asked about.
    """
    if not is_tellable(context, unit, position_id):
        raise NotEnoughData("group_withheld", smallest=context.policy.need.smallest_group)


def tellable_rows(
    context: Context,
    unit: OrgUnit,
    rows: Sequence[R],
    count: Callable[[R], tuple[str, int]],
    rows_of: Callable[[str], Sequence[R]],
) -> list[R]:
    """Those rows of a unit's figures whose people are no small remainder of a unit above.
    `count` gives a row's key and how many people it is about; `rows_of` another unit's rows."""
    if sees_people(context, unit.path):
        return list(rows)
    wholes: list[Mapping[str, int]] = [
        dict(map(count, rows_of(path))) for path in units_above(unit.path)
    ]
    smallest = context.policy.need.smallest_group

    def is_one(row: R) -> bool:
        key, people = count(row)
        return all(is_safe(whole.get(key, people) - people, smallest) for whole in wholes)

    return [row for row in rows if is_one(row)]


@dataclass
class _Census:
    """Counted as it is asked for, and once."""

    session: Session
    _sizes: dict[tuple[str, int | None], int] = field(default_factory=dict)

    def size(self, path: str, position: int | None) -> int:
        key = path, position
        if key not in self._sizes:
            self._sizes[key] = headcount(self.session, path, position)
        return self._sizes[key]

    def only_position(self, path: str) -> int | None:
        found = positions_held(self.session, path, most=2)
        return found[0] if len(found) == 1 else None

    def children(self, path: str) -> list[str]:
        return [child for _, child in units_below(self.session, path)]
